//! Letters of a script that the document does not use.

use super::Rule;

mod homoglyph;
mod look_alike;
mod mixed_token;
mod stray_run;

pub use homoglyph::HOMOGLYPH;
pub use mixed_token::MIXED_TOKEN;
pub use stray_run::{ForeignWords, STRAY_RUN, Scrap};

/// The rules of this family.
pub const RULES: &[&Rule] = &[&HOMOGLYPH, &MIXED_TOKEN, &STRAY_RUN];
