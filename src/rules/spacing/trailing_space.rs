//! `spacing/trailing-space`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Edit};
use crate::transcript::Format;

declare_rule! {
    /// Lines end in spaces that nobody sees.
    ///
    /// Engines and editors leave them behind; they hide in every comparison of two versions.
    ///
    /// Remove them: no reading changes. All lines of the document are told in one finding. In
    /// Markdown two spaces break a line, and stay.
    ///
    /// ```finds
    /// The delegation left⸢ ⸣
    /// by train.
    /// → The delegation left
    /// → by train.
    /// ```
    ///
    /// ```quiet
    /// The delegation left
    ///   by train.
    /// ```
    pub static TRAILING_SPACE = {
        name: "spacing/trailing-space",
        severity: Severity::Hint,
        needs: Characters::ascii(" \t"),
        precedence: 10,
        check: Check::Folded { block: gather, document: fold },
    }
}

fn gather(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    let read_into = Places::ADDRESSES | Places::MARKS | Places::SIC | Places::CITATIONS;
    for line in block.lines() {
        let end = line.start + text[line.clone()].trim_end_matches([' ', '\t']).len();
        let spaces = end..line.end;
        let breaks_line = block.context.format == Format::Markdown && spaces.len() > 1;
        if !spaces.is_empty() && !breaks_line && !block.is_protected(&spaces, read_into) {
            report.facts.trailing_spaces.push(spaces);
        }
    }
}

fn fold(view: &DocumentView, found: &mut Vec<Finding>) {
    let spaces: Vec<Range<usize>> = view
        .blocks_with(FactKinds::TRAILING_SPACES)
        .flat_map(|(_, block)| block.report.facts.trailing_spaces.iter().map(|spaces| block.in_file(spaces)))
        .collect();
    let Some(place) = anchor(view).or_else(|| spaces.first().cloned()) else { return };
    let message = match spaces.len() {
        1 => "this line ends in spaces that nobody sees".to_owned(),
        lines => format!("{lines} lines of this document end in spaces that nobody sees; this is the first"),
    };
    let mut restoration = Restoration::remove(place.clone()).titled("remove the spaces").safe();
    restoration.edits = spaces.into_iter().map(Edit::delete).collect();
    found.push(Finding::new(&TRAILING_SPACE, place, message).restoration(restoration));
}

/// The first place inside a block: at the end of one a cut sentence may be told of, and of two
/// findings at one place one is silent.
fn anchor(view: &DocumentView) -> Option<Range<usize>> {
    view.blocks_with(FactKinds::TRAILING_SPACES).find_map(|(_, block)| {
        let first = block.report.facts.trailing_spaces.first()?;
        (first.end < block.length).then(|| block.in_file(first))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, keeps_quiet, only, restores};

    #[test]
    fn all_lines_are_one_finding() {
        restores(&TRAILING_SPACE, "one⸢ \t⸣\r\ntwo  \r\n\r\nthree ", "one\r\ntwo\r\n\r\nthree");
    }

    #[test]
    fn keeps_quiet_at_indented_lines() {
        keeps_quiet(&TRAILING_SPACE, "one\n  two\n\n\tthree");
    }

    #[test]
    fn keeps_quiet_at_line_breaks_of_markdown() {
        let mut context = only(&TRAILING_SPACE);
        context.format = Format::Markdown;
        assert_eq!(findings(context, "one  \ntwo"), []);
    }
}
