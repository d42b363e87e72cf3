//! `names/impossible-dates`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// The dates of a record exclude one another.
    ///
    /// A death before the birth, an office that ends before it begins or lies outside the life, a form that falls out of
    /// use before it comes into use: one of the dates is wrong.
    ///
    /// Look the dates up again; uncertain ones are written with `~` or `?`, as EDTF has it.
    pub static IMPOSSIBLE_DATES = {
        name: "names/impossible-dates",
        severity: Severity::Error,
        check: Check::Elsewhere,
    }
}
