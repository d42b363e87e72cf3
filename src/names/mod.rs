//! Names as they stand in a text: finding them, comparing them, telling who is meant.
//!
//! - [`fold`] takes case, diacritics and typography away and keeps the way back;
//! - [`matching`] says whether two names can be one, with its reason;
//! - [`known`] finds the names of the authority in a text, [`unknown`] those of nobody known yet;
//! - [`acronyms`] reads definitions such as “Albanian Party of Labour (ALP)”;
//! - [`gloss`] says who somebody was at the date of a document.

pub mod bodies;
pub mod confusables;
pub mod fold;
pub mod matching;
pub mod nicknames;
pub mod personal;
pub mod romanization;
pub mod titles;
