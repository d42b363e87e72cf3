//! `words/long-s`

use super::verdict::{gather, judge, perhaps};
use crate::conjecture::suspicion::Kind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, Severity};

declare_rule! {
    /// The long s of old print was read as an f.
    ///
    /// Until about 1800 print had `ſ` for `s` in most places; engines read it as `f`.
    ///
    /// Write `s`, or `ſ` where the edition keeps it.
    ///
    /// ```finds
    /// He ⸢fhall⸣ present ⸢himfelf⸣ to the council.
    /// → He shall present himself to the council.
    /// ```
    ///
    /// ```quiet
    /// He was half asleep.
    /// ```
    pub static LONG_S = {
        name: "words/long-s",
        severity: Severity::Warning,
        precedence: 40,
        check: Check::Folded {
            block: gather,
            document: |document, found| {
                judge(document, &LONG_S, Kind::LongS, |suspicion, written| format!("the long s seems read as f in “{written}”{}", perhaps(suspicion)), found);
            },
        },
    }
}
