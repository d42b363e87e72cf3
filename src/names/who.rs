//! An authority with its names ready to be found: what the check of a text is given.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use rustc_hash::FxHasher;

use crate::authority::{Authority, Fault, Source};

use super::duplicates;
use super::known::KnownNames;

/// The records of a collection and their names.
#[derive(Debug, Default)]
pub struct WhoIsWho {
    /// The records.
    pub authority: Authority,
    /// Their names, indexed.
    pub known: KnownNames,
    fingerprint: u64,
    faults: OnceLock<Vec<Fault>>,
}

impl WhoIsWho {
    /// Reads files of records.
    pub fn read(sources: Vec<Source>) -> WhoIsWho {
        let mut hasher = FxHasher::default();
        for source in &sources {
            (&source.path, &source.text).hash(&mut hasher);
        }
        let authority = Authority::read(sources);
        let known = KnownNames::of(&authority);
        WhoIsWho { known, authority, fingerprint: hasher.finish(), faults: OnceLock::new() }
    }

    /// What is wrong in the files: what their reading showed, and records that are probably of one person. In the order
    /// of the files and places.
    pub fn faults(&self) -> &[Fault] {
        self.faults.get_or_init(|| {
            let mut faults = self.authority.all_faults();
            faults.extend(duplicates::faults(&self.authority));
            faults.sort_by_key(|fault| (fault.file, fault.range.start));
            faults
        })
    }

    /// A hash of the files read, for caches within this process.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}
