//! Folding: regions, sections, lists.

use std::ops::Range;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, FoldingRangeKind};

use crate::text::Source;
use crate::transcript::Kind;

use super::super::analysis::Analysis;
use super::super::shared::Shared;
use super::outline::sections;

/// `textDocument/foldingRange`
pub(in super::super) async fn folding_range(
    shared: &Shared,
    params: lsp::FoldingRangeParams,
) -> Result<Option<Vec<lsp::FoldingRange>>> {
    let Some(analysis) = shared.analysis(&params.text_document.uri).await? else { return Ok(None) };
    let region = |section: super::outline::Section| (section.range, FoldingRangeKind::Region);
    let mut folds: Vec<(Range<usize>, FoldingRangeKind)> = sections(&analysis).into_iter().map(region).collect();
    folds.extend(lists_and_comments(&analysis));
    folds.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let line = |offset: usize| u32::try_from(analysis.text.byte_to_line(offset)).unwrap_or(u32::MAX);
    let ranges = folds.into_iter().filter_map(|(range, kind)| {
        let (start_line, end_line) = (line(range.start), line(range.end));
        (end_line > start_line).then(|| lsp::FoldingRange {
            start_line,
            end_line,
            kind: Some(kind),
            ..lsp::FoldingRange::default()
        })
    });
    Ok(Some(ranges.collect()))
}

/// Runs of list items, and comments.
fn lists_and_comments(analysis: &Analysis) -> Vec<(Range<usize>, FoldingRangeKind)> {
    let mut folds = Vec::new();
    let mut list: Option<Range<usize>> = None;
    for block in analysis.document.blocks() {
        if block.place.kind == Kind::Comment {
            folds.push((block.range(), FoldingRangeKind::Comment));
        }
        let is_item = starts_list_item(&Source::slice(&analysis.text, block.range()));
        match &mut list {
            Some(run) if is_item => run.end = block.range().end,
            Some(_) => folds.extend(list.take().map(|run| (run, FoldingRangeKind::Region))),
            None if is_item => list = Some(block.range()),
            None => {}
        }
    }
    folds.extend(list.map(|run| (run, FoldingRangeKind::Region)));
    folds
}

/// `1.`, `a)`, `-`, `•` and their like at the beginning of a block.
fn starts_list_item(text: &str) -> bool {
    let text = text.trim_start();
    if text.starts_with(['•', '▪', '‣', '●', '*', '-', '–']) {
        return text.chars().nth(1).is_some_and(char::is_whitespace);
    }
    let label: String = text.chars().take(4).take_while(char::is_ascii_alphanumeric).collect();
    let rest = &text[label.len()..];
    let short = label.len() == 1 || (!label.is_empty() && label.bytes().all(|b| b.is_ascii_digit()));
    short && rest.starts_with(['.', ')']) && rest[1..].starts_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_items() {
        for item in ["1. First", "a) first", "• first", "- first", "12) x"] {
            assert!(starts_list_item(item), "{item}");
        }
        for other in ["First", "1967 was", "I think", "-5 degrees", ""] {
            assert!(!starts_list_item(other), "{other}");
        }
    }
}
