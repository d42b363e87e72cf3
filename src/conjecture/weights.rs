//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -0.970, 0.141, -1.101, -0.520, 0.614, 0.952, -0.360, -0.798, 0.060, 0.750, 0.119, 0.071, -0.024, 0.050, -0.900,
    -1.138, 0.596, -1.046, -1.802, -0.124, 2.316, -1.704, 3.121, -0.727, -0.348, -1.874, -1.681, -0.474, 0.358, 0.262,
    0.553, -0.430, 0.353, -2.309, -0.272, -0.424, -0.631, -6.411,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -3.102, 0.759, 0.043, 0.370, -0.353, -0.162, -0.554, -0.269, -0.576, -0.322, -0.710, -0.483, 2.107, 0.022, 0.096,
    -2.499, -1.235, -2.383, 0.319, 0.000, 0.000, 0.000, 1.975, -0.393, 0.000, -1.282, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.000, 0.481, 0.000, 0.000, 0.000, 0.000, -3.479,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -1.795, 0.186, -0.207, 0.095, -0.724, -2.971, -0.070, 0.172, -0.754, -0.053, 0.193, 0.746, 0.179, 0.211, -0.488,
    0.335, 0.377, 1.834, 2.611, -1.452,
];
