//! `punctuation/stop-or-comma`

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::bytes::{CAPITAL, SMALL, kind_at};
use crate::text::{Characters, char_after, word_after, word_before};

declare_rule! {
    /// A stop stands before a word that goes on with the sentence, or a comma before one that begins
    /// a new one.
    ///
    /// Stop and comma differ by a tail that paper and scanner lose: they are the two marks most often
    /// confused.
    ///
    /// Look in the original; change the mark, or the letter after it.
    ///
    /// ```finds
    /// The envoy departed⸢.⸣ and the talks went on⸢,⸣ They were long.
    /// → The envoy departed, and the talks went on. They were long.
    /// ```
    ///
    /// ```quiet
    /// The envoy, The Hague, Mr. and Mrs. Shehu, etc. and so on. And then he left.
    /// ```
    pub static STOP_OR_COMMA = {
        name: "punctuation/stop-or-comma",
        severity: Severity::Hint,
        needs: Characters::ascii(".,"),
        precedence: 20,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    if !block.context.has_language("en") {
        return;
    }
    let text: &str = &block.text;
    for at in memchr::memchr2_iter(b'.', b',', text.as_bytes()) {
        let Some(reading) = other_mark(text, at) else { continue };
        let message = match reading {
            "," => "a stop stands before a word that goes on with the sentence; perhaps a comma",
            _ => "a comma stands before a word that begins a sentence; perhaps a stop",
        };
        report.add(
            Finding::new(&STOP_OR_COMMA, at..at + 1, message)
                .restoration(Restoration::replace(at..at + 1, reading).certainty(Certainty::Medium)),
        );
    }
}

/// Lower-case words that go on with a sentence.
const GOES_ON: [&str; 12] =
    ["and", "but", "or", "which", "who", "whose", "whom", "because", "although", "while", "whereas", "so"];
/// Capitalized words that begin one.
const BEGINS: [&str; 12] = [
    "They",
    "There",
    "These",
    "Those",
    "However",
    "Therefore",
    "Moreover",
    "Nevertheless",
    "Furthermore",
    "When",
    "This",
    "It",
];

/// The mark that most probably stood at `at`, if the word after it speaks against the one that
/// does.
fn other_mark(text: &str, at: usize) -> Option<&'static str> {
    if text.as_bytes().get(at + 1) != Some(&b' ') {
        return None;
    }
    // A stop is doubted before a small letter, a comma before a capital.
    let doubted = if text.as_bytes()[at] == b'.' { SMALL } else { CAPITAL };
    if kind_at(text.as_bytes(), at + 2) != doubted {
        return None;
    }
    let next = word_after(text, at + 2);
    let (word, free) = (&text[next.clone()], char_after(text, next.end) == Some(' '));
    let before = &text[word_before(text, at)];
    if !free || before.is_empty() || !before.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    match text.as_bytes()[at] {
        b'.' if before.len() > 3 && GOES_ON.contains(&word) && !ABBREVIATIONS.contains(&before) => Some(","),
        b',' if BEGINS.contains(&word) && !is_title(text, next.end + 1) => Some("."),
        _ => None,
    }
}

/// Abbreviations of four letters and more that a stop ends.
const ABBREVIATIONS: [&str; 10] = ["ibid", "approx", "dept", "govt", "secy", "viz", "illus", "misc", "prof", "inst"];

/// Whether a capital follows: `This Week`, `It Happened`.
fn is_title(text: &str, at: usize) -> bool {
    char_after(text, at).is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn a_stop_before_what_goes_on() {
        finds(&STOP_OR_COMMA, "the envoys⸢.⸣ which left");
    }

    #[test]
    fn a_comma_before_what_begins() {
        finds(&STOP_OR_COMMA, "the city⸢,⸣ However it");
    }

    #[test]
    fn keeps_quiet_at_abbreviations_and_titles() {
        keeps_quiet(&STOP_OR_COMMA, "No. and, ibid. and the paper, This Week, the approx. or so; he said, It.");
    }
}
