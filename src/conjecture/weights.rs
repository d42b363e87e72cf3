//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -1.239, 0.180, -0.974, -0.565, 0.764, 1.037, -0.397, -0.868, 0.189, 0.695, 0.094, 0.097, -0.039, 1.030, -0.737,
    -1.043, 0.740, -1.135, -1.568, -0.243, 2.497, -1.827, 2.020, -0.698, -0.250, -1.805, -1.693, -0.402, 0.482, 0.052,
    0.477, -0.419, 0.458, -2.260, -0.303, -0.566, -0.611,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -0.727, 0.283, -0.011, 0.047, -0.889, 0.192, -0.176, -0.297, -0.545, 0.000, -1.082, -0.423, 1.756, 0.020, 0.058,
    0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 1.411, -0.260, 0.000, -1.325, 0.000, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.468, 0.000, 0.000, 0.000, 0.000,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -2.931, 0.525, 0.196, -0.265, 0.049, -0.475, -3.072, -0.123, 0.231, -1.320, -0.414, 0.096, 0.603, 0.023, 0.111,
    -0.310, 0.379, 1.166, 2.202, 2.891, -0.938,
];
