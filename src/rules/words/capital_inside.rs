//! `words/capital-inside`

use super::verdict::{gather, judge, perhaps};
use crate::conjecture::suspicion::Kind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// A capital stands inside a word.
    ///
    /// Engines misjudge the height of letters whose capital looks the same: `c`, `o`, `s`, `v`, `w`, `x`, `z`.
    ///
    /// Write the small letter.
    ///
    /// ```finds
    /// The ⸢socIalist⸣ countries were present.
    /// → The socialist countries were present.
    /// ```
    ///
    /// ```quiet
    /// MacArthur met McKinley.
    /// ```
    pub static CAPITAL_INSIDE = {
        name: "words/capital-inside",
        severity: Severity::Warning,
        precedence: 40,
        check: Check::Folded {
            block: gather,
            document: |document, found| {
                judge(document, &CAPITAL_INSIDE, Kind::CapitalInside, |suspicion, written| format!("a capital stands inside “{written}”{}", perhaps(suspicion)), found);
            },
        },
    }
}
