//! From evidence to probability: how sure a suspicion is, and how sure its first reading.
//!
//! Three logistic models with few weights, fitted to OCR texts with a ground truth and to proofread prose: two tell
//! whether something is wrong, with unlisted words and with listed ones, the third whether a reading is right if so.
//! A document's own noise is
//! part of the evidence: in a text where every tenth word is broken an unlisted word is hardly a rare name,
//! in a clean edition it hardly is anything else.

use super::confusions::STRAY_SPACE;
use super::evidence::GAIN_OF_LISTED;
use super::suspicion::{Evidence, Kind, Suspicion};
use super::weights::{OF_LISTED, OF_READING, OF_UNLISTED};
use crate::convention::Certainty;

/// What a document tells of its own words.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Climate {
    /// Words in all.
    pub words: u32,
    /// Words that are spelt as none is.
    pub broken: u32,
    /// Words in an older spelling.
    pub old: u32,
    /// Passages that seem to begin with a misread decorated initial.
    pub initials: u32,
}

impl Climate {
    /// Adds a suspicion to the count.
    pub fn count(&mut self, suspicion: &Suspicion) {
        if suspicion.kind == Kind::Confused {
            return;
        }
        self.initials += u32::from(suspicion.misread_initial);
        let evidence = &suspicion.evidence;
        if evidence[OLD] > 0.0 {
            self.old += u32::from(evidence[LOWER] > 0.0);
        } else {
            self.broken += u32::from(evidence[LOWER] + evidence[MIXED] + evidence[PUNCTUATED] > 0.0);
        }
    }

    fn share(self, count: u32) -> f32 {
        ((count as f32 + 0.3) / (self.words as f32 + 30.0)).ln()
    }
}

/// The probability that something is wrong at the place, in a document of this climate that has the same
/// word `times` times.
#[must_use]
pub fn doubt(suspicion: &Suspicion, climate: Climate, times: u32) -> f32 {
    let weights = if suspicion.kind == Kind::Confused { &OF_LISTED } else { &OF_UNLISTED };
    // Decorated initials are misread in company: each other passage that begins so speaks for this one.
    let company = if suspicion.misread_initial { climate.initials.saturating_sub(1) as f32 } else { 0.0 };
    let odds =
        product(weights, &evidence(suspicion, climate, times)) + (INITIAL_IN_COMPANY * company).min(MOST_COMPANY);
    let doubt = logistic(odds);
    if is_broken_year(suspicion) {
        doubt.max(BROKEN_YEAR)
    } else if suspicion.mends_clash() && !is_old(climate) {
        doubt.max(CLASH)
    } else if may_be_code_name(suspicion) {
        doubt.min(if times > 1 { CODE_NAME_AGAIN } else { CODE_NAME })
    } else {
        doubt
    }
}

/// All that speaks for and against a suspicion: its own evidence and what the document adds.
#[must_use]
pub fn evidence(suspicion: &Suspicion, climate: Climate, times: u32) -> Evidence {
    let mut evidence = suspicion.evidence;
    let old = (climate.share(climate.old) - MODERN).max(0.0);
    let noise = climate.share(climate.broken).max(CALM) + 4.0;
    let again = (times.max(1) as f32).ln();
    evidence[NOISE] = noise;
    evidence[NOISE_SQUARED] = noise * noise * 0.1;
    evidence[TIMES] = again;
    evidence[AGE] = old;
    if suspicion.kind == Kind::Confused {
        evidence[GAIN_IN_NOISE] = noise * evidence[GAIN_OF_LISTED] * 0.1;
        return evidence;
    }
    evidence[OLD_IN_AGE] = evidence[OLD] * old;
    evidence[GAIN_IN_AGE] = evidence[GAIN] * old * 0.1;
    evidence[UPPER_AGAIN] = evidence[UPPER_ALONE] * again;
    evidence[CAPITAL_AGAIN] = evidence[CAPITAL] * again;
    evidence[CAPITAL_IN_NOISE] = evidence[CAPITAL] * noise;
    evidence[GAIN_IN_NOISE] = noise * evidence[GAIN] * 0.1;
    evidence
}

/// Whether a document is written in an older spelling, whose grammar is another: `I crie upon the`.
fn is_old(climate: Climate) -> bool {
    climate.share(climate.old) > MODERN
}

/// Whether a suspect word is a year of the last centuries but for a letter: `19G4`.
fn is_broken_year(suspicion: &Suspicion) -> bool {
    let year = |reading: &str| reading.len() == 4 && ("1500".."2030").contains(&reading);
    suspicion.kind == Kind::DigitLetter && suspicion.hypotheses.first().is_some_and(|best| year(&best.text))
}

