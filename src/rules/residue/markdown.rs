//! `residue/markdown`

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::Characters;
use crate::transcript::Format;

declare_rule! {
    /// Markdown stands in a plain text.
    ///
    /// Vision models answer in Markdown: the text within fences of three backticks, headings after `#`,
    /// bold words between asterisks, tables between bars.
    ///
    /// Fences and backslashes go; whether a heading or bold words were set off in the document, an editor
    /// decides. A file named `.md` is Markdown and keeps quiet.
    ///
    /// ```finds
    /// ⸢```text⸣
    /// ⸢# ⸣MINUTES
    /// The ⸢**Central Committee**⸣ ⸢\[⸣illegible⸢\]⸣ met.
    /// ⸢```⸣
    /// → MINUTES
    /// → The Central Committee [illegible] met.
    /// ```
    ///
    /// ```quiet markdown
    /// # MINUTES
    /// The **Central Committee** met.
    /// ```
    ///
    /// ```quiet
    /// Pernas** and Morgan*** were absent. *** Apartment # 3, #3 Iron
    /// ```
    pub static MARKDOWN = {
        name: "residue/markdown",
        needs: Characters::ascii("`*#|\\"),
        enters: Places::MARKS,
        precedence: 48,
        check: Check::Block(check),
    }
}

static BOLD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*").unwrap_or_else(|error| unreachable!("{error}")));
static LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[ \t]{0,3}(?:(?P<fence>(?:```|~~~)[A-Za-z]{0,12})[ \t]*$|(?P<heading>#{1,6} )(?:[A-Z][a-z]|[A-Z]{4}|\*\*)|(?P<table>\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?)[ \t]*$)")
        .unwrap_or_else(|error| unreachable!("{error}"))
});
static ESCAPE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\\([\[\]*_#>~|!])").unwrap_or_else(|error| unreachable!("{error}")));

const LINE_SIGNS: Characters = Characters::ascii("`#|~");
const ASTERISK: Characters = Characters::ascii("*");
const BACKSLASH: Characters = Characters::ascii("\\");

fn check(block: &BlockView, report: &mut BlockReport) {
    if block.context.format != Format::Plain {
        return;
    }
    if block.characters.meets(LINE_SIGNS) {
        for line in block.lines() {
            report.findings.extend(line_mark(block, line));
        }
    }
    if block.characters.meets(ASTERISK) {
        for found in BOLD.captures_iter(&block.text) {
            let (Some(whole), Some(content)) = (found.get(0), found.get(1)) else { continue };
            if content.as_str().contains(char::is_alphabetic) && !touches_asterisk(&block.text, &whole.range()) {
                let message =
                    format!("“{}” stands in Markdown's asterisks; the words stay, the asterisks go", whole.as_str());
                let finding = Finding::new(&MARKDOWN, whole.range(), message);
                report.add(finding.restoration(Restoration::replace(whole.range(), content.as_str())));
            }
        }
    }
    if block.characters.meets(BACKSLASH) {
        for found in ESCAPE.captures_iter(&block.text) {
            let (Some(whole), Some(sign)) = (found.get(0), found.get(1)) else { continue };
            let message = format!("Markdown puts a backslash before “{}”; the backslash goes", sign.as_str());
            let finding = Finding::new(&MARKDOWN, whole.range(), message).severity(Severity::Info);
            report.add(finding.restoration(Restoration::regularize(whole.range(), sign.as_str())));
        }
    }
}

fn touches_asterisk(text: &str, range: &Range<usize>) -> bool {
    text[..range.start].ends_with('*') || text[range.end..].starts_with('*')
}

/// A fence, a heading's number sign, the rule of a table.
fn line_mark(block: &BlockView, line: Range<usize>) -> Option<Finding> {
    let found = LINE.captures(&block.text[line.clone()])?;
    let place = |name: &str| found.name(name).map(|m| line.start + m.start()..line.start + m.end());
    if let Some(range) = place("fence") {
        let message = "a fence of Markdown: an engine wrapped its answer in it; it goes with its line";
        let gone = Restoration::remove(block.with_surroundings(&range)).safe();
        return Some(Finding::new(&MARKDOWN, range, message).severity(Severity::Error).restoration(gone));
    }
    if let Some(range) = place("heading") {
        let message = "Markdown writes headings after “#”; the words stay, the sign goes";
        return Some(Finding::new(&MARKDOWN, range.clone(), message).restoration(Restoration::remove(range)));
    }
    let range = place("table")?;
    let message = "the rule of a Markdown table, which did not stand in the document; remove the line";
    let gone = Restoration::remove(block.with_surroundings(&range));
    Some(Finding::new(&MARKDOWN, range, message).severity(Severity::Info).restoration(gone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    #[test]
    fn the_rule_of_a_table_goes() {
        restores(&MARKDOWN, "| Name | Post |\n⸢|------|------|⸣\n| A | B |", "| Name | Post |\n| A | B |");
    }

    #[test]
    fn bold_words_are_found() {
        finds(&MARKDOWN, "⸢**Top Secret**⸣ and ⸢**x**⸣");
    }

    #[test]
    fn keeps_quiet_at_rules_and_notes() {
        keeps_quiet(
            &MARKDOWN,
            "*****\n-----\n** Harassment of the base\nsee note **.\n# 57 SEP 1963\n# MOR16\n#3 Main Street\n/2**Reported",
        );
        keeps_quiet(&MARKDOWN, "a ---- b | c\nC:\\temp");
    }
}
