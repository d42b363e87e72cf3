//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -1.248, 0.232, -0.996, -0.539, 0.759, 0.952, -0.456, -0.841, 0.009, 0.650, 0.118, 0.069, -0.025, 0.110, -0.781,
    -1.107, 0.754, -0.950, -1.676, -0.191, 2.462, -1.839, 2.147, -0.737, -0.291, -1.913, -1.670, -0.416, 0.432, 0.181,
    0.527, -0.433, 0.458, -2.393, -0.438, -0.443, -0.584,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -0.750, 0.278, -0.010, 0.050, -0.435, -0.155, -0.324, -0.158, -0.508, -0.312, -1.090, -0.333, 1.625, -0.003, 0.063,
    0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 1.358, -0.286, 0.000, -1.361, 0.000, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.477, 0.000, 0.000, 0.000, 0.000,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -2.088, 0.236, -0.218, 0.091, -0.899, -3.388, -0.316, 0.183, -0.948, -0.130, 0.172, 0.631, 0.154, 0.194, -0.544,
    0.272, 0.989, 1.745, 2.682, -1.542,
];
