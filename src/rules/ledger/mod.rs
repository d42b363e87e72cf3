//! `ledger`: what is wrong in the record of decisions.

mod broken;
mod stale;

pub use broken::BROKEN;
pub use stale::STALE;

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[&BROKEN, &STALE];
