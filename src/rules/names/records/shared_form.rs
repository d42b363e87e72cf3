//! `names/shared-form`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// Two records of the authority share a form, and do not say that they are two.
    ///
    /// Every mention of that form is ambiguous: hover shows both, and the concordance counts for neither.
    ///
    /// If they are two, say so with `not = ["…"]` in one of them; if they are one, make one record of both.
    pub static SHARED_FORM = {
        name: "names/shared-form",
        severity: Severity::Warning,
        check: Check::Elsewhere,
    }
}