/// Whether a word in capitals among others that are not may be a code name or an acronym: no single mistake explains it.
fn may_be_code_name(suspicion: &Suspicion) -> bool {
    suspicion.kind == Kind::Garbled
        && suspicion.evidence[UPPER_ALONE] > 0.0
        && suspicion.hypotheses.first().is_none_or(|best| best.damage > SINGLE_MISTAKE)
}

/// The probability that the first reading of a suspicion of this doubt is right; 0 without a reading.
#[must_use]
pub fn trust(suspicion: &Suspicion, doubt: f32) -> f32 {
    if suspicion.hypotheses.is_empty() {
        return 0.0;
    }
    let trust = doubt * logistic(product(&OF_READING, &evidence_of_reading(suspicion)));
    // Where the initial was misread, or the height of a letter alone, the rest of the word proves its reading; so do the
    // other digits of a year.
    let proven = suspicion.misread_initial || suspicion.kind == Kind::CapitalInside || is_broken_year(suspicion);
    if proven { trust.max(PROVEN_BY_THE_REST * doubt) } else { trust }
}

/// What speaks for the first reading of a suspicion, if something is wrong there at all.
#[must_use]
pub fn evidence_of_reading(suspicion: &Suspicion) -> ReadingEvidence {
    let Some(best) = suspicion.hypotheses.first() else { return [0.0; READING_EVIDENCE] };
    let margin = suspicion.hypotheses.get(1).map_or(12.0, |second| (second.cost - best.cost).min(12.0));
    let listed = suspicion.kind == Kind::Confused;
    let evidence = &suspicion.evidence;
    let unlisted = |index: usize| if listed { 0.0 } else { evidence[index] };
    let length = suspicion.word.len().min(10) as f32;
    [
        1.0,
        margin,
        best.damage.min(18.0),
        unlisted(GAIN),
        unlisted(RUN_TOGETHER),
        unlisted(SPLIT),
        f32::from(u8::from(listed)),
        unlisted(PUNCTUATED),
        unlisted(SINGLE),
        unlisted(SHORT),
        if listed { evidence[GAIN_OF_LISTED] } else { 0.0 },
        unlisted(PAIRS),
        unlisted(LOWER),
        length,
        unlisted(CAPITAL),
        if listed { evidence[5] - evidence[4] } else { 0.0 },
        f32::from(u8::from(suspicion.hypotheses.len() > 1)),
        f32::from(u8::from(best.text.is_empty())),
        if best.kind == Kind::Split && best.damage > STRAY_SPACE { 1.0 } else { 0.0 },
        unlisted(UPPER_ALONE),
    ]
}

/// Less probable suspicions are not told.
const WORTH_A_LOOK: f32 = 0.35;
/// The same for listed words: their findings are hints.
const LISTED_WORTH_A_LOOK: f32 = 0.25;
/// From this probability on a suspicion is more than a hint.
const PROBABLE: f32 = 0.6;
/// From this probability on a suspicion is a warning.
const VERY_PROBABLE: f32 = 0.88;
/// From this probability on a reading is called certain: it is right in nineteen of twenty cases.
pub const HIGH: f32 = 0.96;
/// From this probability on a reading is called likely.
pub const MEDIUM: f32 = 0.55;
/// A reading is offered if it is this many times as probable to mend as there is a chance that nothing is wrong.
const MENDS_MORE_THAN_HARMS: f32 = 0.8;
/// The same in an older spelling: there the models are least sure of themselves, and would harm more than mend.
const MENDS_MORE_THAN_HARMS_IF_OLD: f32 = 1.4;
/// Readings less probable than this are told in words but not offered as a change.
const WORTH_OFFERING: f32 = 0.05;

/// What each other passage with a misread initial adds to the odds of one, in nats.
const INITIAL_IN_COMPANY: f32 = 2.0;
/// What all of them add at most.
const MOST_COMPANY: f32 = 6.0;
/// A year with a letter in it is at least this probably one.
const BROKEN_YEAR: f32 = 0.85;
/// A word that no sentence has beside its neighbour, while it has what may have been read, is at least this probably wrong:
/// so it was, looked at one by one, in the OCR the weights are fitted to.
const CLASH: f32 = 0.9;
/// What may be a code name is at most this probably garbled: that is worth a hint.
const CODE_NAME: f32 = 0.5;
/// The same where the document has it more than once: that is worth none.
const CODE_NAME_AGAIN: f32 = 0.3;
/// A single mistake costs no more, in nats.
const SINGLE_MISTAKE: f32 = 9.5;
/// How probable a reading is that the rest of its word proves, if something was misread.
const PROVEN_BY_THE_REST: f32 = 0.9;

