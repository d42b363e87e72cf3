//! People and bodies named in different ways.
//!
//! Every block gathers its mentions as facts; the rules of this family fold them over the document.

use super::Rule;

mod acronym;
mod body_case;
mod confusable;
mod inconsistent;
mod table;

pub(super) use table::Table;

pub use acronym::{COMPETING_ACRONYM, UNDEFINED_ACRONYM};
pub use body_case::BODY_CASE;
pub use confusable::CONFUSABLE;
pub use inconsistent::INCONSISTENT;

/// The rules of this family.
pub const RULES: &[&Rule] = &[&BODY_CASE, &COMPETING_ACRONYM, &CONFUSABLE, &INCONSISTENT, &UNDEFINED_ACRONYM];
