//! What a suspect word is: where, of what kind, what speaks for and against it, and what may have stood there.

use std::ops::Range;

use super::evidence::{CLASHES, GAIN_OF_LISTED};
use super::words::Word;

/// What is suspected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// No word, and perhaps a garbled one.
    Garbled,
    /// Two words that lost the space between them.
    RunTogether,
    /// A word with a space inside.
    Split,
    /// A word, but not the one meant.
    Confused,
    /// Digits among letters.
    DigitLetter,
    /// A sign inside a word.
    SignInside,
    /// A capital inside a word.
    CapitalInside,
    /// The long s read as an f.
    LongS,
    /// A letter that stands alone and is no word.
    LoneLetter,
}

/// What may have stood at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Hypothesis {
    /// The reading, in the case of what stands there.
    pub text: String,
    /// Where it would stand.
    pub range: Range<usize>,
    /// Of what kind the damage would be.
    pub kind: Kind,
    /// The cost of damage, word and neighbours, in nats.
    pub cost: f32,
    /// The cost of the damage alone.
    pub damage: f32,
}

/// A suspect word.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspicion {
    /// Where.
    pub range: Range<usize>,
    /// What is suspected.
    pub kind: Kind,
    /// What speaks for and against it.
    pub evidence: Evidence,
    /// What may have stood there, the most probable first.
    pub hypotheses: Box<[Hypothesis]>,
    /// The word in lower case, by which the document may attest it.
    pub word: String,
    /// Whether its passage begins with it and its reading takes a decorated initial for misread: `Inheir` for `Their`.
    pub misread_initial: bool,
}

impl Suspicion {
    /// Whether a listed word stands beside one that no sentence has there, and its first reading would not.
    pub(super) fn mends_clash(&self) -> bool {
        self.kind == Kind::Confused && self.evidence[CLASHES] > 0.0
    }

    /// Whether its first reading gains more than that of another listed word.
    pub(super) fn gains_more_than(&self, other: &Self) -> bool {
        self.evidence[GAIN_OF_LISTED] > other.evidence[GAIN_OF_LISTED]
    }

    /// The same, its ranges counted from `start` bytes before.
    #[must_use]
    pub fn moved_by(mut self, start: usize) -> Self {
        self.range = self.range.start + start..self.range.end + start;
        for hypothesis in &mut self.hypotheses {
            hypothesis.range = hypothesis.range.start + start..hypothesis.range.end + start;
        }
        self
    }
}

/// What speaks for and against a suspicion, each a number for the calibration.
pub type Evidence = [f32; EVIDENCE];
/// How many.
pub const EVIDENCE: usize = 38;

/// What an unlisted word suffers from, if it was meant to read so.
pub(super) fn kind_of(word: &Word, best: Option<&Hypothesis>) -> Kind {
    let text = word.text.as_ref();
    if text.chars().nth(1).is_none() {
        return best.filter(|best| best.kind == Kind::Split).map_or(Kind::LoneLetter, |best| best.kind);
    }
    match best {
        Some(best) if best.kind != Kind::Garbled => best.kind,
        _ if text.contains(|c: char| c.is_ascii_digit()) => Kind::DigitLetter,
        _ if word.punctuated => Kind::SignInside,
        Some(best) if best.text.eq_ignore_ascii_case(text) => Kind::CapitalInside,
        Some(best) if is_long_s(text, &best.text) => Kind::LongS,
        _ => Kind::Garbled,
    }
}

/// Whether a word differs from a reading only in that it has an f, or a long s, where the reading has an s.
fn is_long_s(word: &str, reading: &str) -> bool {
    let mut differ = false;
    word.chars().count() == reading.chars().count()
        && word.chars().zip(reading.chars()).all(|(written, read)| {
            let long = matches!(written, 'f' | 'ſ') && read == 's';
            differ |= long;
            long || written == read
        })
        && differ
}
