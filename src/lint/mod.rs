//! The engine: blocks, then the document, then the collection; fixes; the ledger.
//!
//! `check` on a file and an edit in an open editor run the same code: a [`Document`] is read once
//! and told of each edit, and its report is that of a fresh reading of the same text.

mod arbitration;
mod check_block;
mod document;
mod fix;
pub mod ledger;
mod quotation;

pub use document::{Document, DocumentReport, Located};
pub use fix::{Decided, Fixed, Reach, fix};
pub use ledger::Ledger;
pub use quotation::Quotation;
