//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -1.100, 0.323, -0.774, -0.429, 0.693, 1.201, -0.416, -0.862, -0.024, 0.235, 0.104, 0.069, -0.068, 0.640, -0.744,
    -0.901, 0.661, -1.118, -2.399, -0.111, 2.013, -1.934, 1.812, -0.674, -0.632, -1.641, -1.506, -0.186, 0.466, 0.152,
    0.378, -0.145, 0.263, -2.665,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -0.091, 0.301, -0.033, 0.007, -1.301, 0.185, 0.042, 0.232, -0.646, 0.000, -1.391, -0.447, 1.865, 0.057, 0.102,
    0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 1.447, -0.200, 0.000, -1.260, 0.000, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.289, 0.000,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -3.167, 0.483, 0.171, -0.268, 0.063, -0.445, -3.015, 0.578, 0.400, -2.092, -0.360, 0.124, 0.760, 0.392, 0.114,
    0.150, 0.545, 0.697,
];
