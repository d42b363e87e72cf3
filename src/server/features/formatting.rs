//! Formatting: white space and marks are tidied, where that cannot change a reading.

use std::ops::Range;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::rules::Applicability;
use crate::text::Edit;

use super::super::analysis::Analysis;
use super::super::shared::Shared;

/// `textDocument/formatting`
pub(in super::super) async fn formatting(
    shared: &Shared,
    params: lsp::DocumentFormattingParams,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    tidy(shared, &params.text_document.uri, None).await
}

/// `textDocument/rangeFormatting`
pub(in super::super) async fn range_formatting(
    shared: &Shared,
    params: lsp::DocumentRangeFormattingParams,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    tidy(shared, &params.text_document.uri, Some(params.range)).await
}

async fn tidy(shared: &Shared, uri: &lsp::Uri, asked: Option<lsp::Range>) -> Result<Option<Vec<lsp::TextEdit>>> {
    let Some(analysis) = shared.analysis(uri).await? else { return Ok(None) };
    let encoding = shared.abilities().encoding;
    let within = asked.map_or(0..analysis.text.len_bytes(), |range| encoding.byte_range(&analysis.text, range));
    let edits = tidying(&analysis, &within);
    Ok(Some(edits.iter().map(|edit| encoding.text_edit(&analysis.text, edit)).collect()))
}

/// The safe edits of the families that tidy.
fn tidying(analysis: &Analysis, within: &Range<usize>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for found in &analysis.report.findings {
        let range = found.range();
        if range.start < within.start || range.end > within.end || !matches!(found.rule().family(), "spacing" | "marks")
        {
            continue;
        }
        let best = found.to_finding().restorations.into_iter().find(|r| r.applicability == Applicability::Safe);
        let new = best.map(|restoration| restoration.edits).unwrap_or_default();
        if !new.iter().any(|edit| edits.iter().rev().take(8).any(|taken| taken.conflicts_with(edit))) {
            edits.extend(new);
        }
    }
    edits
}
