//! From evidence to probability: how sure a suspicion is, and how sure its first reading.
//!
//! Three logistic models with few weights, fitted to OCR texts with a ground truth and to proofread prose.
//! A document's own noise is
//! part of the evidence: in a text where every tenth word is broken an unlisted word is hardly a rare name,
//! in a clean edition it hardly is anything else.

use super::suspicion::{EVIDENCE, Evidence, Kind, Suspicion};
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
}

impl Climate {
    /// Adds a suspicion to the count.
    pub fn count(&mut self, suspicion: &Suspicion) {
        if suspicion.kind == Kind::Confused {
            return;
        }
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
    let mut evidence = suspicion.evidence;
    let old = (climate.share(climate.old) + 4.5).max(0.0);
    evidence[NOISE] = climate.share(climate.broken).max(CALM) + 4.0;
    evidence[TIMES] = (times.max(1) as f32).ln();
    evidence[AGE] = old;
    evidence[OLD_IN_AGE] = evidence[OLD] * old;
    evidence[GAIN_IN_AGE] = evidence[GAIN] * old * 0.1;
    let weights = if suspicion.kind == Kind::Confused { &OF_LISTED } else { &OF_UNLISTED };
    logistic(product(weights, &evidence))
}

/// The probability that the first reading of a suspicion of this doubt is right; 0 without a reading.
#[must_use]
pub fn trust(suspicion: &Suspicion, doubt: f32) -> f32 {
    let Some(best) = suspicion.hypotheses.first() else { return 0.0 };
    let margin = suspicion.hypotheses.get(1).map_or(12.0, |second| (second.cost - best.cost).min(12.0));
    let odds = (doubt.clamp(1e-6, 1.0 - 1e-6) / (1.0 - doubt).max(1e-6)).ln().clamp(-5.0, 5.0);
    let listed = suspicion.kind == Kind::Confused;
    let evidence = &suspicion.evidence;
    let unlisted = |index: usize| if listed { 0.0 } else { evidence[index] };
    let seen = [
        1.0,
        odds,
        margin,
        best.damage.min(18.0),
        unlisted(GAIN),
        unlisted(RUN_TOGETHER),
        unlisted(SPLIT),
        f32::from(u8::from(listed)),
        unlisted(PUNCTUATED),
        unlisted(SINGLE),
        unlisted(SHORT),
        if listed { evidence[1] } else { 0.0 },
    ];
    logistic(OF_READING.iter().zip(seen).map(|(weight, value)| weight * value).sum())
}

/// The certainty to be told of a reading this probable: high is right in nineteen of twenty cases.
#[must_use]
pub fn certainty(trust: f32) -> Certainty {
    match trust {
        trust if trust >= 0.9 => Certainty::High,
        trust if trust >= 0.55 => Certainty::Medium,
        _ => Certainty::Low,
    }
}

fn product(weights: &Evidence, evidence: &Evidence) -> f32 {
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

/// No document is held to be cleaner than this share of broken words (its logarithm): an edition proofread
/// with care has its last slips too.
const CALM: f32 = -4.5;

/// Weights of the evidence against an unlisted word.
const OF_UNLISTED: [f32; EVIDENCE] = [
    -0.322, 0.78, -0.442, 0.108, -0.191, 2.5, 0.315, -1.413, 0.583, 0.119, 0.063, 0.113, -0.085, 1.074, -1.041, -0.932,
    1.378, -0.513, -0.288, -0.974, 2.387, -1.374, 1.544, -0.836, -0.949, -1.844, -1.107, 0.148,
];

/// Weights of the evidence against a listed word.
const OF_LISTED: [f32; EVIDENCE] = [
    3.268, 0.23, -0.353, -0.064, -1.5, 0.552, 0.027, -0.314, -0.38, 0.884, 0.644, 0.051, 0.417, 0.0, 0.0, 0.0, 0.0,
    0.0, 0.0, 0.0, 0.0, 0.0, 1.666, -0.342, 0.0, -1.323, 0.0, 0.137,
];

/// Weights of what speaks for a reading.
const OF_READING: [f32; 12] = [-1.219, 0.42, 0.167, -0.214, 0.096, -0.326, -2.751, 0.934, -0.32, -1.841, -0.266, 0.06];
