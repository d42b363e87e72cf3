//! The rules: one file a rule, one folder a family.
//!
//! A rule is a [`Rule`]: its name, its doc comment, its metadata and its check. A check of block
//! scope sees a [`BlockView`] and writes into a [`BlockReport`]; what one block cannot decide alone
//! it hands up as [`Facts`]. A check of document scope sees them all as a [`DocumentView`].
//! To add a rule, write its file, name it in [`RULES`] and give it a row in the [`catalogue`].

mod block;
mod context;
mod document;
mod facts;
mod finding;
mod languages;
mod protected;
mod registry;
mod rule;

pub mod catalogue;
pub mod dates;
pub mod glyphs;
pub mod ledger;
pub mod marks;
pub mod names;
pub mod punctuation;
pub mod residue;
pub mod scripts;
pub mod spacing;
pub mod structure;
pub mod words;

pub use block::{BlockReport, BlockView};
pub use context::{Context, HeaderTemplate, RuleLevels};
pub use document::{DocumentView, PlacedBlock};
pub use facts::{FactKinds, Facts};
pub use finding::{Applicability, Elsewhere, Finding, Intent, Related, Restoration, Severity};
pub use protected::{Places, Protected};
pub use registry::{FAMILIES, RULES, closest_rule, rule};
pub use rule::{Check, Maturity, Rule};

#[cfg(test)]
pub(crate) use rule::testing;
