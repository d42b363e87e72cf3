//! `glyphs/mojibake`

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Class};

declare_rule! {
    /// Letters were read in the wrong encoding: `Ã©` for `é`, `â€™` for `’`.
    ///
    /// A program took the bytes of a UTF-8 file for windows-1252, so each letter outside ASCII became two
    /// or three. The way back is exact: the signs as windows-1252 bytes are the UTF-8 of the letter.
    ///
    /// Write the letter; that changes no reading. If there are many, take the text from its source again.
    ///
    /// ```finds
    /// The r⸢Ã©⸣sum⸢Ã©⸣ of the Party⸢â€™⸣s line.
    /// → The résumé of the Party’s line.
    /// ```
    ///
    /// ```quiet
    /// Âge, São Paulo, Àrea, “Åland”, naïve – résumé
    /// ```
    pub static MOJIBAKE = {
        name: "glyphs/mojibake",
        severity: Severity::Error,
        needs: Characters::NONE.and(Class::Latin),
        enters: Places::MARKS.and(Places::SIC).and(Places::CITATIONS),
        precedence: 70,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text = &block.text;
    let mut done = 0;
    // The first byte of UTF-8 beyond ASCII, 0xC2 to 0xF4, is a letter from Â to ô: C3 82 to C3 B4.
    for start in memchr::memchr_iter(0xC3, text.as_bytes()) {
        if start < done {
            continue;
        }
        let Some(found) = decode(&text[start..]) else { continue };
        done = start + found.length;
        let range = start..done;
        report.add(finding(text, range, found));
    }
}

/// Signs that are one letter in truth.
struct Decoded {
    length: usize,
    letters: String,
    certain: bool,
}

fn finding(text: &str, range: Range<usize>, found: Decoded) -> Finding {
    let signs = &text[range.clone()];
    let message = format!(
        "“{signs}” is “{}” read in the wrong encoding (UTF-8 taken for windows-1252); write the letter",
        found.letters
    );
    let restoration = Restoration::replace(range.clone(), found.letters);
    if found.certain {
        Finding::new(&MOJIBAKE, range, message).restoration(restoration.safe())
    } else {
        Finding::new(&MOJIBAKE, range, message).severity(Severity::Warning).restoration(restoration)
    }
}

/// Reads a run of signs back, twice if it went wrong twice.
fn decode(text: &str) -> Option<Decoded> {
    let (mut length, mut letters, mut certain) = once(text)?;
    // Neighbours that are of the same making belong together.
    while let Some((more, next, sure)) = once(&text[length..]) {
        length += more;
        letters.push_str(&next);
        certain &= sure;
    }
    if let Some((used, again, _)) = once(&letters).filter(|(used, ..)| *used == letters.len()) {
        debug_assert!(used == letters.len());
        letters = again;
    }
    plausible(&letters).then_some(Decoded { length, letters, certain })
}

/// The first two to four signs as one letter, and whether nothing else could be meant.
fn once(text: &str) -> Option<(usize, String, bool)> {
    let lead = text.chars().next().and_then(byte_of).filter(|byte| (0xC2..=0xF4).contains(byte))?;
    let wanted = match lead {
        0xF0.. => 4,
        0xE0..=0xEF => 3,
        _ => 2,
    };
    let mut bytes = Vec::with_capacity(4);
    let mut length = 0;
    for c in text.chars().take(wanted) {
        bytes.push(byte_of(c)?);
        length += c.len_utf8();
    }
    let letter = std::str::from_utf8(&bytes).ok()?;
    // Two signs of which the second is a quotation mark or a dash may be a word's end: “SMÅ”.
    let certain = wanted > 2 || lead <= 0xC3;
    Some((length, letter.to_owned(), certain))
}

/// The windows-1252 byte of a character beyond ASCII. Bytes that encoding leaves free are C1 controls.
fn byte_of(c: char) -> Option<u8> {
    if c.is_ascii() {
        return None;
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match bytes[..] {
        [byte] if !unmappable => Some(byte),
        _ => None,
    }
}

/// What texts are made of: letters, punctuation and spaces, or several letters of another alphabet.
fn plausible(letters: &str) -> bool {
    let of_class = |c: char| {
        matches!(Class::of(c), Some(Class::Latin | Class::Quote | Class::Dash | Class::OddSpace | Class::Ligature))
            || matches!(
                c,
                '…' | '•' | '€' | '£' | '§' | '°' | '½' | '¼' | '¾' | '™' | '©' | '®' | '·' | '¿' | '¡' | '\u{FEFF}'
            )
    };
    letters.chars().all(of_class)
        || letters.chars().count() > 1 && letters.chars().all(|c| of_class(c) || c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn letters_come_back() {
        restores(&MOJIBAKE, "r⸢Ã©⸣sum⸢Ã©⸣, the Party⸢â€™⸣s", "résumé, the Party’s");
        restores(&MOJIBAKE, "⸢Å\u{A0}⸣koda, ⸢â€œ⸣yes⸢â€\u{9D}⸣", "Škoda, “yes”");
        restores(&MOJIBAKE, "⸢ÐœÐ¾ÑÐºÐ²Ð°⸣".replace("ÑÐ", "Ñ\u{81}Ð").as_str(), "Москва");
    }

    #[test]
    fn twice_wrong_comes_back_too() {
        restores(&MOJIBAKE, "caf⸢ÃƒÂ©⸣", "café");
    }

    #[test]
    fn keeps_quiet_at_real_letters() {
        keeps_quiet(&MOJIBAKE, "Âge São Ã Åland Çarçani Kádár É™ «À» ÉCOLE’S Ñandú");
    }

    proptest::proptest! {
        #[test]
        fn what_went_wrong_comes_back(letter in "[àéîõüçñßæø’“”–—…]") {
            let (wrong, _) = WINDOWS_1252.decode_without_bom_handling(letter.as_bytes());
            let (length, right, _) = once(&wrong).unwrap();
            proptest::prop_assert_eq!((length, right), (wrong.len(), letter));
        }
    }
}
