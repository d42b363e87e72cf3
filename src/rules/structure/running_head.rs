//! `structure/running-head`

use std::hash::Hasher;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::{FxHashMap, FxHasher};

use crate::rules::rule::declare_rule;
use crate::rules::{
    BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, PlacedBlock, Places, Restoration, Severity,
};
use crate::transcript::{Kind, Region};

declare_rule! {
    /// The running head or foot of a page stands in the text.
    ///
    /// `SECRET - 3 -` at the head of every page belongs to the paper, not to the sentence it cuts in
    /// two. Found are short lines that come again with a page number that grows, and lines that come
    /// again beside page breaks.
    ///
    /// Remove it, or keep it as the convention does; a classification mark may be worth keeping once.
    ///
    /// ```finds
    /// The Congress of the Party
    ///
    /// ⸢SECRET - 2 -⸣
    ///
    /// met in May and went on
    ///
    /// ⸢SECRET - 3 -⸣
    ///
    /// into June, as the delegates
    ///
    /// ⸢SECRET - 4 -⸣
    ///
    /// had asked.
    /// ```
    ///
    /// ```quiet
    /// Article 1
    ///
    /// The Congress meets.
    ///
    /// Article 2
    ///
    /// The Bureau meets.
    ///
    /// Article 3
    /// ```
    pub static RUNNING_HEAD = {
        name: "structure/running-head",
        severity: Severity::Info,
        precedence: 30,
        check: Check::Folded { block, document },
    }
}

/// Short first and last lines of blocks, and page breaks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageEdges {
    /// The first and the last line, where they are short.
    pub lines: Vec<EdgeLine>,
    /// Whether the block begins a page.
    begins_page: bool,
}

impl PageEdges {
    /// Whether the block is no page's head or foot.
    pub(in crate::rules) fn is_empty(&self) -> bool {
        self.lines.is_empty() && !self.begins_page
    }
}

/// A short line at the edge of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeLine {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it says, but for its number, in small letters without spaces.
    shape: u64,
    /// Its page number, where it is written as one.
    page: Option<u32>,
    first: bool,
}

/// A longer line is text.
const LONGEST: usize = 80;
/// A line that comes again less often is chance.
const FEWEST: usize = 3;
/// Pages without the line, at most, between two with it.
const PAGES_BETWEEN: u32 = 3;

/// A number as pages bear it: between dashes, after `page` or `p.`, before `of 12`, or alone with
/// the word beside it in capitals.
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[-–—] ?([0-9]{1,4}) ?[-–—])|(?:\b(?i-u:page|p\.) ?([0-9]{1,4})(?:[^0-9]|$))")
        .unwrap_or_else(|error| unreachable!("{error}"))
});

fn block(block: &BlockView, report: &mut BlockReport) {
    if block.place.region != Region::Body || block.place.kind != Kind::Prose {
        return;
    }
    let text: &str = &block.text;
    let edges = &mut report.facts.page_edges;
    edges.begins_page = text.starts_with('\x0C');
    let first = memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len());
    let last = memchr::memrchr2(b'\n', b'\r', text.as_bytes()).map_or(0, |at| at + 1);
    let lines = [(0..first, true), (last..text.len(), false)];
    let count = if last == 0 { 1 } else { 2 };
    for (line, first) in lines.into_iter().take(count) {
        let line = trimmed(text, line);
        if !line.is_empty() && line.len() <= LONGEST && !block.is_protected(&line, Places::MARKS) {
            edges.lines.push(edge_line(text, line, first));
        }
    }
}

fn trimmed(text: &str, line: Range<usize>) -> Range<usize> {
    let written = &text[line.clone()];
    let start = line.start + written.len() - written.trim_start().len();
    start..start + written.trim().len()
}

fn edge_line(text: &str, range: Range<usize>, first: bool) -> EdgeLine {
    let line = &text[range.clone()];
    let page = line.bytes().any(|b| b.is_ascii_digit()).then(|| page_number(line)).flatten();
    let mut hasher = FxHasher::default();
    for c in line.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase) {
        hasher.write_u32(c as u32);
    }
    EdgeLine { range, shape: hasher.finish(), page, first }
}

fn page_number(line: &str) -> Option<u32> {
    let captures = PAGE_NUMBER.captures(line)?;
    let number = captures.get(1).or_else(|| captures.get(2))?;
    // What else stands on the line is little: a title, a classification, the number of pages.
    let others = line.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    (others <= 6 && !line.ends_with([',', ';'])).then(|| number.as_str().parse().ok())?
}

