//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -1.042, 0.119, -1.106, -0.513, 0.602, 0.929, -0.371, -0.795, 0.099, 0.779, 0.119, 0.072, -0.019, 0.008, -0.899,
    -1.128, 0.642, -1.003, -1.812, -0.121, 2.275, -1.698, 3.134, -0.732, -0.344, -1.874, -1.674, -0.480, 0.354, 0.310,
    0.559, -0.434, 0.354, -2.292, -0.287, -0.420, -0.631, -6.432,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -2.544, 0.787, 0.076, 0.238, -0.348, -0.166, -0.480, -0.418, -0.563, 0.219, -1.094, -0.417, 1.718, 0.014, 0.083,
    -2.632, -0.622, -2.605, 0.000, 0.000, 0.000, 0.000, 2.017, -0.293, 0.000, -1.307, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.000, 0.291, 0.000, 0.000, 0.000, 0.000, -3.658,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -1.839, 0.198, -0.207, 0.099, -0.750, -3.048, -0.085, 0.157, -0.821, -0.059, 0.179, 0.706, 0.157, 0.195, -0.495,
    0.385, 0.455, 1.873, 2.605, -1.409,
];
