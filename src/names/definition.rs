//! Acronyms that a text explains.

use std::ops::Range;
use std::sync::Arc;

use super::bodies;
use super::mention::{Mention, MentionKind};

/// An acronym explained where it is first used: “Albanian Party of Labour (ALP)”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The initials.
    pub acronym: Arc<str>,
    /// The name they stand for.
    pub name: Arc<str>,
    /// Bytes of the acronym.
    pub range: Range<usize>,
}

/// A written-out body and the acronym in brackets after it, or the other way round.
pub(super) fn definitions(text: &str, mentions: &[Mention]) -> Vec<Definition> {
    let mut definitions = Vec::new();
    for pair in mentions.windows(2) {
        let [first, second] = pair else { continue };
        let Some(between) = text.get(first.range.end..second.range.start) else { continue };
        let bracketed = matches!(between.trim(), "(" | "[" | "(“" | "(\"")
            && text[second.range.end..].trim_start_matches(['”', '"']).starts_with([')', ']']);
        let (name, acronym) = match (first.kind, second.kind) {
            (_, MentionKind::Acronym) => (first, second),
            (MentionKind::Acronym, _) => (second, first),
            _ => continue,
        };
        let written_out = name.form.contains(' ') && name.kind != MentionKind::Acronym;
        if bracketed && written_out && (bodies::spells_out(&acronym.form, &name.form) || name.kind == MentionKind::Body)
        {
            definitions.push(Definition {
                acronym: acronym.form.clone(),
                name: name.form.clone(),
                range: acronym.range.clone(),
            });
        }
    }
    definitions
}
