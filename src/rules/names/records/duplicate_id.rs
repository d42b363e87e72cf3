//! `names/duplicate-id`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// Two records of the authority have one id.
    ///
    /// References by `body`, `not`, `predecessors` and `successors` go to the first of them, and the other cannot be
    /// referred to.
    ///
    /// Give one of them another id, or make one record of both.
    pub static DUPLICATE_ID = {
        name: "names/duplicate-id",
        severity: Severity::Error,
        check: Check::Elsewhere,
    }
}
