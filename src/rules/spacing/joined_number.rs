//! `spacing/joined-number`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, Token, TokenKind};
use crate::transcript::month;

declare_rule! {
    /// A word and a number are joined: the space between them was lost.
    ///
    /// Typewriters and narrow type leave little room between a word and the figures beside it, and
    /// the engine takes both for one.
    ///
    /// Put the space back. Codes, aircraft, ordinals and measures are left alone: only months, the
    /// words that number a page or a volume, and small words such as “of” or “and” are looked at.
    ///
    /// ```finds
    /// The parade of ⸢May1⸣ is described on ⸢page10⸣ of ⸢Nr.3⸣.
    /// → The parade of May 1 is described on page 10 of Nr. 3.
    /// ```
    ///
    /// ```quiet
    /// A B52 and a T34 of the 1960s, 10km from Box5A, on the 1st of May.
    /// ```
    pub static JOINED_NUMBER = {
        name: "spacing/joined-number",
        needs: Characters::DIGITS,
        precedence: 60,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    for token in block.tokens().iter().filter(|token| token.kind == TokenKind::Mixed) {
        joined_token(&block.text, *token, report);
    }
    for [word, stop, number] in block.tokens().array_windows() {
        if number.kind == TokenKind::Number && word.end == stop.start && stop.end == number.start {
            joined_by_stop(&block.text, word.range(), stop.range(), number.range(), report);
        }
    }
}

/// `May1`, `page10`, `1967and`.
fn joined_token(text: &str, token: Token, report: &mut BlockReport) {
    let joined = token.text(text);
    let Some(border) = border(joined) else { return };
    let (left, right) = joined.split_at(border);
    let at = token.range().start + border;
    let space = Restoration::replace(at..at, " ").titled(format!("read “{left} {right}”"));
    let message = format!("“{left}” and “{right}” stand together; the space between them was lost");
    let finding = Finding::new(&JOINED_NUMBER, token.range(), message);
    if is_month(left) && right.len() <= 4 {
        report.add(finding.restoration(space.safe()));
    } else if is_before_number(left) || (left.len() <= 4 && is_after_number(right) && joined != "4to") {
        report.add(finding.restoration(space));
    }
}

/// `Nr.3`, `Vol.12`.
fn joined_by_stop(text: &str, word: Range<usize>, stop: Range<usize>, number: Range<usize>, report: &mut BlockReport) {
    let abbreviation =
        ["No", "no", "Nos", "nos", "Nr", "nr", "Vol", "vol", "Art", "art"].contains(&&text[word.clone()]);
    if abbreviation && &text[stop.clone()] == "." {
        let message = "the space between the abbreviation and its number was lost";
        let at = number.start;
        report.add(
            Finding::new(&JOINED_NUMBER, word.start..number.end, message)
                .severity(Severity::Hint)
                .restoration(Restoration::replace(at..at, " ").titled("put the space back")),
        );
    }
}

/// Where a word that is all letters on one side and all figures on the other changes.
fn border(joined: &str) -> Option<usize> {
    let figures = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let first_is_figure = joined.starts_with(figures);
    let border = joined.find(|c: char| figures(c) != first_is_figure)?;
    let rest = &joined[border..];
    let pure = if first_is_figure { rest.chars().all(char::is_alphabetic) } else { rest.chars().all(figures) };
    pure.then_some(border)
}

/// Whether a word is a month, in full or as it is abbreviated, in title case.
pub(super) fn is_month(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase) && month(word).is_some()
}

fn is_before_number(word: &str) -> bool {
    const WORDS: [&str; 28] = [
        "page",
        "pages",
        "Page",
        "Pages",
        "chapter",
        "Chapter",
        "article",
        "Article",
        "paragraph",
        "Paragraph",
        "volume",
        "Volume",
        "section",
        "Section",
        "number",
        "year",
        "years",
        "since",
        "until",
        "from",
        "the",
        "and",
        "about",
        "around",
        "between",
        "during",
        "before",
        "after",
    ];
    WORDS.contains(&word)
}

fn is_after_number(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "and", "the", "of", "to", "was", "were", "with", "from", "for", "are", "has", "had", "have", "which", "that",
        "years", "days", "months", "persons", "people", "members", "percent",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn a_month_and_its_day() {
        restores(&JOINED_NUMBER, "one about ⸢May1⸣.", "one about May 1.");
    }

    #[test]
    fn keeps_quiet_at_codes() {
        keeps_quiet(&JOINED_NUMBER, "a 4to edition, MAY1A, Mar10b, JUN15, box5, B52, 16th, 3D, 1960s, Octavia9");
    }

    #[test]
    fn a_year_and_the_small_word_beside_it() {
        restores(&JOINED_NUMBER, "⸢since1945⸣ and in ⸢1967the⸣ talks", "since 1945 and in 1967 the talks");
    }

    #[test]
    fn an_abbreviation_and_its_number() {
        restores(&JOINED_NUMBER, "in ⸢Nr.3⸣ of it", "in Nr. 3 of it");
    }

    #[test]
    fn keeps_quiet_at_pages() {
        keeps_quiet(&JOINED_NUMBER, "pp.9-10, p.4, no. 3, 3.5, v.2");
    }
}
