//! A place by what stands there, for records that outlive line numbers.

use std::ops::Range;

use crate::text::Source;

/// Characters of context on each side.
const CONTEXT: usize = 32;
/// Bytes that hold so many characters, whatever they are.
const CONTEXT_BYTES: usize = CONTEXT * 4;

/// A text-quote selector (W3C Web Annotation Data Model, 4.2.4): a passage with a little of what
/// stands before and after it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quotation {
    /// The passage.
    pub exact: String,
    /// Up to 32 characters before it.
    pub prefix: String,
    /// Up to 32 characters after it.
    pub suffix: String,
}

impl Quotation {
    /// The quotation of a range.
    pub fn of(text: &str, range: &Range<usize>) -> Quotation {
        Quotation::from_source(&text, range)
    }

    /// The quotation of a range of a string or a rope.
    pub fn from_source(source: &dyn Source, range: &Range<usize>) -> Quotation {
        let before = source.slice(source.boundary_before(range.start.saturating_sub(CONTEXT_BYTES))..range.start);
        let after = source.slice(range.end..source.boundary_before(range.end.saturating_add(CONTEXT_BYTES)));
        let prefix = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let suffix = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        Quotation {
            exact: source.slice(range.clone()).into_owned(),
            prefix: before[prefix..].to_owned(),
            suffix: after[..suffix].to_owned(),
        }
    }

    /// The same with every stretch of white space as one space, so that a line that is broken
    /// elsewhere reads alike.
    #[must_use]
    pub(super) fn reflowed(&self) -> Quotation {
        Quotation { exact: reflow(&self.exact), prefix: reflow(&self.prefix), suffix: reflow(&self.suffix) }
    }
}

/// A text with every stretch of white space as one space.
pub(super) fn reflow(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_cut_between_characters() {
        let text = format!("{}X{}", "ë".repeat(40), "あ".repeat(40));
        let quotation = Quotation::of(&text, &(80..81));
        assert_eq!(quotation.exact, "X");
        assert_eq!(quotation.prefix, "ë".repeat(32));
        assert_eq!(quotation.suffix, "あ".repeat(32));
    }

    #[test]
    fn borders_have_less_context() {
        assert_eq!(
            Quotation::of("abc", &(0..3)),
            Quotation { exact: "abc".into(), prefix: String::new(), suffix: String::new() }
        );
    }
}
