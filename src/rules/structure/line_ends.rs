//! `structure/line-ends`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};
use crate::text::{Edit, lines};
use crate::transcript::LineEnds;

declare_rule! {
    /// The lines of the file end in different ways, or its last line does not end at all.
    ///
    /// Files that were put together from several, or written by several programs, mix the line ends of
    /// Windows, of Unix and of old Macs. No reader sees it; every comparison of two versions does.
    ///
    /// Write one kind throughout, and end the last line: no reading changes.
    ///
    /// ```finds
    /// The mills worked day and night.
    /// The rains cam⸢e⸣
    /// ```
    ///
    /// ```quiet
    /// The mills worked day and night.
    /// The rains came.
    ///
    /// ```
    pub static LINE_ENDS = {
        name: "structure/line-ends",
        severity: Severity::Hint,
        precedence: 2,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let Some(last) = view.blocks.last() else { return };
    let kinds = view.blocks.iter().fold(LineEnds::default(), |all, block| all.and(block.line_ends));
    if kinds.are_mixed() {
        found.extend(one_kind(view));
    }
    let end = last.range().end;
    // A text of one line, as it is handed over from elsewhere, may do without.
    if last.length > 0 && end == view.source.len() && kinds != LineEnds::default() {
        found.push(no_end(view, end));
    }
}

/// The last line, ended as the others are.
fn no_end(view: &DocumentView, end: usize) -> Finding {
    let first = view.source.lines_from(0).next();
    let line_end = first.as_deref().map_or("", line_end);
    let line_end = if line_end.is_empty() { "\n" } else { line_end };
    let last = view.source.boundary_before(end - 1)..end;
    let put = Restoration::regularize(end..end, line_end).titled("end the last line").safe();
    Finding::new(&LINE_ENDS, last, "the last line of the file does not end").restoration(put)
}

/// All lines ended as most of them are. Told at the first that is not.
fn one_kind(view: &DocumentView) -> Option<Finding> {
    let mut ends: Vec<Range<usize>> = Vec::new();
    let text = view.text(0..view.source.len());
    let mut at = 0;
    for line in lines(&text) {
        at += line.len();
        ends.push(at - line_end(line).len()..at);
    }
    let count = |kind: &str| ends.iter().filter(|end| &text[(*end).clone()] == kind).count();
    let usual = ["\n", "\r\n", "\r"].into_iter().max_by_key(|kind| count(kind))?;
    let others: Vec<&Range<usize>> =
        ends.iter().filter(|end| !end.is_empty() && &text[(*end).clone()] != usual).collect();
    let first = others.first()?;
    let place = view.source.boundary_before(first.start.saturating_sub(1))..first.start;
    let message = format!("{} of {} lines of this file end in another way than the rest", others.len(), ends.len());
    let mut put = Restoration::regularize(0..0, "").titled("end all lines in the same way").safe();
    put.edits = others.into_iter().map(|end| Edit::replace(end.clone(), usual)).collect();
    Some(Finding::new(&LINE_ENDS, place, message).restoration(put))
}

fn line_end(line: &str) -> &str {
    &line[line.trim_end_matches(['\n', '\r']).len()..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, keeps_quiet, only, restores};

    #[test]
    fn mixed_line_ends_become_one() {
        restores(&LINE_ENDS, "one\r\ntw⸢o⸣\nthree\r\n\r\n", "one\r\ntwo\r\nthree\r\n\r\n");
        restores(&LINE_ENDS, "on⸢e⸣\rtwo\nthree\n", "one\ntwo\nthree\n");
    }

    #[test]
    fn blank_lines_count_too() {
        assert_eq!(findings(only(&LINE_ENDS), "one\n\r\ntwo\n").len(), 1);
    }

    #[test]
    fn the_last_line_ends_as_the_first() {
        restores(&LINE_ENDS, "one\r\ntw⸢ë⸣", "one\r\ntwë\r\n");
    }

    #[test]
    fn keeps_quiet_at_one_kind() {
        for text in ["one\ntwo\n", "one\r\n\r\ntwo\r\n", "one\rtwo\r", "", "\n\n", "one"] {
            keeps_quiet(&LINE_ENDS, text);
        }
    }
}
