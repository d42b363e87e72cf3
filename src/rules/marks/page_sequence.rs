//! `marks/page-sequence`

use std::ops::Range;

use crate::convention::Meaning;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Restoration, Severity};
use crate::text::Characters;

declare_rule! {
    /// The marks of pages do not follow one another.
    ///
    /// After `(p. 3)` comes `(p. 5)`, or `(p. 3)` again: a page was passed over, a mark was lost, or
    /// its number was misread.
    ///
    /// Look at the document: set the missing mark, or correct the number. Blank and unnumbered pages
    /// leave gaps that are right.
    ///
    /// ```finds
    /// (p. 1)
    ///
    /// The Congress
    ///
    /// (p. 2)
    ///
    /// of the Party
    ///
    /// (p. ⸢8⸣)
    ///
    /// met in May.
    ///
    /// (p. 4)
    /// → (p. 1)
    /// →
    /// → The Congress
    /// →
    /// → (p. 2)
    /// →
    /// → of the Party
    /// →
    /// → (p. 3)
    /// →
    /// → met in May.
    /// →
    /// → (p. 4)
    /// ```
    ///
    /// ```quiet
    /// (p. 1)
    ///
    /// The Congress
    ///
    /// (p. 2)
    ///
    /// (p. 3)
    /// ```
    pub static PAGE_SEQUENCE = {
        name: "marks/page-sequence",
        severity: Severity::Hint,
        needs: Characters::DIGITS,
        enters: Places::MARKS,
        check: Check::Folded { block, document },
    }
}

/// The mark of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageMark {
    /// Where its number stands.
    pub range: Range<usize>,
    number: u32,
}

/// Fewer marks make no sequence.
const FEWEST: usize = 3;

fn block(block: &BlockView, report: &mut BlockReport) {
    let convention = block.context.convention;
    report.facts.marks.pages = (block.marks().iter())
        .filter(|mark| mark.meaning == Meaning::Page && !block.is_protected(&mark.range, PAGE_SEQUENCE.enters))
        .filter_map(|mark| {
            let range = convention.number(&block.text, mark)?;
            let number = block.text[range.clone()].parse().ok()?;
            Some(PageMark { range, number })
        })
        .collect();
}

fn document(view: &DocumentView, found: &mut Vec<Finding>) {
    let pages: Vec<(Range<usize>, u32)> = (view.blocks_with(FactKinds::MARKS))
        .flat_map(|(_, block)| {
            block.report.facts.marks.pages.iter().map(|mark| (block.in_file(&mark.range), mark.number))
        })
        .collect();
    // Numbers that mostly do not follow one another count something else.
    if pages.len() < FEWEST || steps(&pages) * 2 < pages.len() - 1 {
        return;
    }
    let mut last = pages[0].1;
    for (index, (place, number)) in pages.iter().enumerate().skip(1) {
        let next = pages.get(index + 1).map(|page| page.1);
        let misread = *number != last.saturating_add(1) && next == last.checked_add(2);
        if misread {
            found.push(read_wrong(place, *number, last.saturating_add(1)));
            last = last.saturating_add(1);
            continue;
        }
        found.extend(
            out_of_step(place, last, *number)
                .map(|finding| finding.related(pages[index - 1].0.clone(), "the mark before")),
        );
        last = *number;
    }
}

/// Steps from one page to the next, over a number that was misread too.
fn steps(pages: &[(Range<usize>, u32)]) -> usize {
    let follows = |a: u32, b: u32, by: u32| a.checked_add(by) == Some(b);
    let single = pages.windows(2).filter(|pair| follows(pair[0].1, pair[1].1, 1)).count();
    let over = pages.windows(3).filter(|w| follows(w[0].1, w[2].1, 2) && !follows(w[0].1, w[1].1, 1)).count();
    single + 2 * over
}

fn read_wrong(place: &Range<usize>, number: u32, right: u32) -> Finding {
    let message = format!("this page is marked {number}, but it stands between {} and {}", right - 1, right + 1);
    Finding::new(&PAGE_SEQUENCE, place.clone(), message)
        .severity(Severity::Info)
        .restoration(Restoration::replace(place.clone(), right.to_string()))
}

fn out_of_step(place: &Range<usize>, last: u32, number: u32) -> Option<Finding> {
    let message = if number == last {
        format!("page {number} is marked twice")
    } else if number == last.saturating_add(1) || number == 1 {
        // A document of its own begins at its own first page.
        return None;
    } else if number == last.saturating_add(2) {
        format!("after page {last} comes page {number}; page {} has no mark", last + 1)
    } else if number > last {
        format!("after page {last} comes page {number}; the pages between have no mark")
    } else {
        format!("page {number} comes after page {last}")
    };
    Some(Finding::new(&PAGE_SEQUENCE, place.clone(), message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn a_page_passed_over_or_marked_twice_is_found() {
        finds(
            &PAGE_SEQUENCE,
            "(p. 1)\n\na\n\n(p. 2)\n\nb\n\n(p. 3)\n\nc\n\n(p. ⸢5⸣)\n\nd\n\n(p. 6)\n\n(p. ⸢6⸣)\n\n(p. 7)",
        );
    }

    #[test]
    fn keeps_quiet_at_a_second_document_and_at_other_numbers() {
        keeps_quiet(&PAGE_SEQUENCE, "(p. 1)\n\n(p. 2)\n\n(p. 3)\n\n(p. 1)\n\n(p. 2)");
        keeps_quiet(&PAGE_SEQUENCE, "(p. 12)\n\n(p. 40)\n\n(p. 7)\n\n(p. 3)");
        keeps_quiet(&PAGE_SEQUENCE, "(p. 4294967295)\n\n(p. 4294967295)\n\n(p. 1)\n\n(p. 99999999999)");
    }
}
