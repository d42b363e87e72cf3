//! `names/unknown`

use crate::names::MentionKind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Severity};

use super::table::relate;

declare_rule! {
    /// A person or body has no record in the authority.
    ///
    /// Off unless turned on: it is the queue of names still to be looked up, that of `lacuna names --unknown`,
    /// shown where each stands. A form is told of once, where it first stands.
    ///
    /// Add it to the authority, or as a variant of a record that is there.
    ///
    /// ```finds
    /// Yesterday ⸢Anna Example⸣ met the ⸢Invented Workers' Party⸣. Later Anna Example left.
    /// ```
    ///
    /// ```quiet
    /// Yesterday the comrades met at the station in Tirana.
    /// ```
    pub static UNKNOWN = {
        name: "names/unknown",
        severity: Severity::Hint,
        enabled: false,
        precedence: 5,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, findings: &mut Vec<Finding>) {
    for named in &view.names().forms {
        let what = match named.mention.kind {
            MentionKind::Person => "person",
            MentionKind::Body => "body",
            MentionKind::Acronym | MentionKind::Unsure => continue,
        };
        if !named.mention.bearers.is_empty() || named.is_shouted() {
            continue;
        }
        let message = format!("no record of the authority is of this {what}, “{}”", named.form());
        findings.push(relate(Finding::new(&UNKNOWN, named.places[0].clone(), message), named));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::finds_knowing;

    const PEOPLE: &str = "[[person]]\nid = 'a'\nname = 'Anna Example'\n";

    #[test]
    fn those_without_a_record_once_each() {
        finds_knowing(&UNKNOWN, PEOPLE, "Anna Example met ⸢Bert Beispiel⸣. Bert Beispiel met Anna Example.");
    }

    #[test]
    fn keeps_quiet_at_headings_and_at_those_with_a_record() {
        finds_knowing(&UNKNOWN, PEOPLE, "BERT BEISPIEL\n\nAnna Example spoke.");
    }

    #[test]
    fn is_off_by_default() {
        assert!(!UNKNOWN.enabled);
    }
}
