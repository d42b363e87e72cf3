//! `names/broken-record`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// A part of an authority file cannot be read.
    ///
    /// The file is not well-formed, a key is unknown or a value is of the wrong sort. The record is used without
    /// that part; a record without an id or a name is not used at all.
    ///
    /// Repair it at the place named; `lacuna schema authority` describes the format.
    pub static BROKEN_RECORD = {
        name: "names/broken-record",
        severity: Severity::Error,
        check: Check::Elsewhere,
    }
}
