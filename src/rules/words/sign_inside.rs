//! `words/sign-inside`

use super::verdict::{gather, judge, perhaps};
use crate::conjecture::suspicion::Kind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// A sign stands inside a word.
    ///
    /// Specks and broken letters are read as dots, commas and stranger signs.
    ///
    /// Write the letter that stands in the image, or remove the sign.
    ///
    /// ```finds
    /// The ⸢pol;cy⸣ of the government was clear.
    /// → The policy of the government was clear.
    /// ```
    ///
    /// ```quiet
    /// See U.S. policy, i.e. the note.
    /// ```
    pub static SIGN_INSIDE = {
        name: "words/sign-inside",
        severity: Severity::Warning,
        precedence: 40,
        check: Check::Folded {
            block: gather,
            document: |document, found| {
                judge(document, &SIGN_INSIDE, Kind::SignInside, |suspicion, written| format!("a sign stands inside the word “{written}”{}", perhaps(suspicion)), found);
            },
        },
    }
}
