//! `words/split`

use super::verdict::{gather, judge, perhaps};
use crate::conjecture::suspicion::Kind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// A word has a space inside.
    ///
    /// Letterspacing, worn type and tabulators make engines see two words where there is one.
    ///
    /// Close it up.
    ///
    /// ```finds
    /// The ⸢soc ialist⸣ countries were present.
    /// ```
    ///
    /// ```quiet
    /// He came in to see the minister.
    /// ```
    pub static SPLIT = {
        name: "words/split",
        severity: Severity::Warning,
        precedence: 40,
        check: Check::Folded {
            block: gather,
            document: |document, found| {
                judge(document, &SPLIT, Kind::Split, |suspicion, written| format!("“{written}” seems to be one word with a space inside{}", perhaps(suspicion)), found);
            },
        },
    }
}
