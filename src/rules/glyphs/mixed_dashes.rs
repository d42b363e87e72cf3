//! `glyphs/mixed-dashes`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Restoration, Severity};
use crate::text::{Characters, Class};

declare_rule! {
    /// Two kinds of dash stand side by side, or spans of years are written in two ways.
    ///
    /// An engine that cannot decide between a dash and a hyphen writes both. Within one document
    /// `1963–1964` and `1963-1964` are one thing written twice.
    ///
    /// Write one dash; write spans as most of the document does.
    ///
    /// ```finds
    /// the talks⸢—-⸣as we said⸢-–⸣failed
    /// → the talks—as we said—failed
    /// ```
    ///
    /// ```finds
    /// 1949–1953, 1954–1956, 1957–1960 and 1961⸢-⸣1963
    /// → 1949–1953, 1954–1956, 1957–1960 and 1961–1963
    /// ```
    ///
    /// ```quiet
    /// anti-imperialist—that is, 1963–1964 -- and 5–6
    /// ```
    pub static MIXED_DASHES = {
        name: "glyphs/mixed-dashes",
        severity: Severity::Hint,
        needs: Characters::ascii("-").and(Class::Dash),
        check: Check::Folded { block: gather, document: fold },
    }
}

/// The signs between the years of spans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct YearSpans {
    /// Hyphens.
    pub hyphens: Vec<Range<usize>>,
    /// En dashes.
    pub dashes: Vec<Range<usize>>,
}

/// So many times more often one way of writing stands than the other.
const MAJORITY: usize = 3;

fn gather(block: &BlockView, report: &mut BlockReport) {
    let bytes = block.text.as_bytes();
    for at in memchr::memchr_iter(b'-', bytes) {
        if is_between_years(bytes, &(at..at + 1)) && !block.is_protected(&(at..at + 1), MIXED_DASHES.enters) {
            report.facts.year_spans.hyphens.push(at..at + 1);
        }
    }
    if !block.characters.meets(Characters::NONE.and(Class::Dash)) {
        return;
    }
    for (at, dash) in block.text.char_indices().filter(|&(_, c)| matches!(c, '–' | '—')) {
        let range = at..at + dash.len_utf8();
        if dash == '–' && is_between_years(bytes, &range) && !block.is_protected(&range, MIXED_DASHES.enters) {
            report.facts.year_spans.dashes.push(range);
        } else if let Some(pair) = pair(&block.text, &range) {
            let message = "two kinds of dash stand side by side where the document has one; write one";
            let restoration = Restoration::regularize(pair.clone(), "—");
            report.add(Finding::new(&MIXED_DASHES, pair, message).severity(Severity::Info).restoration(restoration));
        }
    }
}

/// A dash with the one hyphen beside it, between words.
fn pair(text: &str, dash: &Range<usize>) -> Option<Range<usize>> {
    let before = text[..dash.start].ends_with('-');
    let after = text[dash.end..].starts_with('-');
    let pair = dash.start - usize::from(before)..dash.end + usize::from(after);
    let lettered =
        text[..pair.start].ends_with(char::is_alphabetic) && text[pair.end..].starts_with(char::is_alphabetic);
    (before != after && lettered).then_some(pair)
}

/// Four digits on each side, no more; so neither a telephone number nor a call number.
fn is_between_years(bytes: &[u8], sign: &Range<usize>) -> bool {
    let before = bytes[..sign.start].iter().rev().take_while(|byte| byte.is_ascii_digit()).take(5).count();
    let after = bytes[sign.end..].iter().take_while(|byte| byte.is_ascii_digit()).take(5).count();
    let is_century = |byte: Option<&u8>| matches!(byte, Some(b'1' | b'2'));
    let neighbour = |byte: Option<&u8>| matches!(byte, Some(b'-' | b'/' | b'.'));
    before == 4
        && after == 4
        && is_century(bytes.get(sign.start - 4))
        && is_century(bytes.get(sign.end))
        && !neighbour(sign.start.checked_sub(5).and_then(|at| bytes.get(at)))
        && bytes.get(sign.end + 4) != Some(&b'-')
}

fn fold(document: &DocumentView, found: &mut Vec<Finding>) {
    let spans =
        || document.blocks_with(FactKinds::YEAR_SPANS).map(|(_, block)| (block, &block.report.facts.year_spans));
    let hyphens: usize = spans().map(|(_, spans)| spans.hyphens.len()).sum();
    let dashes: usize = spans().map(|(_, spans)| spans.dashes.len()).sum();
    let to_dash = hyphens > 0 && dashes >= MAJORITY * hyphens;
    let to_hyphen = dashes > 0 && hyphens >= MAJORITY * dashes;
    if !to_dash && !to_hyphen {
        return;
    }
    let (usual, sign) = if to_dash { ("a dash", "–") } else { ("a hyphen", "-") };
    for (block, spans) in spans() {
        for range in if to_dash { &spans.hyphens } else { &spans.dashes } {
            let range = block.in_file(range);
            let message =
                format!("most spans of years in this document have {usual}, this one has not; write it alike");
            let restoration = Restoration::regularize(range.clone(), sign);
            found.push(Finding::new(&MIXED_DASHES, range, message).restoration(restoration));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn the_rarer_way_is_found() {
        finds(&MIXED_DASHES, "1949-1953\n\n1954-1956\n\n1957-1960\n\n1961⸢–⸣1963");
    }

    #[test]
    fn keeps_quiet_at_one_way_and_at_numbers() {
        keeps_quiet(&MIXED_DASHES, "1949-1953, 1954-1956, 1957-1960, 555-1234-1999 and 5–6");
        keeps_quiet(&MIXED_DASHES, "yes——no --- well-known");
    }
}
