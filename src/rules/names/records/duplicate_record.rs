//! `names/duplicate-record`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// Two records of the authority are probably of one person or body.
    ///
    /// Their names are the same in another order, in another romanization or letter for letter once diacritics are taken
    /// away, and their dates do not contradict. The mentions of one person are then counted under two.
    ///
    /// Make one record of both, or say that they are two with `not = ["…"]` in one of them.
    pub static DUPLICATE_RECORD = {
        name: "names/duplicate-record",
        severity: Severity::Hint,
        check: Check::Elsewhere,
    }
}
