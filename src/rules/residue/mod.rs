//! What markup languages and vision models left behind.

use super::Rule;

mod latex;

pub use latex::LATEX;

/// The rules of this family.
pub const RULES: &[&Rule] = &[&LATEX];
