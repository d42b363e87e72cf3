//! People and bodies named in different ways.

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[];
