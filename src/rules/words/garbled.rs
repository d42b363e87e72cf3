//! `words/garbled`

use super::verdict::{gather, judge, perhaps};
use crate::conjecture::suspicion::Kind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// A word is garbled: no dictionary has it, and its spelling or a word near it speaks for a misreading.
    ///
    /// OCR engines take letters for others that look alike: `b` for `h`, `c` for `e`, `rn` for `m`, `In` for `T`.
    /// How probable that is here is judged by how engines err, by the words beside it, and by how noisy the whole
    /// document is: in a clean text an unknown word is rather a name.
    ///
    /// Compare the image. Take the reading that fits, or add the word to the project's word list if it is right.
    ///
    /// ```finds
    /// He put it in ⸢tbe⸣ box before the meeting.
    /// → He put it in the box before the meeting.
    /// ```
    ///
    /// ```quiet
    /// Khaddar spoke of demagoguery to the Albanian delegation.
    /// ```
    pub static GARBLED = {
        name: "words/garbled",
        severity: Severity::Warning,
        precedence: 40,
        check: Check::Folded {
            block: gather,
            document: |document, found| {
                judge(document, &GARBLED, Kind::Garbled, |suspicion, written| format!("“{written}” is no known word{}", perhaps(suspicion)), found);
            },
        },
    }
}
