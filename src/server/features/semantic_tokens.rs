//! Semantic tokens: what a grammar cannot know of marks, gaps and foreign scraps.

use std::ops::Range;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, SemanticToken, SemanticTokenType};

use crate::convention::Meaning;
use crate::names::MentionKind;
use crate::rules::{BlockView, PlacedBlock};
use crate::text::{Script, Source, script_of_word};
use crate::transcript::Kind;

use super::super::analysis::Analysis;
use super::super::proto::PositionEncoding;
use super::super::shared::Shared;

/// What a stretch of text is, in the order of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Mark,
    Supplied,
    Gap,
    Uncertain,
    ForeignScript,
    HeaderKey,
    Person,
    Organization,
    Acronym,
}

const LEGEND: [&str; 9] = [
    "editorialMark",
    "suppliedText",
    "gap",
    "uncertainText",
    "foreignScript",
    "headerKey",
    "person",
    "organization",
    "acronym",
];

pub(in super::super) fn provider() -> lsp::SemanticTokensServerCapabilities {
    lsp::SemanticTokensServerCapabilities::SemanticTokensOptions(lsp::SemanticTokensOptions {
        legend: lsp::SemanticTokensLegend {
            token_types: LEGEND.map(SemanticTokenType::new).to_vec(),
            token_modifiers: Vec::new(),
        },
        range: Some(true),
        full: Some(lsp::SemanticTokensFullOptions::Delta { delta: Some(true) }),
        ..lsp::SemanticTokensOptions::default()
    })
}

/// `textDocument/semanticTokens/full`
pub(in super::super) async fn full(
    shared: &Shared,
    params: lsp::SemanticTokensParams,
) -> Result<Option<lsp::SemanticTokensResult>> {
    let uri = params.text_document.uri;
    let Some(analysis) = shared.analysis(&uri).await? else { return Ok(None) };
    let data = tokens(&analysis, 0..analysis.text.len_bytes(), shared.abilities().encoding);
    let result_id = shared.remember_tokens(&uri, analysis.version, &data);
    Ok(Some(lsp::SemanticTokensResult::Tokens(lsp::SemanticTokens { result_id: Some(result_id), data })))
}

/// `textDocument/semanticTokens/full/delta`
pub(in super::super) async fn delta(
    shared: &Shared,
    params: lsp::SemanticTokensDeltaParams,
) -> Result<Option<lsp::SemanticTokensFullDeltaResult>> {
    let uri = params.text_document.uri;
    let Some(analysis) = shared.analysis(&uri).await? else { return Ok(None) };
    let data = tokens(&analysis, 0..analysis.text.len_bytes(), shared.abilities().encoding);
    let before = shared.remembered_tokens(&uri, &params.previous_result_id);
    let result_id = Some(shared.remember_tokens(&uri, analysis.version, &data));
    Ok(Some(match before {
        Some(before) => lsp::SemanticTokensFullDeltaResult::TokensDelta(lsp::SemanticTokensDelta {
            result_id,
            edits: difference(&before, data),
        }),
        None => lsp::SemanticTokensFullDeltaResult::Tokens(lsp::SemanticTokens { result_id, data }),
    }))
}

/// `textDocument/semanticTokens/range`
pub(in super::super) async fn range(
    shared: &Shared,
    params: lsp::SemanticTokensRangeParams,
) -> Result<Option<lsp::SemanticTokensRangeResult>> {
    let Some(analysis) = shared.analysis(&params.text_document.uri).await? else { return Ok(None) };
    let encoding = shared.abilities().encoding;
    let asked = encoding.byte_range(&analysis.text, params.range);
    let data = tokens(&analysis, asked, encoding);
    Ok(Some(lsp::SemanticTokensRangeResult::Tokens(lsp::SemanticTokens { result_id: None, data })))
}

/// The one edit that turns the old tokens into the new: what is alike at both ends stays.
fn difference(before: &[SemanticToken], after: Vec<SemanticToken>) -> Vec<lsp::SemanticTokensEdit> {
    let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    if head == before.len() && head == after.len() {
        return Vec::new();
    }
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let fields = |tokens: usize| u32::try_from(tokens * 5).unwrap_or(u32::MAX);
    let mut inserted = after;
    inserted.truncate(inserted.len() - tail);
    vec![lsp::SemanticTokensEdit {
        start: fields(head),
        delete_count: fields(before.len() - tail - head),
        data: Some(inserted.split_off(head)),
    }]
}

