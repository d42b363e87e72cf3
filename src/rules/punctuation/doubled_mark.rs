//! `punctuation/doubled-mark`

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, char_after, char_before, word_before};

declare_rule! {
    /// Two punctuation marks stand where one belongs.
    ///
    /// A speck beside a comma or a stop was read as a second mark.
    ///
    /// Keep the one that the sentence asks for. A comma after an abbreviation, dots of omission and
    /// rows of dots are left alone.
    ///
    /// ```finds
    /// The envoy left⸢,.⸣ The talks went on⸢;,⸣ as was said.
    /// → The envoy left. The talks went on; as was said.
    /// ```
    ///
    /// ```quiet
    /// The talks, the dinner, etc., went on... At 5 p.m., he left. Contents ........ 3
    /// ```
    pub static DOUBLED_MARK = {
        name: "punctuation/doubled-mark",
        needs: Characters::ascii(",.;:"),
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    for at in memchr::memchr3_iter(b',', b';', b':', text.as_bytes()) {
        let start = if at > 0 && text.as_bytes()[at - 1] == b'.' { at - 1 } else { at };
        look(text, start, report);
    }
    if block.context.convention.name() != "leiden" {
        memchr::memmem::find_iter(text.as_bytes(), b"..").for_each(|at| look(text, at, report));
    }
}

/// Looks at the two characters from `at` on.
fn look(text: &str, at: usize, report: &mut BlockReport) {
    let Some(marks) = text.get(at..at + 2) else { return };
    let ends_here = char_after(text, at + 2).is_none_or(char::is_whitespace);
    if !ends_here || !follows_word(text, at) {
        return;
    }
    let word = &text[word_before(text, at)];
    let severity = match marks {
        ",." | ";," | ",;" | ";." | ":." | ",:" | ";:" => Severity::Warning,
        ".." if !is_row(text, at) => Severity::Info,
        ".," | ".;" if word.len() > 5 && word.bytes().all(|byte| byte.is_ascii_lowercase()) => Severity::Hint,
        _ => return,
    };
    let range = at..at + 2;
    let keep = |mark: &str| Restoration::replace(range.clone(), mark).titled(format!("keep “{mark}”"));
    let (first, second) = (&marks[..1], &marks[1..]);
    let ordered = if ends_sentence(text, at + 2) == (first == ".") { [first, second] } else { [second, first] };
    let message = format!("“{marks}” stands where one mark belongs; the other is probably a speck");
    let mut finding = Finding::new(&DOUBLED_MARK, range.clone(), message).severity(severity);
    finding = finding.restoration(keep(ordered[0]).certainty(Certainty::Medium));
    if first != second {
        finding = finding.restoration(keep(ordered[1]).certainty(Certainty::Low));
    }
    report.add(finding);
}

fn follows_word(text: &str, at: usize) -> bool {
    char_before(text, at).is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']'))
}

/// Whether dots follow dots: a leader or an omission.
fn is_row(text: &str, at: usize) -> bool {
    text[at + 2..].trim_start_matches(' ').starts_with('.')
}

/// Whether a new sentence or nothing follows.
fn ends_sentence(text: &str, at: usize) -> bool {
    text[at..].trim_start().chars().next().is_none_or(|c| c.is_uppercase() || matches!(c, '"' | '“' | '('))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn the_mark_that_the_sentence_asks_for_stays() {
        restores(&DOUBLED_MARK, "he left⸢,.⸣ Then he⸢,.⸣ too⸢..⸣", "he left. Then he, too.");
        restores(&DOUBLED_MARK, "he departed⸢.,⸣ and she", "he departed, and she");
    }

    #[test]
    fn keeps_quiet_at_abbreviations_and_rows() {
        keeps_quiet(&DOUBLED_MARK, "etc., Co.; p.m., 1961.; Page .. .. 3, a.... b,,c");
    }
}
