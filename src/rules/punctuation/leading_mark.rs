//! `punctuation/leading-mark`

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration};
use crate::text::{Characters, Edit};

declare_rule! {
    /// A line begins with a punctuation mark that belongs to the end of a word.
    ///
    /// The mark slipped over the line end, or the word before it was lost.
    ///
    /// Put the mark where its word ends, or remove it if it is a speck. Dots of omission and decimal
    /// fractions are left alone.
    ///
    /// ```finds
    /// the talks of the delegation
    /// ⸢,⸣ and the dinner that followed
    /// at the palace
    /// → the talks of the delegation,
    /// → and the dinner that followed
    /// → at the palace
    /// ```
    ///
    /// ```quiet
    /// the talks of the delegation
    /// . . . and the dinner
    /// .45 of all
    /// ```
    pub static LEADING_MARK = {
        name: "punctuation/leading-mark",
        needs: Characters::ascii(",;."),
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    let mut word_end = None;
    for line in block.lines() {
        let content = text[line.clone()].trim_start();
        let at = line.end - content.len();
        if is_stray(content) {
            report.add(stray(text, at, word_end));
        }
        let trimmed = text[line.clone()].trim_end();
        let ends_in_word = trimmed.ends_with(char::is_alphanumeric);
        word_end = ends_in_word.then_some(line.start + trimmed.len());
    }
}

/// Whether a line begins with a comma, semicolon or stop and a word after it.
fn is_stray(line: &str) -> bool {
    let Some(rest) = line.strip_prefix([',', ';', '.']) else { return false };
    let word = rest.strip_prefix(' ').unwrap_or(rest);
    let spaced = word.len() < rest.len();
    // `.word` is the name of a file.
    word.starts_with(char::is_alphabetic) && (spaced || !line.starts_with('.'))
}

fn stray(text: &str, at: usize, word_end: Option<usize>) -> Finding {
    let after = at + 1 + usize::from(text[at + 1..].starts_with(' '));
    let mark = &text[at..=at];
    let finding = Finding::new(&LEADING_MARK, at..at + 1, "a line begins with a mark that ends a word");
    let remove = Restoration::remove(at..after).titled("remove the mark").certainty(Certainty::Low);
    let Some(end) = word_end else { return finding.restoration(remove) };
    // A sentence that goes on has no stop before it.
    if mark == "." && text[after..].starts_with(char::is_lowercase) {
        return finding.restoration(remove);
    }
    let mut back = Restoration::replace(end..end, mark).titled("put it after the last word of the line before");
    back.edits.push(Edit::delete(at..after));
    finding.restoration(back.certainty(Certainty::Medium)).restoration(remove)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn the_mark_goes_back_to_its_word() {
        restores(&LEADING_MARK, "the envoy\n⸢;⸣ then he", "the envoy;\nthen he");
    }

    #[test]
    fn a_stop_inside_a_sentence_is_a_speck() {
        restores(&LEADING_MARK, "the front of\n⸢.⸣ the house", "the front of\nthe house");
        restores(&LEADING_MARK, "the front of\n⸢.⸣ The house", "the front of.\nThe house");
    }

    #[test]
    fn without_a_word_before_it_the_mark_goes() {
        restores(&LEADING_MARK, "⸢,⸣ and he left", "and he left");
    }

    #[test]
    fn keeps_quiet_at_dots_fractions_and_files() {
        keeps_quiet(&LEADING_MARK, "... and\n. . . so\n.5 of\n.profile is\n,,quoted''");
    }
}
