//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [
    -1.191, 0.240, -0.988, -0.541, 0.784, 0.959, -0.439, -0.843, 0.001, 0.633, 0.117, 0.071, -0.027, 0.194, -0.785,
    -1.087, 0.761, -0.971, -1.668, -0.203, 2.465, -1.836, 2.142, -0.736, -0.298, -1.911, -1.668, -0.412, 0.420, 0.121,
    0.522, -0.425, 0.457, -2.406, -0.451, -0.422, -0.591,
];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [
    -0.750, 0.278, -0.010, 0.050, -0.435, -0.155, -0.324, -0.158, -0.508, -0.312, -1.090, -0.333, 1.625, -0.003, 0.063,
    0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 1.358, -0.286, 0.000, -1.361, 0.000, 0.000, 0.000, 0.000, 0.000,
    0.000, 0.477, 0.000, 0.000, 0.000, 0.000,
];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [
    -2.132, 0.233, -0.217, 0.092, -0.858, -3.379, -0.266, 0.189, -0.953, -0.105, 0.172, 0.639, 0.177, 0.196, -0.544,
    0.273, 0.983, 1.743, 2.695, -1.502,
];
