//! People and bodies named in different ways.
//!
//! Every block gathers its mentions as facts; the rules of this family fold them over the document, and some of them
//! hear the other documents of its collection.

use super::Rule;

mod acronym;
mod ambiguous_surname;
mod anachronism;
mod body_case;
mod confusable;
mod inconsistent;
mod initials;
mod misread_title;
mod near_miss;
pub mod records;
mod romanization;
mod table;
mod unknown;

pub(super) use table::Table;

pub use acronym::{COMPETING_ACRONYM, UNDEFINED_ACRONYM};
pub use ambiguous_surname::AMBIGUOUS_SURNAME;
pub use anachronism::ANACHRONISM;
pub use body_case::BODY_CASE;
pub use confusable::CONFUSABLE;
pub use inconsistent::INCONSISTENT;
pub use initials::INITIALS;
pub use misread_title::MISREAD_TITLE;
pub use near_miss::NEAR_MISS;
pub use romanization::ROMANIZATION;
pub use unknown::UNKNOWN;

/// The rules that also ask what the other documents of a collection say.
pub const ACROSS_DOCUMENTS: [&Rule; 4] = [&CONFUSABLE, &INCONSISTENT, &NEAR_MISS, &ROMANIZATION];

/// The rules of this family.
pub const RULES: &[&Rule] = &[
    &AMBIGUOUS_SURNAME,
    &ANACHRONISM,
    &BODY_CASE,
    &COMPETING_ACRONYM,
    &CONFUSABLE,
    &records::BROKEN_RECORD,
    &records::DANGLING_REFERENCE,
    &records::DUPLICATE_ID,
    &records::DUPLICATE_RECORD,
    &records::IMPOSSIBLE_DATES,
    &records::SHARED_FORM,
    &INCONSISTENT,
    &INITIALS,
    &MISREAD_TITLE,
    &NEAR_MISS,
    &ROMANIZATION,
    &UNDEFINED_ACRONYM,
    &UNKNOWN,
];
