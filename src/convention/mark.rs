//! Editorial marks in a text.

use std::ops::Range;

use regex::Regex;
use serde::Deserialize;

/// What an editor says with a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Text that was lost or left out, supplied by the editor.
    Supplied,
    /// Something stands there that cannot be read.
    Gap,
    /// Read with doubt.
    Unclear,
    /// What stands before it is what the document says.
    Sic,
    /// The right form of what stands before it.
    Correction,
    /// Struck out in the document.
    Deleted,
    /// Added in the document, between lines or in the margin.
    Added,
    /// An abbreviation written out.
    Expansion,
    /// A remark of the editor: `[handwritten:]`, `[Signed]`.
    Note,
    /// A page begins.
    Page,
    /// A link to a subject or a person.
    Link,
}

/// An editorial mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The mark with its brackets.
    pub range: Range<usize>,
    /// What it encloses; empty if it encloses nothing of the document.
    pub content: Range<usize>,
    /// What it says.
    pub meaning: Meaning,
}

/// Reads the marks of a text; where patterns meet, the earlier in the convention wins.
pub(super) fn read(text: &str, readers: &[(Regex, Meaning)]) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    for (pattern, meaning) in readers {
        for captures in pattern.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let range = whole.range();
            if range.is_empty() || found.iter().any(|m| m.range.start < range.end && range.start < m.range.end) {
                continue;
            }
            let content = captures.name("text").map_or(range.end..range.end, |m| m.range());
            found.push(Mark { range, content, meaning: *meaning });
        }
    }
    found.sort_by_key(|mark| mark.range.start);
    found
}
