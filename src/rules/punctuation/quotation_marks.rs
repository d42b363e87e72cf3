//! The double quotation marks of a text: where they stand, and whether they open or close.

use std::ops::Range;

use crate::rules::BlockView;
use crate::text::{char_after, char_before, word_after, word_before};
use crate::transcript::Layout;

use super::brackets::silent_places;

/// What a quotation mark does, as far as its own shape and its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Opens a quotation.
    Opens,
    /// Closes one.
    Closes,
    /// Either: it stands free, or between two letters.
    Unclear,
}

/// A double quotation mark.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotationMark {
    /// The mark.
    pub range: Range<usize>,
    /// Whether it opens or closes.
    pub role: Role,
    /// Whether it is the typewriter's `"`, which does not tell by its shape.
    pub straight: bool,
    /// Whether it begins a paragraph, as each paragraph of a long quotation does.
    pub begins_paragraph: bool,
    /// Whether a figure stands before it: it may be a sign for inches or seconds.
    pub after_figure: bool,
    /// The paragraph's number in its block.
    pub paragraph: u32,
    /// The last word or sign after which the quotation may have ended in this paragraph, if the
    /// mark opens; the first word of what it may have quoted, if it closes.
    pub other: Range<usize>,
    /// The last word or sign of the paragraph, a reference in brackets at its end left out.
    pub paragraph_end: Range<usize>,
}

impl QuotationMark {
    /// Its ranges, to be mapped.
    pub(crate) fn ranges(&mut self) -> [&mut Range<usize>; 3] {
        [&mut self.range, &mut self.other, &mut self.paragraph_end]
    }
}

/// The double quotation marks of a block.
pub(super) fn quotation_marks(block: &BlockView) -> Vec<QuotationMark> {
    let text: &str = &block.text;
    let mut found: Vec<QuotationMark> = Vec::new();
    let mut silent = silent_places(block).into_iter().peekable();
    for (number, paragraph) in block.paragraphs().iter().enumerate() {
        let mut end: Option<Range<usize>> = None;
        let wrapped = block.place.layout == Layout::Wrapped;
        let mut before = paragraph.start;
        for range in mark_characters(text, paragraph.clone()) {
            while silent.next_if(|place| place.end <= range.start).is_some() {}
            if is_ditto(text, &range) || silent.peek().is_some_and(|place| place.start <= range.start) {
                continue;
            }
            let role = role(text, &range);
            found.push(QuotationMark {
                straight: text.as_bytes()[range.start] == b'"',
                begins_paragraph: begins_paragraph(text, paragraph, range.start, wrapped),
                after_figure: char_before(text, range.start).is_some_and(|c| c.is_ascii_digit()),
                paragraph: u32::try_from(number).unwrap_or(u32::MAX),
                other: if role == Role::Closes {
                    quoted_beginning(text, before..range.start)
                } else {
                    quoted_end(text, range.end, paragraph.end)
                },
                paragraph_end: end.get_or_insert_with(|| paragraph_end(text, paragraph)).clone(),
                role,
                range: range.clone(),
            });
            before = range.end;
        }
    }
    found
}

/// The bytes that a double quotation mark can begin with.
const BEGINS_MARK: [bool; 256] = {
    let mut begins = [false; 256];
    begins[b'"' as usize] = true;
    begins[b',' as usize] = true;
    begins[b'\'' as usize] = true;
    begins[0xE2] = true;
    begins
};

/// The characters that are double quotation marks; `,,` and `''` are taken as one.
fn mark_characters(text: &str, paragraph: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = paragraph.start;
    std::iter::from_fn(move || {
        while at < paragraph.end {
            at += bytes[at..paragraph.end].iter().take_while(|byte| !BEGINS_MARK[usize::from(**byte)]).count();
            if at == paragraph.end {
                return None;
            }
            let start = at;
            let length = match bytes[start] {
                b'"' => 1,
                b',' | b'\'' if bytes.get(start + 1) == Some(&bytes[start]) => 2,
                // “ ” „ ‟ are E2 80 9C to 9F.
                0xE2 if matches!(bytes.get(start + 1..start + 3), Some([0x80, 0x9C..=0x9F])) => 3,
                _ => {
                    at += 1;
                    continue;
                }
            };
            at = start + length;
            let doubled = length == 2;
            if !doubled || is_doubled_mark(text, start) {
                return Some(start..at);
            }
        }
        None
    })
}

/// Whether `,,` or `''` at `start` quotes: low marks before a word, high ones beside one.
fn is_doubled_mark(text: &str, start: usize) -> bool {
    let after_word = char_after(text, start + 2).is_some_and(char::is_alphanumeric);
    let before = char_before(text, start);
    let free = before.is_none_or(|c| c.is_whitespace() || c == '(');
    if text.as_bytes()[start] == b',' {
        after_word && free
    } else {
        (after_word && free) || before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?'))
    }
}

/// Whether a mark repeats what stands above it: alone on its line, or in a column.
fn is_ditto(text: &str, mark: &Range<usize>) -> bool {
    let wide = |spaces: &str| spaces.len() > 1 || spaces.contains('\t');
    let before = &text[..mark.start];
    let after = &text[mark.end..];
    let left = &before[before.trim_end_matches([' ', '\t']).len()..];
    let right = &after[..after.len() - after.trim_start_matches([' ', '\t']).len()];
    let line_begins = before.len() == left.len() || before[..before.len() - left.len()].ends_with(['\n', '\r']);
    let line_ends = after.len() == right.len() || after[right.len()..].starts_with(['\n', '\r']);
    (wide(left) || line_begins) && (wide(right) || line_ends)
}