/// Whether a suspicion this probable is to be told at all.
#[must_use]
pub fn is_worth_a_look(kind: Kind, doubt: f32) -> bool {
    doubt >= if kind == Kind::Confused { LISTED_WORTH_A_LOOK } else { WORTH_A_LOOK }
}

/// Whether a suspicion this probable is worth a warning. Listed words are never more than hints: only their
/// neighbours speak against them.
#[must_use]
pub fn is_warning(kind: Kind, doubt: f32) -> bool {
    kind != Kind::Confused && doubt >= VERY_PROBABLE
}

/// Whether a suspicion this probable is more than a hint.
#[must_use]
pub fn is_more_than_a_hint(kind: Kind, doubt: f32) -> bool {
    kind != Kind::Confused && doubt >= PROBABLE
}

/// Whether the best reading of a suspicion is to be offered as a change. One that changes the height of letters alone
/// harms no reading.
#[must_use]
pub fn is_worth_offering(kind: Kind, trust: f32, doubt: f32, climate: Climate) -> bool {
    let least = if is_old(climate) { MENDS_MORE_THAN_HARMS_IF_OLD } else { MENDS_MORE_THAN_HARMS };
    kind == Kind::CapitalInside || trust >= WORTH_OFFERING && trust >= least * (1.0 - doubt)
}

/// The certainty to be told of a reading this probable.
#[must_use]
pub fn certainty(trust: f32) -> Certainty {
    match trust {
        trust if trust >= HIGH => Certainty::High,
        trust if trust >= MEDIUM => Certainty::Medium,
        _ => Certainty::Low,
    }
}

/// What speaks for a reading, each a number for the calibration.
pub type ReadingEvidence = [f32; READING_EVIDENCE];
/// How many.
pub const READING_EVIDENCE: usize = 20;

fn product<const N: usize>(weights: &[f32; N], evidence: &[f32; N]) -> f32 {
    weights.iter().zip(evidence).map(|(weight, value)| weight * value).sum()
}

fn logistic(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

const LOWER: usize = 1;
const MIXED: usize = 5;
const PUNCTUATED: usize = 7;
const SINGLE: usize = 8;
const SHORT: usize = 9;
const GAIN: usize = 11;
const RUN_TOGETHER: usize = 17;
const SPLIT: usize = 18;
const NOISE: usize = 22;
const TIMES: usize = 23;
const OLD: usize = 24;
const AGE: usize = 25;
const OLD_IN_AGE: usize = 26;
const GAIN_IN_AGE: usize = 27;
const PAIRS: usize = 28;
const CAPITAL_AGAIN: usize = 30;
const CAPITAL_IN_NOISE: usize = 31;
const GAIN_IN_NOISE: usize = 32;
const CAPITAL: usize = 2;
const UPPER_ALONE: usize = 34;
const UPPER_AGAIN: usize = 36;
/// Between a proofread text and one with slips the odds change faster than between two that are full of them.
const NOISE_SQUARED: usize = 37;

/// Up to this share of words in an older spelling (its logarithm) a document is held to be modern.
const MODERN: f32 = -4.5;
/// No document is held to be cleaner than this share of broken words (its logarithm): an edition proofread
/// with care has its last slips too.
const CALM: f32 = -4.5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conjecture::evidence::CLASHES;
    use crate::conjecture::suspicion::EVIDENCE;

    const MODERN_TEXT: Climate = Climate { words: 1_000, broken: 0, old: 0, initials: 0 };
    const OLD_TEXT: Climate = Climate { words: 1_000, broken: 0, old: 100, initials: 0 };

    #[test]
    fn a_mended_clash_is_probable_unless_the_grammar_is_old() {
        let mut evidence = [0.0; EVIDENCE];
        (evidence[0], evidence[CLASHES]) = (1.0, 1.0);
        let clash = Suspicion {
            range: 0..3,
            kind: Kind::Confused,
            evidence,
            hypotheses: Box::default(),
            word: "our".to_owned(),
            misread_initial: false,
        };
        assert!(doubt(&clash, MODERN_TEXT, 1) >= CLASH);
        assert!(doubt(&clash, OLD_TEXT, 1) < CLASH);
    }

    #[test]
    fn an_older_spelling_asks_for_surer_readings() {
        assert!(is_worth_offering(Kind::Garbled, 0.4, 0.6, MODERN_TEXT));
        assert!(!is_worth_offering(Kind::Garbled, 0.4, 0.6, OLD_TEXT));
        assert!(!is_worth_offering(Kind::Garbled, 0.3, 0.6, MODERN_TEXT));
    }
}
