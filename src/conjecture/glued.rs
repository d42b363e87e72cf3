//! Signs glued to a garbled word that no punctuation puts there: they are what a letter was read for, or specks.

use std::ops::Range;

use crate::text::{char_after, char_before};

/// How far a quotation is followed, in bytes.
const LONGEST_QUOTATION: usize = 400;

/// The range of a garbled word with the signs that are glued to it.
pub(super) fn with_glued_signs(text: &str, word: &Range<usize>) -> Range<usize> {
    let before = char_before(text, word.start).filter(|&sign| is_glued_before(text, word, sign));
    let after = char_after(text, word.end).filter(|&sign| is_glued_after(text, word, sign));
    word.start - before.map_or(0, char::len_utf8)..word.end + after.map_or(0, char::len_utf8)
}

/// `:aken`, `;shich`: a mark that closes something opens nothing. So does an apostrophe that no quotation goes with.
fn is_glued_before(text: &str, word: &Range<usize>, sign: char) -> bool {
    let begins = is_space(char_before(text, word.start - sign.len_utf8()));
    let end = text.floor_char_boundary(word.end + LONGEST_QUOTATION);
    match sign {
        '.' | ',' | ';' | ':' | '?' | '!' | ')' => begins,
        '\'' => begins && !closes_quotation(&text[word.end..end]),
        _ => false,
    }
}

/// `cf. the`: a full stop within a sentence. `eachb' man`: an apostrophe that closes nothing.
fn is_glued_after(text: &str, word: &Range<usize>, sign: char) -> bool {
    let next = word.end + sign.len_utf8();
    let start = text.floor_char_boundary(word.start.saturating_sub(LONGEST_QUOTATION));
    match sign {
        '.' => text[next..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase)),
        '\'' => {
            let owns = text[..word.end].ends_with(['s', 'S']);
            !owns && is_space(char_after(text, next)) && !opens_quotation(&text[start..word.start])
        }
        _ => false,
    }
}

/// Whether a quotation is closed in a text: a mark after a word or its punctuation, and nothing after the mark.
fn closes_quotation(text: &str) -> bool {
    text.match_indices('\'').any(|(at, mark)| {
        !is_space(char_before(text, at)) && !char_after(text, at + mark.len()).is_some_and(char::is_alphanumeric)
    })
}

/// Whether a quotation is opened in a text: a mark before a word, and nothing before the mark.
fn opens_quotation(text: &str) -> bool {
    text.match_indices('\'').any(|(at, mark)| {
        is_space(char_before(text, at)) && char_after(text, at + mark.len()).is_some_and(char::is_alphanumeric)
    })
}

fn is_space(sign: Option<char>) -> bool {
    sign.is_none_or(char::is_whitespace)
}
