//! Names as they stand in a text: finding them, comparing them, telling who is meant.
//!
//! - [`fold`] takes case, diacritics and typography away and keeps the way back;
//! - [`matching`] says whether two names can be one, with its reason;
//! - [`known`] holds the names of an authority ready to be found, [`mention`] finds them and those of
//!   nobody known yet, and reads definitions such as “Albanian Party of Labour (ALP)”;
//! - [`attested`] holds what the documents of a collection call people and bodies, for each to hear of the others;
//! - [`gloss`] says who somebody was at the date of a document.

pub mod attested;
pub mod bodies;
pub mod confusables;
pub mod definition;
pub mod duplicates;
pub mod fold;
mod function_words;
pub mod gloss;
pub mod index;
pub mod keys;
mod kind;
pub mod known;
pub mod matching;
pub mod mention;
pub mod nicknames;
pub mod personal;
pub mod romanization;
#[cfg(test)]
mod sentences;
pub mod titles;
pub mod who;

pub use definition::Definition;
pub use gloss::Gloss;
pub use keys::NameKeys;
pub use known::KnownNames;
pub use matching::{Judgement, Verdict, compare};
pub use mention::{Mention, MentionKind, NameFacts};
pub use who::WhoIsWho;

use crate::authority::{Date, Day};
use crate::transcript::Header;

/// The document's own date, as the authority reckons dates.
pub fn document_date(header: &Header) -> Option<Date> {
    let date = header.date()?.date;
    let year = i32::from(date.year?);
    match (date.month, date.day) {
        (Some(month), Some(day)) => Day::new(year, month, day).map(Date::of_day),
        (Some(month), None) => format!("{year:04}-{month:02}").parse().ok(),
        _ => format!("{year:04}").parse().ok(),
    }
}
