//! What speaks for and against a suspicion, as numbers for the calibration.

use super::place::Place;
use super::suspicion::{EVIDENCE, Evidence, Hypothesis, Kind};
use super::words::Word;
use crate::lexicon::format::{Form, LOWER};
use crate::lexicon::morphology::Knowledge;
use crate::lexicon::{Lexicon, Rank};

/// The evidence against a listed word: what its first reading gains, in nats.
pub(super) const GAIN_OF_LISTED: usize = 1;
/// How many clashes with its neighbours its first reading mends.
pub(super) const CLASHES: usize = 18;

/// What speaks against a word nobody listed, perhaps an old spelling, whose spelling costs `shape` and which costs `keep`
/// as it stands.
pub(super) fn against_unlisted(
    word: &Word,
    old_spelling: bool,
    shape: f32,
    keep: f32,
    best: Option<&Hypothesis>,
) -> Evidence {
    let form = word.form;
    let length = word.text.chars().count() as f32;
    let digits = word.text.contains(|c: char| c.is_ascii_digit());
    let flag = |condition: bool| f32::from(u8::from(condition));
    let mut evidence = [0.0; EVIDENCE];
    evidence[0] = 1.0;
    evidence[1] = flag(form == Form::Lower && !digits);
    evidence[2] = flag(form == Form::Capital && !word.opens_sentence);
    evidence[3] = flag(form == Form::Capital && word.opens_sentence);
    evidence[4] = flag(form == Form::Upper);
    evidence[5] = flag(form == Form::Mixed);
    evidence[6] = flag(digits);
    evidence[7] = flag(word.punctuated);
    evidence[8] = flag(length < 1.5);
    evidence[9] = flag(length > 1.5 && length < 3.5);
    evidence[10] = (shape - 2.4 * length).clamp(-6.0, 20.0);
    evidence[11] = best.map_or(-6.0, |best| (keep - best.cost).clamp(-6.0, 18.0));
    evidence[12] = best.map_or(16.0, |best| best.damage.min(16.0));
    evidence[13] = flag(best.is_none());
    evidence[14] = flag(word.full_stop);
    evidence[15] = flag(matches!(word.knowledge, Knowledge::OtherForm(_)));
    evidence[16] = flag(word.odd_edge);
    evidence[17] = flag(best.is_some_and(|best| best.kind == Kind::RunTogether));
    evidence[18] = flag(best.is_some_and(|best| best.kind == Kind::Split));
    evidence[19] = flag(word.compound);
    evidence[20] = flag(word.broken);
    evidence[21] = flag(!word.text.is_ascii());
    evidence[33] = flag(form == Form::Upper && length < 5.5);
    evidence[24] = flag(form != Form::Mixed && old_spelling);
    evidence
}

/// What speaks against a listed word that costs `keep` where it stands.
pub(super) fn against_listed(
    lexicon: &Lexicon,
    word: &Word,
    rank: Rank,
    place: &Place,
    keep: f32,
    hypotheses: &[Hypothesis],
) -> Evidence {
    let mut evidence = [0.0; EVIDENCE];
    let Some(best) = hypotheses.first() else { return evidence };
    let form = word.form;
    let neighbours = place.right().map_or(0.0, |right| lexicon.cost(right));
    let gain = (keep - best.cost).min(15.0);
    let cost = lexicon.cost(rank);
    let seen = |left: Option<Rank>, right: Option<Rank>| match (left, right) {
        (Some(left), Some(right)) => f32::from(lexicon.pair_cost(left, right).is_some()),
        _ => 0.0,
    };
    evidence[0] = 1.0;
    evidence[GAIN_OF_LISTED] = gain;
    evidence[2] = best.damage;
    evidence[3] = cost;
    evidence[4] = seen(place.left(), Some(rank)) + seen(Some(rank), place.right());
    evidence[5] = place.pairs_of(lexicon, best);
    evidence[6] = f32::from(place.left().is_some() && place.right().is_some());
    evidence[7] = f32::from(form != Form::Lower);
    evidence[8] = word.text.len().min(10) as f32;
    evidence[9] = f32::from(form == Form::Upper);
    evidence[10] = f32::from(lexicon.forms(rank) & LOWER == 0);
    evidence[11] = f32::from(word.full_stop);
    evidence[12] = f32::from(word.odd_edge);
    evidence[13] = margin(hypotheses);
    evidence[14] = best.cost - best.damage - neighbours;
    // A rare word that its neighbours do not call for is doubtful beyond what either tells.
    evidence[15] = gain * cost * 0.01;
    evidence[16] = cost * cost * 0.01;
    evidence[17] = gain * best.damage * 0.01;
    let read = lexicon.rank(&best.text.to_lowercase()).map_or(0.0, |read| place.clashes(lexicon, read));
    evidence[CLASHES] = place.clashes(lexicon, rank) - read;
    evidence
}

/// How much dearer the second reading is than the first, in nats.
pub(super) fn margin(hypotheses: &[Hypothesis]) -> f32 {
    match hypotheses {
        [best, second, ..] => (second.cost - best.cost).min(12.0),
        _ => 12.0,
    }
}