fn role(text: &str, mark: &Range<usize>) -> Role {
    // A backslash before a mark is what a program left there.
    let before = char_before(text, mark.start - usize::from(text[..mark.start].ends_with('\\')));
    let after = char_after(text, mark.end);
    let free_before =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '‘' | '/' | '\u{feff}'));
    let free_after = after.is_none_or(|c| {
        c.is_whitespace() || matches!(c, ')' | ']' | '}' | ',' | ';' | ':' | '.' | '!' | '?' | '—' | '–' | '’' | '/')
    });
    match (&text[mark.clone()], free_before, free_after) {
        ("„" | ",,", ..) => Role::Opens,
        (_, true, false) => Role::Opens,
        (_, false, true) => Role::Closes,
        ("“", true, true) => Role::Opens,
        ("”", ..) => Role::Closes,
        _ => Role::Unclear,
    }
}

/// Whether a mark begins a paragraph; in hard-wrapped text also a line after one that ended a
/// sentence, since paragraphs there may follow each other without a blank line.
fn begins_paragraph(text: &str, paragraph: &Range<usize>, at: usize, wrapped: bool) -> bool {
    let before = text[paragraph.start..at].trim_end_matches([' ', '\t', '\u{3000}']);
    if before.is_empty() {
        return true;
    }
    let Some(line_before) = before.strip_suffix(['\n', '\r']) else { return false };
    wrapped && line_before.trim_end().ends_with(['.', '!', '?', ':', '-', '—', '"', '”'])
}

/// How far a quotation is followed, in bytes.
const REACH: usize = 400;

/// The last sign of what a mark that ends at `start` may open: up to the next pause.
fn quoted_end(text: &str, start: usize, paragraph_end: usize) -> Range<usize> {
    let end = boundary(text, (start + REACH).min(paragraph_end));
    let quoted = &text[start..end];
    let pause = quoted.find(['.', ',', ';', ':', '!', '?', ')', ']', '\n', '"', '“', '”']);
    let site = pause.map_or(end, |at| match quoted.as_bytes()[at] {
        b'.' | b',' | b'!' | b'?' => start + at + 1,
        _ => start + at,
    });
    last_sign(text, start..site)
}

/// The first word of what a mark that closes at the end of `stretch` may have quoted: that of its
/// sentence, or what follows a comma that introduces speech.
fn quoted_beginning(text: &str, stretch: Range<usize>) -> Range<usize> {
    let near = boundary(text, stretch.start.max(stretch.end.saturating_sub(REACH)));
    let quoted = &text[near..stretch.end];
    let inside = quoted.trim_end_matches(['.', ',', '!', '?', ' ']);
    let begins = [". ", "! ", "? ", ": ", ", ", "\n"]
        .iter()
        .filter_map(|pause| inside.rfind(pause).map(|at| at + pause.len()))
        .max();
    let from = near + begins.unwrap_or(0);
    let start = from + (text[from..stretch.end].len() - text[from..stretch.end].trim_start().len());
    let word = word_after(text, start);
    if word.is_empty() { start..start + char_after(text, start).map_or(0, char::len_utf8) } else { word }
}

/// The last sign of a paragraph, or that before a reference in brackets at its end.
fn paragraph_end(text: &str, paragraph: &Range<usize>) -> Range<usize> {
    let whole = text[paragraph.clone()].trim_end();
    let end = paragraph.start + whole.len();
    let closed = whole.trim_end_matches(['.', ',', ';']);
    if closed.ends_with(')')
        && let Some(opened) = whole.rfind('(')
    {
        let quoted = whole[..opened].trim_end();
        if quoted.len() < opened && quoted.ends_with(['.', '!', '?', '…']) {
            return last_sign(text, paragraph.start..paragraph.start + quoted.len());
        }
    }
    last_sign(text, paragraph.start..end)
}

/// The last word of a stretch with the signs after it; empty if it has none.
fn last_sign(text: &str, stretch: Range<usize>) -> Range<usize> {
    let end = stretch.start + text[stretch.clone()].trim_end().len();
    let signs = text[stretch.start..end].trim_end_matches(|c: char| !c.is_alphanumeric()).len() + stretch.start;
    let word = word_before(text, signs);
    word.start.max(stretch.start)..end
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Context;
    use crate::transcript::Place;

    fn marks(text: &str) -> Vec<QuotationMark> {
        let context = Context::default();
        let place = Place { layout: Layout::Flowed, ..Place::default() };
        quotation_marks(&BlockView::new(text, place, &context))
    }

    fn roles(text: &str) -> String {
        marks(text)
            .iter()
            .map(|mark| match mark.role {
                Role::Opens => 'o',
                Role::Closes => 'c',
                Role::Unclear => '?',
            })
            .collect()
    }

    #[test]
    fn neighbours_and_shape_tell_what_a_mark_does() {
        assert_eq!(roles(r#""Go," he said ("now"). a"b"#), "ococ?");
        assert_eq!(roles(r#"the \"Pueblo\" there"#), "oc");
        assert_eq!(roles("„Geh“, „geh” ,,Go'' “ a ” word“"), "ococococc");
    }

    #[test]
    fn dittos_are_no_quotation_marks() {
        assert_eq!(roles("Tirana    \"    12\n\"\n  \"  \"  x"), "");
    }

    #[test]
    fn where_a_quotation_may_have_ended() {
        let text = "\"We shall see in general. (Ibid, page 10)";
        assert_eq!(&text[marks(text)[0].paragraph_end.clone()], "general.");
        let text = "the \"neutral position, which";
        assert_eq!(&text[marks(text)[0].other.clone()], "position,");
    }

    #[test]
    fn where_a_quotation_may_have_begun() {
        let text = "They left. He said, come in,\" and sat.";
        assert_eq!(&text[marks(text)[0].other.clone()], "come");
    }
}
