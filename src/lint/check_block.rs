//! The check of one block.

use crate::names::NameFacts;
use crate::rules::structure::paragraphs;
use crate::rules::{BlockReport, BlockView, Check, Context, Finding, Places};
use crate::transcript::{Kind, Place};

use super::arbitration;

/// Dates count in citations and in an editor's marks too.
const WHERE_DATES_COUNT: Places = Places::CITATIONS.and(Places::MARKS);

/// Names count in an editor's marks too: `[ALP]`, and before `[sic]`.
const WHERE_NAMES_COUNT: Places = Places::MARKS;

/// What the rules of block scope say of a block with this source text.
pub(super) fn check_block(source: &str, place: Place, context: &Context) -> BlockReport {
    let block = BlockView::new(source, place, context);
    let mut report = BlockReport::default();
    report.facts.words =
        u32::try_from(block.tokens().iter().filter(|token| token.is_wordlike()).count()).unwrap_or(u32::MAX);
    if place.kind == Kind::Prose {
        report.facts.language = block.language();
    }
    report.facts.dates =
        block.dates().iter().filter(|date| !block.is_protected(&date.range, WHERE_DATES_COUNT)).cloned().collect();
    report.facts.paragraphs = paragraphs(&block);
    report.facts.names = NameFacts::of_paragraphs(&block.text, block.paragraphs(), &context.who.known);
    report.facts.names.retain(|range| !block.is_protected(range, WHERE_NAMES_COUNT));
    for rule in context.levels.active() {
        let (Check::Block(check) | Check::Folded { block: check, .. }) = rule.check else { continue };
        if block.characters.meets(rule.needs) {
            check(&block, &mut report);
        }
    }
    report.findings.retain(|finding| !block.is_protected(&finding.range, finding.rule.enters));
    arbitration::settle(&mut report.findings);
    report.facts.map_ranges(|range| block.map().to_source(range));
    report.findings = report.findings.into_iter().filter_map(|finding| finish(finding, &block)).collect();
    report.findings.shrink_to_fit();
    report.facts.shrink_to_fit();
    report
}

/// The finding in the source, as severe as the collection wants it; none if its rule is off.
fn finish(mut finding: Finding, block: &BlockView) -> Option<Finding> {
    finding.severity = block.context.levels.severity(finding.rule, finding.severity)?;
    // An edit across markup would take the markup with it.
    finding
        .restorations
        .retain(|restoration| restoration.edits.iter().all(|edit| block.map().is_contiguous(&edit.range)));
    finding.restorations.shrink_to_fit();
    Some(finding.map_ranges(|range| block.map().to_source(range)))
}
