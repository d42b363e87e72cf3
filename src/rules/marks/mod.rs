//! Editorial marks that their convention does not know.

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[];
