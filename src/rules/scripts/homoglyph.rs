//! `scripts/homoglyph`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, Class, Script, Token, TokenKind, script_of_word};

use super::look_alike::{cyrillic_reading, latin_reading};
use super::stray_run::is_quoted;

declare_rule! {
    /// A whole word is written in another script whose letters look like those of the script around it.
    ///
    /// `ΜΕΜΟ` in Greek letters and `MEMO` in Latin ones are one picture; an engine that knows both may
    /// write either, and then no search finds the word. Among Russian words the same happens the other
    /// way: `CCCP` in Latin letters.
    ///
    /// Write the word in the script of its neighbours. Real Cyrillic or Greek words, in quotation marks
    /// or brackets, keep quiet.
    ///
    /// ```finds
    /// ⸢Α⸣ copy of the ⸢ΜΕΜΟ⸣ was sent.
    /// → A copy of the MEMO was sent.
    /// ```
    ///
    /// ```quiet
    /// The coin bore the letters “СССР”; the USSR (СССР) struck it.
    /// ```
    pub static HOMOGLYPH = {
        name: "scripts/homoglyph",
        needs: Characters::NONE.and(Class::Cyrillic).and(Class::Greek),
        precedence: 56,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let words: Vec<Token> = block.tokens().iter().copied().filter(|token| token.kind == TokenKind::Word).collect();
    for (i, &token) in words.iter().enumerate() {
        let word = token.text(&block.text);
        let neighbours = Neighbours::of(block, &words, i);
        let reading = match script_of_word(word) {
            Some(Script::Cyrillic | Script::Greek) if neighbours.are(Script::Latin) => latin_reading(word),
            Some(Script::Latin) if neighbours.are(Script::Cyrillic) => cyrillic_reading(word),
            _ => None,
        };
        if let Some(reading) = reading
            && !is_quoted(&block.text, &token.range())
        {
            report.add(finding(token, word, reading));
        }
    }
}

fn finding(token: Token, word: &str, reading: String) -> Finding {
    let message = format!(
        "“{word}” is written in letters of another script than the words around it, letters that look the same; no \
         search finds it: write it in the script of its neighbours"
    );
    // An acronym of several letters may be meant: СССР.
    let severity = if word.chars().count() == 1 { Severity::Warning } else { Severity::Info };
    Finding::new(&HOMOGLYPH, token.range(), message)
        .severity(severity)
        .restoration(Restoration::replace(token.range(), reading))
}

/// The scripts of the words before and after, in the same line.
struct Neighbours(Option<Option<Script>>, Option<Option<Script>>);

impl Neighbours {
    fn of(block: &BlockView, words: &[Token], index: usize) -> Neighbours {
        let here = words[index];
        let script = |other: Option<&Token>| {
            let other = other?;
            let between = other.end.min(here.end) as usize..other.start.max(here.start) as usize;
            (!block.text[between].contains(['\n', '\r'])).then(|| script_of_word(other.text(&block.text)))
        };
        let before = index.checked_sub(1).and_then(|i| words.get(i));
        Neighbours(script(before), script(words.get(index + 1)))
    }

    /// There are neighbours, and each is of this script.
    fn are(&self, script: Script) -> bool {
        let fits = |neighbour: Option<Option<Script>>| neighbour.is_none_or(|of| of == Some(script));
        (self.0.is_some() || self.1.is_some()) && fits(self.0) && fits(self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn a_word_follows_its_neighbours() {
        restores(&HOMOGLYPH, "plan ⸢А⸣ of the staff", "plan A of the staff");
        restores(&HOMOGLYPH, "Президиум ⸢CCCP⸣ принял", "Президиум СССР принял");
    }

    #[test]
    fn keeps_quiet_at_real_words() {
        keeps_quiet(&HOMOGLYPH, "the paper Правда of May, the КПСС");
        keeps_quiet(&HOMOGLYPH, "the letters «СССР» on it");
        keeps_quiet(&HOMOGLYPH, "он сказал: «в СССР»");
        keeps_quiet(&HOMOGLYPH, "А");
    }
}
