//! An authority with its names ready to be found: what the check of a text is given.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::authority::{Authority, Source};

use super::known::KnownNames;

/// The records of a collection and their names.
#[derive(Debug, Default)]
pub struct WhoIsWho {
    /// The records.
    pub authority: Authority,
    /// Their names, indexed.
    pub known: KnownNames,
    fingerprint: u64,
}

impl WhoIsWho {
    /// Reads files of records.
    pub fn read(sources: Vec<Source>) -> WhoIsWho {
        let mut hasher = FxHasher::default();
        for source in &sources {
            (&source.path, &source.text).hash(&mut hasher);
        }
        let authority = Authority::read(sources);
        WhoIsWho { known: KnownNames::of(&authority), authority, fingerprint: hasher.finish() }
    }

    /// A hash of the files read, for caches within this process.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}
