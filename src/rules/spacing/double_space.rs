//! `spacing/double-space`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, Edit, char_before};

declare_rule! {
    /// Two spaces stand between two words.
    ///
    /// Engines double a wide gap, and a word that was cut out leaves both of its spaces behind.
    ///
    /// Write one space, unless a word is missing there: no reading changes. The typist's two spaces
    /// after a stop, indented lines, columns and justified lines are left alone.
    ///
    /// ```finds
    /// The delegation⸢  ⸣left the city.
    /// → The delegation left the city.
    /// ```
    ///
    /// ```quiet
    /// It left.  The envoy stayed.
    ///     Tirana   12  14
    /// ```
    pub static DOUBLE_SPACE = {
        name: "spacing/double-space",
        severity: Severity::Hint,
        needs: Characters::ascii(" "),
        precedence: 20,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    if memchr::memmem::find(text.as_bytes(), b"  ").is_none() {
        return;
    }
    let lines: Vec<(Range<usize>, Vec<Range<usize>>)> =
        block.lines().map(|line| (line.clone(), gaps(text, line))).collect();
    for (index, (line, gaps)) in lines.iter().enumerate() {
        let beside = [index.checked_sub(1), Some(index + 1)];
        let aligned = beside.iter().flatten().filter_map(|&i| lines.get(i)).any(|(_, gaps)| !gaps.is_empty());
        // Short lines with gaps one below the other are columns, or justified by the typist.
        if !(aligned && line.len() < 120) {
            report.findings.extend(finding(block, gaps));
        }
    }
}

/// The gaps of two spaces between words of a line that is not set in columns.
fn gaps(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let content = &text[line.clone()];
    let indent = content.len() - content.trim_start().len();
    if super::is_columnar(content) {
        return Vec::new();
    }
    memchr::memmem::find_iter(content.trim_end().as_bytes(), b"  ")
        .filter(|&at| at > indent)
        .map(|at| line.start + at..line.start + at + 2)
        .filter(|gap| char_before(text, gap.start).is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | ';')))
        .collect()
}

/// One finding for all gaps of a line.
fn finding(block: &BlockView, gaps: &[Range<usize>]) -> Option<Finding> {
    let free: Vec<&Range<usize>> = gaps.iter().filter(|gap| !block.is_protected(gap, DOUBLE_SPACE.enters)).collect();
    let first = (*free.first()?).clone();
    let message = match free.len() {
        1 => "two spaces stand between two words".to_owned(),
        more => format!("two spaces stand between two words, {more} times in this line"),
    };
    let mut restoration = Restoration::regularize(first.clone(), " ").titled("write one space").safe();
    restoration.edits = free.into_iter().map(|gap| Edit::replace(gap.clone(), " ")).collect();
    Some(Finding::new(&DOUBLE_SPACE, first, message).restoration(restoration))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn all_gaps_of_a_line_are_one_finding() {
        restores(&DOUBLE_SPACE, "the⸢  ⸣envoy  left, the  city", "the envoy left, the city");
    }

    #[test]
    fn keeps_quiet_after_stops_and_before_the_line() {
        keeps_quiet(&DOUBLE_SPACE, "It left.  The envoy:  he stayed\n  as the verse\n  of a song  ");
    }

    #[test]
    fn keeps_quiet_at_columns_and_justified_lines() {
        keeps_quiet(&DOUBLE_SPACE, "Tirana  12\nDurres  14\nVlora   9");
        keeps_quiet(&DOUBLE_SPACE, "the envoy  of the\ncity left  at once");
    }
}
