//! `ledger/broken`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, Maturity, Severity};

declare_rule! {
    /// A line of the ledger cannot be read.
    ///
    /// Each line is a JSON object with the names `file`, `rule`, `exact`, `prefix`, `suffix`, and
    /// perhaps `reason` and `date`. A line that was edited by hand, or torn by a merge, may have lost
    /// a quotation mark or name a rule that does not exist; its decision is not in force.
    ///
    /// Repair the line, or take it out and record the decision anew with `lacuna review`.
    pub static BROKEN = {
        name: "ledger/broken",
        severity: Severity::Error,
        maturity: Maturity::Stable,
        check: Check::Elsewhere,
    }
}
