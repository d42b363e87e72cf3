//! Folding: what is left of a word when case, diacritics and typography are taken away.
//!
//! Folding never loses the way back: [`words`] gives each folded word with the byte range it was
//! read from, so a name found in the folded text is a place in the source. Hyphens, spaces and line
//! breaks all separate words, and names are compared by their words written together, so
//! `Il-sung`, `Il Sung` and a name broken at the end of a line are one.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::bytes::{APOSTROPHE, BEYOND_ASCII, CAPITAL, DIGIT, LETTER, kind_at, run_of};
use crate::text::char_after;

/// One word of a text, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'t> {
    /// Byte range in the source, without a possessive ending.
    pub range: Range<usize>,
    /// The word in lower-case base letters: see [`fold_word`].
    pub key: Cow<'t, str>,
    /// Whether the first letter is a capital.
    pub capitalized: bool,
    /// Whether `'s` or `’s` follows: `Khrushchev's`.
    pub possessive: bool,
}

impl Word<'_> {
    /// Whether the word is one letter, as an initial is.
    pub fn is_initial(&self) -> bool {
        self.capitalized && self.key.chars().count() == 1
    }

    /// Whether the word is written in capitals alone and has at least two letters.
    pub fn is_upper_case(&self, source: &str) -> bool {
        let text = &source[self.range.clone()];
        text.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !text.chars().any(char::is_lowercase)
    }
}

/// Splits `source` into folded words with their places.
///
/// A word is a run of letters and digits; an apostrophe between letters belongs to it (`Ch'en`,
/// `O’Neill`), a possessive ending does not.
pub fn words(source: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(source.len() / 6);
    let mut at = 0;
    while let Some(first) = char_after(source, at) {
        if !is_word_character(first) {
            at += first.len_utf8();
            continue;
        }
        let (end, word) = plain_word(source, at).unwrap_or_else(|| {
            let end = word_end(source, at);
            (end, word(source, at..end, first))
        });
        words.push(word);
        at = end;
    }
    words
}

/// The word that begins at `start`, with its end, if it is of ASCII letters and digits and no apostrophe follows, as
/// with most words.
fn plain_word(source: &str, start: usize) -> Option<(usize, Word<'_>)> {
    let bytes = source.as_bytes();
    let (end, kinds) = run_of(bytes, start, LETTER | DIGIT);
    if kinds == 0 || kind_at(bytes, end) & (APOSTROPHE | BEYOND_ASCII) != 0 {
        return None;
    }
    let text = &source[start..end];
    let key = if kinds & CAPITAL == 0 { Cow::Borrowed(text) } else { Cow::Owned(text.to_ascii_lowercase()) };
    let capitalized = kind_at(bytes, start) == CAPITAL;
    Some((end, Word { range: start..end, key, capitalized, possessive: false }))
}

/// Where the word that begins at `start` ends.
fn word_end(source: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        end += source.as_bytes()[end..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let Some(character) = char_after(source, end) else { return end };
        let inside =
            is_word_character(character) || (is_apostrophe(character) && continues_after(source, end, character));
        if !inside {
            return end;
        }
        end += character.len_utf8();
    }
}

fn word(source: &str, mut range: Range<usize>, first: char) -> Word<'_> {
    let text = &source[range.clone()];
    let possessive =
        ["'s", "’s", "ʼs"].iter().find_map(|ending| text.strip_suffix(ending)).filter(|stem| !stem.is_empty());
    if let Some(stem) = possessive {
        range.end = range.start + stem.len();
    }
    Word {
        key: folded(&source[range.clone()]),
        range,
        capitalized: first.is_uppercase(),
        possessive: possessive.is_some(),
    }
}

fn continues_after(source: &str, at: usize, apostrophe: char) -> bool {
    char_after(source, at + apostrophe.len_utf8()).is_some_and(char::is_alphanumeric)
}

fn is_word_character(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    character.is_alphanumeric() || is_combining_mark(character)
}

/// The apostrophes found in transcriptions: typewritten, typographic, modifier letters, acute and grave.
pub fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '´' | '`' | '′')
}

/// A word, folded; most are so already.
fn folded(word: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if word.bytes().all(plain) { Cow::Borrowed(word) } else { Cow::Owned(fold_word(word)) }
}

/// Folds one word: lower case, base letters, no apostrophes or stops.
///
/// Letters that no decomposition reaches are written as libraries do without diacritics: ł as l, ø as o,
/// đ as d, ß as ss, æ as ae, þ as th.
pub fn fold_word(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for character in word.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        match base_letters(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(character),
        }
    }
    folded.retain(char::is_alphanumeric);
    folded
}

/// Folds a whole name: its words, folded, with one space between.
pub fn fold(name: &str) -> String {
    words(name).into_iter().map(|word| word.key).collect::<Vec<_>>().join(" ")
}

/// Folds a word as German does without umlauts: ü as ue, ö as oe, ä as ae. `None` where there is none.
pub fn fold_umlauts(word: &str) -> Option<String> {
    word.chars().any(|c| "äöüÄÖÜ".contains(c)).then(|| {
        let spelt: String = word
            .chars()
            .flat_map(|c| match c {
                'ä' | 'Ä' => vec!['a', 'e'],
                'ö' | 'Ö' => vec!['o', 'e'],
                'ü' | 'Ü' => vec!['u', 'e'],
                other => vec![other],
            })
            .collect();
        fold_word(&spelt)
    })
}

fn base_letters(character: char) -> Option<&'static str> {
    Some(match character {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ŋ' => "ng",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_diacritics_and_apostrophes() {
        assert_eq!(fold("Siri Çarçani"), "siri carcani");
        assert_eq!(fold("Ch’en Yi"), "chen yi");
        assert_eq!(fold("Wałęsa"), "walesa");
        assert_eq!(fold_umlauts("Müller").as_deref(), Some("mueller"));
        assert_eq!(fold_umlauts("Muller"), None);
    }

    #[test]
    fn words_keep_their_places() {
        let source = "Khrushchev's Il-\nsung";
        let words = words(source);
        let read: Vec<_> = words.iter().map(|w| (&source[w.range.clone()], &*w.key, w.possessive)).collect();
        assert_eq!(read, [("Khrushchev", "khrushchev", true), ("Il", "il", false), ("sung", "sung", false)]);
    }

    #[test]
    fn capital_letters_that_grow_do_not_break_the_ranges() {
        let source = "İstanbul ǰ";
        assert!(words(source).iter().all(|w| source.get(w.range.clone()).is_some()));
    }
}
