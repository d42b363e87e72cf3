//! `words/digit-letter`

use super::verdict::{gather, judge, perhaps};
use crate::conjecture::suspicion::Kind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// Digits stand among letters.
    ///
    /// `1` and `l`, `0` and `O`, `5` and `S` look alike in worn type.
    ///
    /// Write the letter or the digit that stands in the image.
    ///
    /// ```finds
    /// The plenum was held in ⸢19G4⸣.
    /// → The plenum was held in 1964.
    /// ```
    ///
    /// ```quiet
    /// Enclosure B-52, the 10th of May, box 12A.
    /// ```
    pub static DIGIT_LETTER = {
        name: "words/digit-letter",
        severity: Severity::Warning,
        precedence: 40,
        check: Check::Folded {
            block: gather,
            document: |document, found| {
                judge(document, &DIGIT_LETTER, Kind::DigitLetter, |suspicion, written| format!("digits and letters are mixed in “{written}”{}", perhaps(suspicion)), found);
            },
        },
    }
}
