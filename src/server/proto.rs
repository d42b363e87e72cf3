//! Between byte offsets and the protocol's positions, both ways.

use std::ops::Range;

use ropey::Rope;
use tower_lsp::ls_types::{self as lsp, PositionEncodingKind};

use crate::rules::Severity;
use crate::text::{Edit, Spot};

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PositionEncoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Units of UTF-16.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl PositionEncoding {
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
            PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
            PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// The position of a byte offset; offsets past the end count as the end.
    pub fn position(self, text: &Rope, offset: usize) -> lsp::Position {
        let offset = offset.min(text.len_bytes());
        let line = text.byte_to_line(offset);
        let start = text.line_to_byte(line);
        let column = match self {
            PositionEncoding::Utf8 => offset - start,
            PositionEncoding::Utf32 => text.byte_to_char(offset) - text.byte_to_char(start),
            PositionEncoding::Utf16 => {
                let (from, to) = (text.byte_to_char(start), text.byte_to_char(offset));
                text.char_to_utf16_cu(to) - text.char_to_utf16_cu(from)
            }
        };
        lsp::Position::new(small(line), small(column))
    }

    /// The position of a place in a text that is not at hand.
    pub fn position_of(self, spot: Spot) -> lsp::Position {
        let column = match self {
            PositionEncoding::Utf8 => spot.bytes,
            PositionEncoding::Utf16 => spot.utf16,
            PositionEncoding::Utf32 => spot.characters,
        };
        lsp::Position::new(spot.line - 1, column)
    }

    /// The byte offset of a position. As the protocol says, a column past the line's end counts as
    /// its end (before the line break), a line past the text's end as the end of the text; a column
    /// inside a character counts as its beginning.
    pub fn offset(self, text: &Rope, position: lsp::Position) -> usize {
        let line = position.line as usize;
        if line >= text.len_lines() {
            return text.len_bytes();
        }
        let (start, end) = (text.line_to_char(line), line_end(text, line));
        let column = position.character as usize;
        let at = match self {
            PositionEncoding::Utf8 => {
                let byte = (text.char_to_byte(start) + column).min(text.char_to_byte(end));
                return text.char_to_byte(text.byte_to_char(byte));
            }
            PositionEncoding::Utf32 => start + column,
            PositionEncoding::Utf16 => {
                let unit = (text.char_to_utf16_cu(start) + column).min(text.char_to_utf16_cu(end));
                text.utf16_cu_to_char(unit)
            }
        };
        text.char_to_byte(at.min(end))
    }

    /// The protocol's range of a byte range.
    pub fn range(self, text: &Rope, range: &Range<usize>) -> lsp::Range {
        lsp::Range::new(self.position(text, range.start), self.position(text, range.end))
    }

    /// The byte range of a protocol's range; one whose end lies before its beginning is empty.
    pub fn byte_range(self, text: &Rope, range: lsp::Range) -> Range<usize> {
        let start = self.offset(text, range.start);
        start..self.offset(text, range.end).max(start)
    }

    /// The protocol's form of an edit.
    pub fn text_edit(self, text: &Rope, edit: &Edit) -> lsp::TextEdit {
        lsp::TextEdit::new(self.range(text, &edit.range), edit.text.clone())
    }
}

/// The character index of a line's end, before its line break.
fn line_end(text: &Rope, line: usize) -> usize {
    let start = text.line_to_char(line);
    let slice = text.line(line);
    let mut length = slice.len_chars();
    while length > 0 && matches!(slice.char(length - 1), '\n' | '\r') {
        length -= 1;
    }
    start + length
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The protocol's word for a severity.
pub(super) fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
        Severity::Info => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [PositionEncoding; 3] = [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32];

    #[test]
    fn an_astral_character_counts_by_encoding() {
        let text = Rope::from_str("ë😀x");
        let columns = ALL.map(|encoding| encoding.position(&text, 6).character);
        assert_eq!(columns, [6, 3, 2]);
    }

    #[test]
    fn columns_past_the_end_stop_before_the_line_break() {
        let text = Rope::from_str("ab\r\ncd\rx\x0Cy\n");
        for encoding in ALL {
            assert_eq!(encoding.offset(&text, lsp::Position::new(0, 99)), 2);
            assert_eq!(encoding.offset(&text, lsp::Position::new(1, 99)), 6);
            assert_eq!(encoding.offset(&text, lsp::Position::new(2, 99)), 10);
            assert_eq!(encoding.offset(&text, lsp::Position::new(9, 0)), 11);
        }
    }

    proptest! {
        #[test]
        fn positions_round_trip(text in "[aë😀\u{301}\n\r\x0C]{0,40}", share in 0.0..=1.0f64) {
            let mut offset = (text.len() as f64 * share) as usize;
            while !text.is_char_boundary(offset) {
                offset -= 1;
            }
            // Between CR and LF there is no place.
            prop_assume!(!(offset > 0 && text.as_bytes()[offset - 1] == b'\r' && text.as_bytes().get(offset) == Some(&b'\n')));
            let rope = Rope::from_str(&text);
            for encoding in ALL {
                prop_assert_eq!(encoding.offset(&rope, encoding.position(&rope, offset)), offset);
            }
        }
    }
}
