//! `words/run-together`

use super::verdict::{gather, judge, perhaps};
use crate::conjecture::suspicion::Kind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// Two words have run together: the space between them is lost.
    ///
    /// Narrow typewriting and tight columns make engines overlook spaces.
    ///
    /// Put the space back.
    ///
    /// ```finds
    /// This is one ⸢ofthe⸣ reports.
    /// ```
    ///
    /// ```quiet
    /// The Vandenberg resolution was adopted.
    /// ```
    pub static RUN_TOGETHER = {
        name: "words/run-together",
        severity: Severity::Warning,
        precedence: 40,
        check: Check::Folded {
            block: gather,
            document: |document, found| {
                judge(document, &RUN_TOGETHER, Kind::RunTogether, |suspicion, written| format!("the space between two words seems lost in “{written}”{}", perhaps(suspicion)), found);
            },
        },
    }
}
