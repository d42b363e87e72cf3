//! `punctuation/letter-for-mark`

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, TokenKind, char_after};

declare_rule! {
    /// A word ends in `j`, as no English word does: probably a semicolon.
    ///
    /// The dot and the tail of `;` are those of `j`.
    ///
    /// Put the semicolon back. `I` and `1` for `!` cannot be told from a pronoun and a figure without
    /// the sense, and are not looked for.
    ///
    /// ```finds
    /// The envoy was lat⸢ej⸣ the talks went on.
    /// → The envoy was late; the talks went on.
    /// ```
    ///
    /// ```quiet
    /// The Taj, a hajj, the British raj and Andrej were there.
    /// ```
    pub static LETTER_FOR_MARK = {
        name: "punctuation/letter-for-mark",
        severity: Severity::Info,
        needs: Characters::ascii("j"),
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    if !block.context.has_language("en") || block.context.languages.len() > 1 {
        return;
    }
    let text: &str = &block.text;
    for token in block.tokens().iter().filter(|token| token.kind == TokenKind::Word) {
        let (word, range) = (token.text(text), token.range());
        if !word.ends_with('j') {
            continue;
        }
        let lower = word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !lower || char_after(text, range.end) != Some(' ') {
            continue;
        }
        let letter = range.end - 1..range.end;
        let message = format!("no English word ends in “j”; probably “{};”", &word[..word.len() - 1]);
        report.add(
            Finding::new(&LETTER_FOR_MARK, letter.start - 1..letter.end, message)
                .restoration(Restoration::replace(letter, ";").certainty(Certainty::Medium)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, keeps_quiet, only, restores};

    #[test]
    fn a_semicolon_was_read_as_a_letter() {
        restores(&LETTER_FOR_MARK, "as he sai⸢dj⸣ then", "as he said; then");
    }

    #[test]
    fn keeps_quiet_at_names_and_other_languages() {
        keeps_quiet(&LETTER_FOR_MARK, "Sadj, Andrej and the hajj came; raj too");
        let mut context = only(&LETTER_FOR_MARK);
        context.languages = vec!["en".into(), "sq".into()];
        assert_eq!(findings(context, "kthehej and"), []);
    }
}
