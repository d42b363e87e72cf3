//! Numbers some of whose digits were read as letters.

use super::place::Place;
use super::suspicion::{Hypothesis, Kind};
use super::words::Word;
use crate::lexicon::Lexicon;

/// A digit read as a letter, in nats.
const DIGIT_MISREAD: f32 = 5.0;

/// `19G4`: a year of the last centuries with a letter in it.
pub(super) fn is_broken_year(word: &str) -> bool {
    let years: Option<String> = word.chars().map(digit_for).collect();
    word.len() == 4 && years.is_some_and(|year| ("1500".."2030").contains(&year.as_str()))
}

/// A number some of whose digits were read as letters: `19G4`, `l967`, `1O,000`.
pub(super) fn numeral(word: &Word, place: &Place, lexicon: &Lexicon) -> Option<Hypothesis> {
    let digits = word.text.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.text.chars().count() - digits;
    if digits < 2 || letters == 0 || letters > 2 || letters >= digits {
        return None;
    }
    let text: Option<String> = word.text.chars().map(digit_for).collect();
    let cost = DIGIT_MISREAD * letters as f32 + lexicon.number().map_or(0.0, |number| place.cost(lexicon, number));
    Some(Hypothesis {
        text: text?,
        range: word.range.clone(),
        kind: Kind::DigitLetter,
        cost,
        damage: cost.min(DIGIT_MISREAD * 2.0),
    })
}

/// The digit that a letter was read for.
fn digit_for(read: char) -> Option<char> {
    Some(match read {
        '0'..='9' | ',' | '.' => read,
        'O' | 'o' | 'Q' | 'D' => '0',
        'l' | 'I' | 'i' | 'J' => '1',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        'G' | 'b' => '6',
        'T' => '7',
        'B' => '8',
        'g' | 'q' => '9',
        _ => return None,
    })
}
