//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.
#![allow(clippy::approx_constant, reason = "a weight that comes near a constant of mathematics is none")]

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -1.059, 0.156, -1.105, -0.505, 0.628, 0.946, -0.350, -0.808, 0.100, 0.783, 0.117, 0.064, -0.016, -0.043, -0.891,
    -1.127, 0.604, -1.048, -1.797, -0.129, 2.299, -1.718, 3.109, -0.717, -0.326, -1.872, -1.680, -0.462, 0.352, 0.309,
    0.539, -0.420, 0.359, -2.299, -0.287, -0.367, -0.642, -6.395,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -2.066, 0.591, -0.022, 0.402, -0.422, -0.321, -0.461, -0.311, -0.656, -0.318, -0.592, -0.464, 1.225, 0.027, 0.083,
    -1.645, -1.633, -1.251, 0.029, 0.000, 0.000, 0.000, 2.057, -0.476, 0.000, -1.359, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.000, 0.565, 0.000, 0.000, 0.000, 0.000, -3.970,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -1.829, 0.191, -0.206, 0.093, -0.738, -3.015, 0.045, 0.174, -0.745, -0.034, 0.162, 0.753, 0.186, 0.211, -0.487,
    0.422, 0.370, 1.839, 2.646, -1.453,
];
