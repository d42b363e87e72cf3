//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -0.971, 0.141, -1.101, -0.520, 0.613, 0.952, -0.360, -0.797, 0.061, 0.751, 0.119, 0.071, -0.024, 0.049, -0.900,
    -1.137, 0.595, -1.047, -1.802, -0.124, 2.319, -1.704, 3.121, -0.727, -0.347, -1.874, -1.682, -0.473, 0.358, 0.263,
    0.553, -0.430, 0.352, -2.309, -0.272, -0.424, -0.631, -6.410,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -3.069, 0.762, 0.042, 0.367, -0.354, -0.169, -0.544, -0.268, -0.575, -0.327, -0.709, -0.483, 2.107, 0.023, 0.094,
    -2.523, -1.224, -2.399, 0.311, 0.000, 0.000, 0.000, 1.973, -0.395, 0.000, -1.281, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.000, 0.480, 0.000, 0.000, 0.000, 0.000, -3.475,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -1.808, 0.187, -0.207, 0.095, -0.723, -2.976, -0.068, 0.169, -0.756, -0.051, 0.193, 0.747, 0.181, 0.210, -0.488,
    0.334, 0.385, 1.832, 2.617, -1.454,
];
