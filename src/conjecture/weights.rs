//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -0.985, 0.100, -1.107, -0.519, 0.657, 0.920, -0.352, -0.777, 0.057, 0.725, 0.113, 0.081, -0.016, 0.221, -0.901,
    -1.124, 0.661, -0.935, -1.784, -0.109, 2.291, -1.700, 3.133, -0.721, -0.378, -1.870, -1.667, -0.481, 0.384, 0.133,
    0.543, -0.429, 0.353, -2.357, -0.313, -0.438, -0.650, -6.454,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -2.327, 0.799, 0.063, 0.224, -0.364, -0.161, -0.454, -0.407, -0.531, 0.241, -1.101, -0.403, 1.705, -0.010, 0.075,
    -2.656, -0.575, -2.695, 0.000, 0.000, 0.000, 0.000, 2.020, -0.294, 0.000, -1.314, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.000, 0.310, 0.000, 0.000, 0.000, 0.000, -3.698,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -2.089, 0.236, -0.218, 0.091, -0.900, -3.398, -0.335, 0.182, -0.950, -0.129, 0.178, 0.631, 0.154, 0.194, -0.542,
    0.337, 0.989, 1.741, 2.688, -1.538,
];