/// A line with its place in the file.
struct Standing<'a> {
    line: &'a EdgeLine,
    place: Range<usize>,
    beside_break: bool,
}

fn document(view: &DocumentView, found: &mut Vec<Finding>) {
    let mut by_shape: FxHashMap<u64, Vec<Standing>> = FxHashMap::default();
    let begins_page =
        |block: &PlacedBlock| block.kinds.meets(FactKinds::PAGE_EDGES) && block.report.facts.page_edges.begins_page;
    for (index, block) in view.blocks_with(FactKinds::PAGE_EDGES) {
        let edges = &block.report.facts.page_edges;
        let page_follows = view.blocks.get(index + 1).is_some_and(begins_page);
        for line in &edges.lines {
            // A block of one line has it as its first.
            let alone = line.range.len() + 2 >= block.length;
            let beside_break = (line.first && edges.begins_page) || ((!line.first || alone) && page_follows);
            if line.page.is_some() || beside_break {
                let standing = Standing { line, place: block.in_file(&line.range), beside_break };
                by_shape.entry(line.shape).or_default().push(standing);
            }
        }
    }
    for standings in by_shape.values() {
        for standing in pages_in_order(standings).into_iter().chain(beside_breaks(standings)) {
            found.push(finding(standing));
        }
    }
    found.sort_by_key(|finding| finding.range.start);
}

/// The lines whose page numbers grow from one to the next, by a page or a few.
fn pages_in_order<'s, 'a>(standings: &'s [Standing<'a>]) -> Vec<&'s Standing<'a>> {
    let numbered: Vec<(&Standing, u32)> = standings.iter().filter_map(|s| Some((s, s.line.page?))).collect();
    let follows = |a: u32, b: u32| b > a && b - a <= PAGES_BETWEEN;
    let mut found = Vec::new();
    for run in numbered.chunk_by(|a, b| follows(a.1, b.1)) {
        if run.len() >= FEWEST {
            found.extend(run.iter().map(|(standing, _)| *standing));
        }
    }
    found
}

/// Lines without page numbers that come again beside page breaks.
fn beside_breaks<'s, 'a>(standings: &'s [Standing<'a>]) -> Vec<&'s Standing<'a>> {
    let unnumbered: Vec<&Standing> = standings.iter().filter(|s| s.line.page.is_none() && s.beside_break).collect();
    if unnumbered.len() >= FEWEST { unnumbered } else { Vec::new() }
}

fn finding(standing: &Standing) -> Finding {
    let message = match standing.line.page {
        Some(page) => format!("the running head or foot of page {page} stands in the text"),
        None => "this line comes again at the edge of every page: a running head or foot".to_owned(),
    };
    let restoration = Restoration::remove(standing.place.clone()).titled("remove the line");
    Finding::new(&RUNNING_HEAD, standing.place.clone(), message).restoration(restoration)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn page_numbers_that_grow_are_found() {
        finds(&RUNNING_HEAD, "one\n\n⸢- 2 -⸣\n\ntwo\n\n⸢- 3 -⸣\n\nthree\n\n⸢- 5 -⸣\n\nfive");
        finds(
            &RUNNING_HEAD,
            "⸢TOP SECRET Page 1 of 3⸣\none two\n\n⸢TOP SECRET Page 2 of 3⸣\nthree\n\n⸢TOP SECRET Page 3 of 3⸣\nfour",
        );
    }

    #[test]
    fn a_line_at_the_head_of_every_page_is_found() {
        finds(&RUNNING_HEAD, "one\n\x0C⸢CONFIDENTIAL⸣\ntwo\n\n\x0C⸢CONFIDENTIAL⸣\nthree\n\n\x0C⸢CONFIDENTIAL⸣\nfour");
    }

    #[test]
    fn keeps_quiet_at_what_belongs_to_the_text() {
        keeps_quiet(&RUNNING_HEAD, "MR. EXAMPLE:\n\nYes.\n\nMR. EXAMPLE:\n\nNo.\n\nMR. EXAMPLE:\n\nYes.");
        keeps_quiet(&RUNNING_HEAD, "see page 3\n\nmore\n\nsee page 12\n\nmore\n\nsee page 4");
        keeps_quiet(&RUNNING_HEAD, "1.\n\none\n\n2.\n\ntwo\n\n3.\n\nthree");
        keeps_quiet(&RUNNING_HEAD, "- 2 -\n\none\n\n- 3 -");
    }
}
