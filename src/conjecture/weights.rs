//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;

/// Weights of the evidence against an unlisted word.
pub(super) const OF_UNLISTED: Evidence = [-1.019, 0.131, -1.105, -0.511, 0.586, 0.932, -0.370, -0.796, 0.081, 0.767, 0.118, 0.073, -0.020, 0.025, -0.901, -1.127, 0.640, -1.014, -1.821, -0.122, 2.309, -1.705, 3.129, -0.728, -0.341, -1.871, -1.683, -0.484, 0.347, 0.305, 0.557, -0.434, 0.354, -2.273, -0.286, -0.411, -0.639, -6.424];

/// Weights of the evidence against a listed word.
pub(super) const OF_LISTED: Evidence = [-2.613, 0.757, 0.053, 0.293, -0.352, -0.154, -0.543, -0.331, -0.577, 0.264, -1.212, -0.407, 1.872, 0.016, 0.074, -2.420, -0.816, -2.804, 0.146, 0.000, 0.000, 0.000, 2.027, -0.312, 0.000, -1.278, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.318, 0.000, 0.000, 0.000, 0.000, -3.749];

/// Weights of what speaks for a reading.
pub(super) const OF_READING: ReadingEvidence = [-1.768, 0.196, -0.207, 0.096, -0.741, -3.020, -0.122, 0.193, -0.812, -0.078, 0.167, 0.730, 0.159, 0.192, -0.496, 0.428, 0.423, 1.792, 2.589, -1.426];
