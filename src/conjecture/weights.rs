//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -0.961, 0.125, -1.029, -0.700, 0.423, 0.982, -0.477, -0.927, -0.077, 0.179, 0.106, 0.079, -0.063, 0.934, -0.567,
    -0.983, 0.572, -1.101, -2.426, -0.028, 2.108, -1.854, 1.804, -0.688, -0.152, -1.652, -1.788, -0.374, 0.605, 0.051,
    0.443, -0.202, 0.450, -2.471,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -0.573, 0.290, -0.038, 0.027, -0.905, 0.226, -0.127, -0.250, -0.515, 0.000, -0.985, -0.331, 1.655, 0.017, 0.065,
    0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 1.365, -0.212, 0.000, -1.229, 0.000, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.235, 0.000,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -3.394, 0.545, 0.201, -0.262, 0.044, -0.350, -3.263, 0.333, 0.288, -1.608, -0.324, 0.098, 0.626, 0.411, 0.116,
    0.088, 0.351, 1.156,
];
