//! Letters of a script that the document does not use.

use super::Rule;

mod homoglyph;
mod look_alike;
mod mixed_token;
mod other_language;
mod stray_run;

pub use homoglyph::HOMOGLYPH;
pub use mixed_token::MIXED_TOKEN;
pub use other_language::OTHER_LANGUAGE;
pub use stray_run::{ForeignWords, STRAY_RUN, Scrap};

/// The rules of this family.
pub const RULES: &[&Rule] = &[&HOMOGLYPH, &MIXED_TOKEN, &OTHER_LANGUAGE, &STRAY_RUN];
