//! The part of a source line that is shown around a finding.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::text::{Class, LineIndex};

/// A stretch of one line as it is shown: invisible characters made visible, cut with `…`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// What is shown.
    pub text: String,
    /// Where the finding stands in it, in bytes.
    pub span: Range<usize>,
}

/// The window of `width` columns around `range`; of a finding of several lines, its first line.
pub(super) fn window(text: &str, lines: &LineIndex, range: &Range<usize>, width: usize) -> Window {
    let line = lines.line(text, lines.position(text, range.start).line).unwrap_or(0..0);
    let start = range.start.clamp(line.start, line.end);
    let end = range.end.clamp(start, line.end);
    let (before, found, after) = (&text[line.start..start], &text[start..end], &text[end..line.end]);

    let found_end = fitting(found.char_indices(), width * 2 / 3).unwrap_or(found.len());
    let rest = width.saturating_sub(columns(&found[..found_end]));
    let right_needs = columns_up_to(after.chars(), rest / 2);
    let left = fitting_left(before, rest.saturating_sub(right_needs));
    let left_needs = columns_up_to(before[left..].chars(), rest);
    let right =
        if found_end < found.len() { Some(0) } else { fitting(after.char_indices(), rest - left_needs.min(rest)) };

    let mut shown = String::new();
    if left > 0 {
        shown.push('…');
    }
    show(&before[left..], &mut shown);
    let span_start = shown.len();
    show(&found[..found_end], &mut shown);
    let span = span_start..shown.len();
    show(&after[..right.unwrap_or(after.len())], &mut shown);
    if right.is_some() {
        shown.push('…');
    }
    Window { text: shown, span }
}

/// Byte length of the part that fits into some columns; none if all fits.
fn fitting(characters: impl Iterator<Item = (usize, char)>, width: usize) -> Option<usize> {
    let mut used = 0;
    for (at, c) in characters {
        used += width_of(c);
        if used > width {
            return Some(at);
        }
    }
    None
}

/// Where the part at the end begins that fits into some columns; 0 if all fits.
fn fitting_left(text: &str, width: usize) -> usize {
    let mut used = 0;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        used += width_of(c);
        if used > width {
            // Not between a letter and its accent.
            let accents = text[start..].chars().take_while(|&c| width_of(c) == 0).map(char::len_utf8);
            return start + accents.sum::<usize>();
        }
        start = at;
    }
    0
}

fn columns(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

/// The columns of the text, or `most` if they are more.
fn columns_up_to(mut characters: impl Iterator<Item = char>, most: usize) -> usize {
    let mut used = 0;
    while used < most {
        let Some(c) = characters.next() else { return used };
        used += width_of(c);
    }
    most
}

/// Columns that a character takes as it is shown.
fn width_of(c: char) -> usize {
    match stand_in(c) {
        Some(sign) => sign.chars().filter_map(UnicodeWidthChar::width).sum(),
        None => c.width().unwrap_or(0),
    }
}

fn show(text: &str, out: &mut String) {
    for c in text.chars() {
        match stand_in(c) {
            Some(sign) => out.push_str(&sign),
            None => out.push(c),
        }
    }
}

/// What is shown for a character that cannot be seen by itself.
fn stand_in(c: char) -> Option<String> {
    match (c, Class::of(c)) {
        ('\t', _) => Some("⇥".into()),
        ('\x7F', _) => Some("␡".into()),
        ('\0'..='\x1F', _) => Some(char::from_u32(0x2400 + c as u32)?.to_string()),
        ('\u{A0}', _) => Some("⍽".into()),
        (_, Some(Class::Control | Class::Invisible | Class::OddSpace | Class::PrivateUse)) => {
            Some(format!("⟨U+{:04X}⟩", c as u32))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(marked: &str, width: usize) -> String {
        let start = marked.find('⸢').unwrap();
        let text = marked.replacen('⸢', "", 1);
        let end = text.find('⸣').unwrap();
        let text = text.replacen('⸣', "", 1);
        let mut window = window(&text, &LineIndex::new(&text), &(start..end), width);
        window.text.insert(window.span.end, '⸣');
        window.text.insert(window.span.start, '⸢');
        window.text
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(shown("one\nthe ⸢May1⸣ parade\nthree", 40), "the ⸢May1⸣ parade");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let line = format!("{}⸢May1⸣{}", "a".repeat(3000), "b".repeat(3000));
        assert_eq!(shown(&line, 14), "…aaaaa⸢May1⸣bbbbb…");
    }

    #[test]
    fn what_one_side_does_not_need_the_other_has() {
        assert_eq!(shown(&format!("⸢May1⸣{}", "b".repeat(90)), 14), "⸢May1⸣bbbbbbbbbb…");
        assert_eq!(shown(&format!("{}⸢May1⸣", "a".repeat(90)), 14), "…aaaaaaaaaa⸢May1⸣");
    }

    #[test]
    fn a_long_finding_is_cut_too() {
        assert_eq!(shown(&format!("a⸢{}⸣b", "x".repeat(90)), 12), "a⸢xxxxxxxx⸣…");
    }

    #[test]
    fn what_cannot_be_seen_is_made_visible() {
        assert_eq!(shown("a\tb⸢\u{200B}⸣\x0Cc\u{A0}d", 40), "a⇥b⸢⟨U+200B⟩⸣␌c⍽d");
    }

    #[test]
    fn a_letter_keeps_its_accent() {
        assert_eq!(shown("ae\u{301}⸢x⸣", 2), "…e\u{301}⸢x⸣");
    }

    #[test]
    fn a_finding_over_lines_is_shown_by_its_first() {
        assert_eq!(shown("a ⸢b\nc⸣ d", 40), "a ⸢b⸣");
    }
}
