//! `names/dangling-reference`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// A record refers to an id that no record has.
    ///
    /// The record it meant was renamed, left out or never made; what depends on the reference does not work.
    ///
    /// Correct the id, or make the record.
    pub static DANGLING_REFERENCE = {
        name: "names/dangling-reference",
        severity: Severity::Warning,
        check: Check::Elsewhere,
    }
}
