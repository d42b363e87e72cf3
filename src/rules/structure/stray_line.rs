//! `structure/stray-line`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Restoration, Severity};
use crate::transcript::{Kind, Region};

declare_rule! {
    /// A letter or a mark stands alone on its line.
    ///
    /// It is what an engine made of a speck, of a bullet, or of a large first letter that it set apart
    /// from its word.
    ///
    /// Look at the page: join the letter to the word it begins, or remove the line. Numbers, letters
    /// that count (`A`, `b.`, `IV`), stars and dashes between sections, and documents with many such
    /// lines are left alone.
    ///
    /// ```finds
    /// The delegation was received at the naval station.
    ///
    /// ⸢h⸣
    ///
    /// It left again on the same evening.
    /// ```
    ///
    /// ```quiet
    /// The delegation was received at the naval station.
    ///
    /// *
    ///
    /// IV
    ///
    /// It left again on the same evening.
    /// ```
    pub static STRAY_LINE = {
        name: "structure/stray-line",
        severity: Severity::Hint,
        precedence: 20,
        check: Check::Folded { block, document },
    }
}

/// A document with more such lines among its lines than one in so many is a list, a table or verse.
const ONE_IN: usize = 12;

/// Lines of a block, and those that hold next to nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineFacts {
    /// Number of lines.
    count: usize,
    /// What stands on the stray ones.
    pub stray: Vec<Range<usize>>,
}

fn block(block: &BlockView, report: &mut BlockReport) {
    if block.place.region != Region::Body || block.place.kind != Kind::Prose {
        return;
    }
    for line in block.lines() {
        report.facts.lines.count += 1;
        if line.len() > 16 {
            continue;
        }
        let written = &block.text[line.clone()];
        let start = line.start + written.len() - written.trim_start().len();
        let text = written.trim();
        if is_stray(text) {
            report.facts.lines.stray.push(start..start + text.len());
        }
    }
}

/// One character that neither counts nor divides.
fn is_stray(text: &str) -> bool {
    let mut characters = text.chars();
    let (Some(c), None) = (characters.next(), characters.next()) else { return false };
    let counts = c.is_numeric() || c.is_uppercase() || matches!(c, 'a'..='f' | 'i' | 'v' | 'x');
    let divides = matches!(c, '*' | '-' | '–' | '—' | '_' | '=' | '~' | '#' | '+' | '|' | '•' | '·' | '"' | '”' | '…');
    let encloses = matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '/' | '\\');
    !counts && !divides && !encloses && c.is_ascii() && !c.is_control()
}

fn document(view: &DocumentView, found: &mut Vec<Finding>) {
    let stray: usize =
        view.blocks_with(FactKinds::STRAY_LINES).map(|(_, block)| block.report.facts.lines.stray.len()).sum();
    if stray == 0 {
        return;
    }
    let lines: usize = view.blocks.iter().map(|block| block.report.facts.lines.count).sum();
    if stray > 2 && stray * ONE_IN > lines {
        return;
    }
    for (_, block) in view.blocks_with(FactKinds::STRAY_LINES) {
        found.extend(block.report.facts.lines.stray.iter().map(|range| finding(view, block.in_file(range))));
    }
}

fn finding(view: &DocumentView, range: Range<usize>) -> Finding {
    let message =
        format!("“{}” stands alone on its line: a speck, or the first letter of a word", view.text(range.clone()));
    Finding::new(&STRAY_LINE, range.clone(), message).restoration(Restoration::remove(range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn specks_are_found() {
        finds(&STRAY_LINE, "The mills worked.\n\n⸢,⸣\n\nThe rains came.\n⸢t⸣\nThen they left.");
    }

    #[test]
    fn keeps_quiet_at_counts_lists_and_verse() {
        keeps_quiet(&STRAY_LINE, "A\n\nThe mills.\n\n1\n\nThe rains.\n\n—\n\nb\n\nThe end.\n\n毛");
        keeps_quiet(&STRAY_LINE, "t\nh\nr\ne\ne\n");
    }
}
