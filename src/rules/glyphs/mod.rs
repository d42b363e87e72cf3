//! Characters that never stood in the document.

use super::Rule;

mod filler_run;

pub use filler_run::FILLER_RUN;

/// The rules of this family.
pub const RULES: &[&Rule] = &[&FILLER_RUN];
