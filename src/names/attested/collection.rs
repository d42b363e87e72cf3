//! The full names of all documents of a collection.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::names::MentionKind;

use super::document::{DocumentForms, FullName, Standing};
use super::meeting::at_slips;
use super::others::OtherDocuments;

/// The full names of all documents of a collection.
#[derive(Debug, Clone, Default)]
pub struct CollectionForms {
    pub(super) documents: Vec<Attesting>,
    by_path: FxHashMap<Arc<Path>, u32>,
    pub(super) names: Vec<Attested>,
    pub(super) by_number: FxHashMap<u64, u32>,
    /// The names that meet at a point.
    pub(super) meeting: FxHashMap<u64, SmallVec<[u32; 2]>>,
    /// The numbers of names that no document has any more, to be given again.
    free: Vec<u32>,
}

/// A document that attests names.
#[derive(Debug, Clone)]
pub(super) struct Attesting {
    pub path: Arc<Path>,
    names: Vec<u32>,
}

/// A name with all documents that attest it.
#[derive(Debug, Clone)]
pub(super) struct Attested {
    pub name: FullName,
    /// By the numbers of the documents.
    pub standings: Vec<(u32, Standing)>,
    pub mentions: u32,
}

/// A name stands for itself from so many mentions on, in so many documents: it may be what another, one slip away,
/// was to be.
const SETTLED: (u32, usize) = (3, 2);

impl Attested {
    fn is_settled(&self) -> bool {
        self.mentions >= SETTLED.0 && self.standings.len() >= SETTLED.1
    }

    pub fn standing_in(&self, document: u32) -> Option<&Standing> {
        let at = self.standings.binary_search_by_key(&document, |(number, _)| *number).ok()?;
        Some(&self.standings[at].1)
    }
}

impl CollectionForms {
    /// Puts a document's forms in place of those it had. Returns whether they are others, or stand elsewhere.
    pub fn replace(&mut self, path: &Path, forms: DocumentForms) -> bool {
        let document = self.number_of(path);
        if self.is_as_before(document, &forms) {
            return false;
        }
        self.withdraw(document);
        let names = forms.forms.into_iter().map(|(name, standing)| self.attest(document, name, standing)).collect();
        self.documents[document as usize].names = names;
        true
    }

    /// Forgets a document. Returns whether it attested anything.
    pub fn remove(&mut self, path: &Path) -> bool {
        let Some(&document) = self.by_path.get(path) else { return false };
        self.withdraw(document)
    }

    /// What all documents but one say.
    pub fn others(&self, path: &Path) -> OtherDocuments<'_> {
        OtherDocuments::of(self, self.by_path.get(path).copied())
    }

    #[cfg(test)]
    pub(super) fn is_silent(&self) -> bool {
        self.by_number.is_empty() && self.meeting.is_empty() && self.free.len() == self.names.len()
    }

    fn number_of(&mut self, path: &Path) -> u32 {
        if let Some(known) = self.by_path.get(path) {
            return *known;
        }
        let number = small(self.documents.len());
        let path: Arc<Path> = path.into();
        self.by_path.insert(Arc::clone(&path), number);
        self.documents.push(Attesting { path, names: Vec::new() });
        number
    }

    fn is_as_before(&self, document: u32, forms: &DocumentForms) -> bool {
        let before = &self.documents[document as usize].names;
        let is_same = |(number, (name, standing)): (&u32, &(FullName, Standing))| {
            let known = &self.names[*number as usize];
            known.name.number == name.number && known.standing_in(document) == Some(standing)
        };
        before.len() == forms.forms.len() && before.iter().zip(&forms.forms).all(is_same)
    }

    fn attest(&mut self, document: u32, name: FullName, standing: Standing) -> u32 {
        let number = match self.by_number.get(&name.number) {
            Some(known) => *known,
            None => self.admit(name),
        };
        self.count(number, |attested| {
            let at = attested.standings.partition_point(|(known, _)| *known < document);
            attested.standings.insert(at, (document, standing));
            attested.mentions += standing.mentions;
        });
        number
    }

    /// Takes away all that a document attests. Returns whether that was anything.
    fn withdraw(&mut self, document: u32) -> bool {
        let names = std::mem::take(&mut self.documents[document as usize].names);
        for &number in &names {
            self.count(number, |attested| {
                if let Ok(at) = attested.standings.binary_search_by_key(&document, |(known, _)| *known) {
                    attested.mentions -= attested.standings.remove(at).1.mentions;
                }
            });
            if self.names[number as usize].standings.is_empty() {
                self.dismiss(number);
            }
        }
        !names.is_empty()
    }

    fn admit(&mut self, name: FullName) -> u32 {
        let number = self.free.pop().unwrap_or(small(self.names.len()));
        self.by_number.insert(name.number, number);
        for &point in &name.meets {
            self.meeting.entry(point).or_default().push(number);
        }
        let attested = Attested { name, standings: Vec::new(), mentions: 0 };
        match self.names.get_mut(number as usize) {
            Some(place) => *place = attested,
            None => self.names.push(attested),
        }
        number
    }

    fn dismiss(&mut self, number: u32) {
        let name = self.names[number as usize].name.clone();
        self.by_number.remove(&name.number);
        name.meets.iter().for_each(|point| self.leave(*point, number));
        self.free.push(number);
    }

    /// Changes what is attested of a name, and whether its near misses meet it.
    fn count(&mut self, number: u32, change: impl FnOnce(&mut Attested)) {
        let attested = &mut self.names[number as usize];
        let was = attested.is_settled();
        change(attested);
        let is = attested.is_settled();
        if was == is || attested.name.kind != MentionKind::Person {
            return;
        }
        let folded = attested.name.folded.clone();
        for point in at_slips(&folded) {
            if is { self.meeting.entry(point).or_default().push(number) } else { self.leave(point, number) }
        }
    }

    fn leave(&mut self, point: u64, number: u32) {
        if let Some(there) = self.meeting.get_mut(&point) {
            there.retain(|known| *known != number);
            if there.is_empty() {
                self.meeting.remove(&point);
            }
        }
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
