//! Characters that never stood in the document.

use super::Rule;

pub(in crate::rules) mod filler;
mod filler_run;
mod legacy_encoding;
mod lone_filler;
mod replacement_character;

pub use filler_run::FILLER_RUN;
pub use legacy_encoding::LEGACY_ENCODING;
pub use lone_filler::LONE_FILLER;
pub use replacement_character::REPLACEMENT_CHARACTER;

/// The rules of this family.
pub const RULES: &[&Rule] = &[&FILLER_RUN, &LEGACY_ENCODING, &LONE_FILLER, &REPLACEMENT_CHARACTER];
