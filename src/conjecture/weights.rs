//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -1.090, 0.220, -0.968, -0.567, 0.794, 1.049, -0.385, -0.882, 0.134, 0.624, 0.103, 0.085, -0.054, 0.917, -0.727,
    -1.037, 0.452, -1.151, -1.471, -0.274, 2.073, -1.853, 2.011, -0.705, -0.267, -1.817, -1.692, -0.385, 0.515, 0.055,
    0.474, -0.405, 0.452, -2.285, -0.256, -0.596, -0.617,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -1.390, 0.228, -0.081, 0.202, -1.235, 0.410, -0.095, -0.100, -0.626, 0.035, -0.785, -0.499, 2.630, 0.007, -0.018,
    -0.040, -0.203, -0.090, 0.000, 0.000, 0.000, 0.000, 1.397, -0.352, 0.000, -1.358, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.000, 0.425, 0.000, 0.000, 0.000, 0.000,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -2.926, 0.521, 0.204, -0.264, 0.051, -0.401, -3.035, -0.513, 0.226, -1.025, -0.456, 0.140, 0.586, -0.020, 0.098,
    -0.321, 0.449, 1.251, 1.649, 2.777, -0.912,
];
