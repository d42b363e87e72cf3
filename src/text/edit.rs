//! Replacing stretches of text.

use std::ops::Range;

use serde::Serialize;

/// A replacement: `range` (byte offsets) becomes `text`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    #[serde(flatten)]
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// `range` becomes `text`.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Edit {
        Edit { range, text: text.into() }
    }

    /// `range` goes away.
    pub fn delete(range: Range<usize>) -> Edit {
        Edit { range, text: String::new() }
    }

    /// `text` comes in at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Edit {
        Edit { range: offset..offset, text: text.into() }
    }

    /// The same edit in a text that begins `by` bytes further on.
    #[must_use]
    pub fn shifted(&self, by: usize) -> Edit {
        Edit { range: self.range.start + by..self.range.end + by, text: self.text.clone() }
    }

    /// Whether both edits cannot be made: they share a byte, or insert at the same place.
    pub fn conflicts_with(&self, other: &Edit) -> bool {
        let (a, b) = (&self.range, &other.range);
        (a.start < b.end && b.start < a.end) || a == b || (a.start == b.start && (a.is_empty() || b.is_empty()))
    }
}

/// Two edits that touch the same text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two edits touch the bytes around {at}")]
pub struct EditConflict {
    /// Byte offset of the second of the two.
    pub at: usize,
}

/// The text with all edits made; their order does not matter.
///
/// # Errors
/// [`EditConflict`] if two edits overlap, reach past the end or cut a character in two.
pub fn apply_edits(text: &str, edits: &[Edit]) -> Result<String, EditConflict> {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in ordered {
        let kept = text.get(done..edit.range.start).ok_or(EditConflict { at: edit.range.start })?;
        out.push_str(kept);
        out.push_str(&edit.text);
        done = edit.range.end;
    }
    out.push_str(text.get(done..).ok_or(EditConflict { at: done })?);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_any_order() {
        let edits = [Edit::replace(4..6, "Il"), Edit::insert(0, "[")];
        assert_eq!(apply_edits("Kim II Sung", &edits).unwrap(), "[Kim Il Sung");
    }

    #[test]
    fn overlapping_and_torn_edits_are_refused() {
        assert!(apply_edits("abc", &[Edit::delete(0..2), Edit::delete(1..3)]).is_err());
        assert!(apply_edits("ë", &[Edit::delete(0..1)]).is_err());
        assert!(apply_edits("abc", &[Edit::delete(2..9)]).is_err());
    }

    #[test]
    fn neighbours_do_not_conflict() {
        assert!(!Edit::delete(0..2).conflicts_with(&Edit::delete(2..3)));
        assert!(Edit::insert(2, "a").conflicts_with(&Edit::insert(2, "b")));
        assert!(Edit::delete(0..2).conflicts_with(&Edit::delete(1..3)));
    }
}
