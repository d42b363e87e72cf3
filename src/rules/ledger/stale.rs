//! `ledger/stale`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, Maturity};

declare_rule! {
    /// A decision in the ledger is about a finding that is no longer there.
    ///
    /// The ledger keeps what an editor decided to leave as written, by quotation. When the passage
    /// was restored since, or moved to another file, its entry answers nothing any more, and a
    /// record that is out of date hides what is in force.
    ///
    /// `lacuna review --prune` takes such entries out; if the passage moved, record the decision
    /// anew where it stands now.
    pub static STALE = {
        name: "ledger/stale",
        maturity: Maturity::Stable,
        check: Check::Elsewhere,
    }
}