/// The tokens of the blocks that touch a range, in the protocol's relative form.
fn tokens(analysis: &Analysis, asked: Range<usize>, encoding: PositionEncoding) -> Vec<SemanticToken> {
    let mut found: Vec<(Range<usize>, Sort)> = Vec::new();
    for block in analysis.document.blocks() {
        if block.range().end < asked.start || block.start > asked.end {
            continue;
        }
        let source = Source::slice(&analysis.text, block.range());
        if block.place.kind == Kind::Label {
            found.push((block.range(), Sort::HeaderKey));
            continue;
        }
        let view = BlockView::new(&source, block.place, analysis.document.context());
        let first = found.len();
        of_marks(&view, block.start, &mut found);
        of_scripts(&source, block.start, &mut found);
        of_names(&block, first, &mut found);
        found[first..].sort_by_key(|(range, _)| (range.start, range.end));
    }
    relative(analysis, found, encoding)
}

fn of_marks(view: &BlockView, start: usize, found: &mut Vec<(Range<usize>, Sort)>) {
    for mark in view.marks_in_source() {
        let (range, content) = (mark.range, mark.content);
        let inner = match mark.meaning {
            Meaning::Supplied => Sort::Supplied,
            Meaning::Unclear => Sort::Uncertain,
            Meaning::Gap => {
                found.push((range.start + start..range.end + start, Sort::Gap));
                continue;
            }
            _ => Sort::Mark,
        };
        if content.is_empty() || content.start < range.start || content.end > range.end {
            found.push((range.start + start..range.end + start, Sort::Mark));
            continue;
        }
        found.push((range.start + start..content.start + start, Sort::Mark));
        found.push((content.start + start..content.end + start, inner));
        found.push((content.end + start..range.end + start, Sort::Mark));
    }
}

/// Names, where nothing more telling stands already.
fn of_names(block: &PlacedBlock, first: usize, found: &mut Vec<(Range<usize>, Sort)>) {
    let taken: Vec<Range<usize>> = found[first..].iter().map(|(range, _)| range.clone()).collect();
    for mention in &block.report.facts.names.mentions {
        let sort = match mention.kind {
            MentionKind::Person => Sort::Person,
            MentionKind::Body => Sort::Organization,
            MentionKind::Acronym => Sort::Acronym,
            MentionKind::Unsure => continue,
        };
        let range = block.in_file(&mention.range);
        if !taken.iter().any(|other| other.start < range.end && range.start < other.end) {
            found.push((range, sort));
        }
    }
}

/// Words of another script than Latin. In a text of that script the editor's theme would colour
/// every word; so only up to a few a block.
fn of_scripts(source: &str, start: usize, found: &mut Vec<(Range<usize>, Sort)>) {
    if source.is_ascii() {
        return;
    }
    let taken: Vec<Range<usize>> = found.iter().map(|(range, _)| range.clone()).collect();
    let foreign: Vec<Range<usize>> = crate::text::tokens(source)
        .into_iter()
        .filter(|token| script_of_word(token.text(source)).is_some_and(|script| script != Script::Latin))
        .map(|token| token.range())
        .collect();
    let words = source.split_whitespace().count();
    if foreign.len() * 2 > words && words > 3 {
        return;
    }
    for range in foreign {
        let range = range.start + start..range.end + start;
        if !taken.iter().any(|other| other.start < range.end && range.start < other.end) {
            found.push((range, Sort::ForeignScript));
        }
    }
}

/// Tokens never span lines in the protocol: what does is cut at the line ends.
fn relative(analysis: &Analysis, found: Vec<(Range<usize>, Sort)>, encoding: PositionEncoding) -> Vec<SemanticToken> {
    let text = &analysis.text;
    let mut tokens = Vec::with_capacity(found.len());
    let (mut last_line, mut last_column) = (0, 0);
    for (range, sort) in found {
        let source = Source::slice(text, range.clone());
        let mut at = range.start;
        for line in crate::text::lines(&source) {
            let length = line.trim_end_matches(['\n', '\r']).len();
            let (start, end) = (encoding.position(text, at), encoding.position(text, at + length));
            at += line.len();
            if start.line != end.line || end.character <= start.character {
                continue;
            }
            let delta_line = start.line - last_line;
            let delta_start = if delta_line == 0 { start.character - last_column } else { start.character };
            (last_line, last_column) = (start.line, start.character);
            tokens.push(SemanticToken {
                delta_line,
                delta_start,
                length: end.character - start.character,
                token_type: sort as u32,
                token_modifiers_bitset: 0,
            });
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(delta_line: u32, length: u32) -> SemanticToken {
        SemanticToken { delta_line, delta_start: 0, length, token_type: 0, token_modifiers_bitset: 0 }
    }

    #[test]
    fn a_difference_is_one_edit_in_the_middle() {
        let before = [token(1, 1), token(2, 2), token(3, 3)];
        let after = vec![token(1, 1), token(2, 9), token(9, 9), token(3, 3)];
        let edits = difference(&before, after);
        assert_eq!((edits[0].start, edits[0].delete_count), (5, 5));
        assert_eq!(edits[0].data.as_ref().unwrap().len(), 2);
        assert!(difference(&before, before.to_vec()).is_empty());
    }
}
