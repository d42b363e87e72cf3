//! Scraps of scripts that the document is not written in.

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[];
