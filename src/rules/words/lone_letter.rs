//! `words/lone-letter`

use super::verdict::{gather, judge, perhaps};
use crate::conjecture::suspicion::Kind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// A letter stands alone that is no word by itself.
    ///
    /// What is left of a word whose other letters are lost, a speck, or an `I` read as `l`.
    ///
    /// Supply the word, or remove the speck.
    ///
    /// ```finds
    /// I do not know what ⸢l⸣ think.
    /// → I do not know what I think.
    /// ```
    ///
    /// ```quiet
    /// Point (a) and point (b) by J. Smith.
    /// ```
    pub static LONE_LETTER = {
        name: "words/lone-letter",
        severity: Severity::Hint,
        precedence: 40,
        check: Check::Folded {
            block: gather,
            document: |document, found| {
                judge(document, &LONE_LETTER, Kind::LoneLetter, |suspicion, written| format!("the letter “{written}” stands alone{}", perhaps(suspicion)), found);
            },
        },
    }
}
