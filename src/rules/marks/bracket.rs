//! Square brackets as they stand in a text, whatever their convention.

use std::ops::Range;

/// A pair of square brackets without others inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bracket {
    /// The pair with what it encloses.
    pub range: Range<usize>,
    /// What it encloses.
    pub content: Range<usize>,
    /// Whether another pair stands close around it: `[[…]]`.
    pub doubled: bool,
}

/// The innermost pairs of square brackets whose content takes no more than this many bytes.
pub(super) fn brackets(text: &str, longest: usize) -> impl Iterator<Item = Bracket> + '_ {
    let bytes = text.as_bytes();
    let mut opened = None;
    memchr::memchr2_iter(b'[', b']', bytes).filter_map(move |at| {
        if bytes[at] == b'[' {
            opened = Some(at);
            return None;
        }
        let content = opened.take()? + 1..at;
        let range = content.start - 1..at + 1;
        let doubled = range.start > 0 && bytes[range.start - 1] == b'[' && bytes.get(range.end) == Some(&b']');
        (content.len() <= longest).then_some(Bracket { range, content, doubled })
    })
}

/// What stands on the same line before and after a range, no more than this many bytes of each.
pub(super) fn around<'t>(text: &'t str, range: &Range<usize>, reach: usize) -> (&'t str, &'t str) {
    let from = (range.start.saturating_sub(reach)..=range.start).find(|&at| text.is_char_boundary(at));
    let before = &text[from.unwrap_or(range.start)..range.start];
    let until =
        (range.end..=range.end.saturating_add(reach).min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    let after = &text[range.end..until.unwrap_or(range.end)];
    (before.rsplit(['\n', '\r']).next().unwrap_or_default(), after.split(['\n', '\r']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn innermost_pairs_are_found() {
        let text = "a [b] [[c]] [d [e] f] g]";
        let found: Vec<(&str, bool)> = brackets(text, 10).map(|b| (&text[b.content.clone()], b.doubled)).collect();
        assert_eq!(found, [("b", false), ("c", true), ("e", false)]);
    }

    #[test]
    fn the_line_around_a_range_is_cut_at_characters() {
        assert_eq!(around("ab\nçdef\ng", &(6..7), 2), ("d", "f"));
        assert_eq!(around("ab\nçdef\ng", &(6..7), 9), ("çd", "f"));
    }

    #[test]
    fn keeps_quiet_at_long_passages() {
        assert_eq!(brackets("[a long passage]", 5).count(), 0);
    }
}
