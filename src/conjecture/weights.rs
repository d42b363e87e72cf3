//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -0.920, 0.140, -1.002, -0.689, 0.460, 1.029, -0.419, -0.897, -0.061, 0.199, 0.103, 0.077, -0.066, 0.934, -0.598,
    -1.011, 0.552, -1.108, -2.397, -0.057, 2.064, -1.810, 1.793, -0.684, -0.140, -1.647, -1.795, -0.356, 0.597, 0.052,
    0.441, -0.195, 0.447, -2.772,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -0.613, 0.283, -0.031, 0.025, -0.920, 0.192, -0.096, -0.241, -0.514, 0.000, -1.003, -0.322, 1.805, 0.028, 0.066,
    0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 1.365, -0.214, 0.000, -1.221, 0.000, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.252, 0.000,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -3.178, 0.505, 0.194, -0.255, 0.042, -0.267, -3.138, 0.390, 0.345, -1.697, -0.278, 0.086, 0.646, 0.429, 0.093,
    0.074, 0.384, 0.907,
];
