//! The full names of one document.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::names::{MentionKind, NameFacts, NameKeys};
use crate::text::{LineIndex, Spot};

use super::meeting::meeting_points;

/// The full names of one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentForms {
    pub(super) forms: Vec<(FullName, Standing)>,
}

impl DocumentForms {
    /// Gathers the forms of a text from the facts of its blocks, each with the byte it begins at.
    pub fn gather<'f>(blocks: impl Iterator<Item = (usize, &'f NameFacts)>, text: &str) -> DocumentForms {
        let lines = LineIndex::new(text);
        let mut forms: Vec<(FullName, Standing)> = Vec::new();
        let mut known: FxHashMap<u64, usize> = FxHashMap::default();
        let mut explained: FxHashSet<&str> = FxHashSet::default();
        for (block, facts) in blocks {
            explained.extend(facts.definitions.iter().map(|definition| &*definition.name));
            for mention in facts.mentions.iter().filter(|mention| is_full(mention.kind, &mention.form)) {
                let at = *known.entry(mention.keys.form).or_insert_with(|| {
                    let spot = |offset| lines.spot(text, block + offset);
                    let (start, end) = (spot(mention.range.start), spot(mention.range.end));
                    let name = FullName::of(&mention.form, mention.kind, &mention.keys);
                    forms.push((name, Standing { mentions: 0, explained: false, start, end }));
                    forms.len() - 1
                });
                forms[at].1.mentions += 1;
            }
        }
        for (name, standing) in &mut forms {
            standing.explained = explained.contains(&*name.form);
        }
        DocumentForms { forms }
    }
}

/// A form that other documents may speak of: that of a person or body, of more than one word, and no heading in
/// capitals.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FullName {
    /// As [`NameKeys::form`].
    pub number: u64,
    pub form: Box<str>,
    pub folded: Box<str>,
    pub kind: MentionKind,
    /// Where it meets its relatives.
    pub meets: SmallVec<[u64; 3]>,
}

/// How a form stands in one document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Standing {
    pub mentions: u32,
    /// Whether the document explains an acronym by it.
    pub explained: bool,
    /// Its first place.
    pub start: Spot,
    pub end: Spot,
}

/// Whether a form counts for other documents.
fn is_full(kind: MentionKind, form: &str) -> bool {
    matches!(kind, MentionKind::Person | MentionKind::Body)
        && form.contains([' ', '-'])
        && form.chars().any(char::is_lowercase)
}

impl FullName {
    fn of(form: &str, kind: MentionKind, keys: &NameKeys) -> FullName {
        let meets = meeting_points(kind, keys);
        FullName { number: keys.form, form: form.into(), folded: keys.folded.clone(), kind, meets }
    }
}
