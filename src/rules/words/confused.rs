//! `words/confused`

use super::verdict::{gather, judge, perhaps};
use crate::conjecture::suspicion::Kind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// A word that exists stands where its neighbours call for another.
    ///
    /// `arid` for `and`, `our` for `out`, `modem` for `modern`: what the engine read is a word, so no dictionary
    /// objects. Only the words beside it tell: how often they stand together, and which small words no sentence has
    /// side by side, as a possessive before `to` or a number before `the`.
    ///
    /// Compare the image; a slip of the author is corrected in the form of the project's convention.
    ///
    /// ```finds
    /// He said that ⸢lie⸣ had been there before.
    /// They came ⸢our⸣ openly to the aid of the town ⸢one⸣ the eve of the feast.
    /// ```
    ///
    /// ```quiet
    /// The arid land of the south is being watered.
    /// One of them gave it to our in-house counsel.
    /// ```
    pub static CONFUSED = {
        name: "words/confused",
        severity: Severity::Hint,
        precedence: 40,
        check: Check::Folded {
            block: gather,
            document: |document, found| {
                judge(document, &CONFUSED, Kind::Confused, |suspicion, written| format!("“{written}” is a word, but hardly the one meant here{}", perhaps(suspicion)), found);
            },
        },
    }
}
