//! `punctuation/wrong-closer`

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration};

use super::brackets::{BRACKETS, Kind, mismatched};

declare_rule! {
    /// A bracket of one kind is closed by one of another.
    ///
    /// Engines take `]` for `)` and the other way round, and a finger slips.
    ///
    /// Make the two alike. What the editor adds stands in the brackets of the convention, what the
    /// document says in the document's own.
    ///
    /// ```finds
    /// The Party ⸢(ALP]⸣ met in Tirana.
    /// → The Party (ALP) met in Tirana.
    /// ```
    ///
    /// ```quiet
    /// The Party (of Labour [sic]) met; the interval is [0, 1).
    /// ```
    pub static WRONG_CLOSER = {
        name: "punctuation/wrong-closer",
        needs: BRACKETS,
        enters: Places::MARKS.and(Places::SIC),
        precedence: 55,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    for (_, found) in block.brackets() {
        for (opened, closed) in mismatched(&found.lone) {
            if is_interval(&text[opened.at + 1..closed.at]) {
                continue;
            }
            let by_opener = Restoration::replace(closed.at..closed.at + 1, opened.kind.closer());
            let by_closer = Restoration::replace(opened.at..opened.at + 1, closed.kind.opener());
            let editorial = is_mark(text[opened.at + 1..closed.at].trim());
            let ordered = if editorial && closed.kind == Kind::Square {
                [by_closer, by_opener.certainty(Certainty::Low)]
            } else {
                [by_opener, by_closer.certainty(Certainty::Low)]
            };
            let message = format!("“{}” is closed by “{}”", opened.kind.opener(), closed.kind.closer());
            report.add(Finding::new(&WRONG_CLOSER, opened.at..closed.at + 1, message).restorations(ordered));
        }
    }
}

/// Two numbers between brackets of different kinds are an interval of mathematics.
fn is_interval(inside: &str) -> bool {
    inside.contains([',', ';'])
        && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | ' ' | '.' | '-'))
}

/// What editors write in marks.
fn is_mark(inside: &str) -> bool {
    ["sic", "illegible", "signed", "handwritten", "stamp", "?", "..."]
        .iter()
        .any(|mark| inside.eq_ignore_ascii_case(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn the_closer_follows_the_opener() {
        restores(&WRONG_CLOSER, "a note ⸢[of the editor)⸣ here", "a note [of the editor] here");
    }

    #[test]
    fn a_mark_keeps_the_brackets_of_the_editor() {
        restores(&WRONG_CLOSER, "the 12th ⸢(sic]⸣ Congress", "the 12th [sic] Congress");
    }

    #[test]
    fn keeps_quiet_at_intervals_and_pairs() {
        keeps_quiet(&WRONG_CLOSER, "[0, 1) and (a [b] c) and [a (b) c] and a) b]");
    }
}
