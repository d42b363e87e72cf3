//! Inlay hints, off unless the user turns them on: acronyms written out, short names identified.

use rustc_hash::FxHashMap;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, InlayHintLabel};

use crate::names::MentionKind;

use super::super::shared::Shared;
use super::naming::{mentions, records};

/// `textDocument/inlayHint`
pub(in super::super) async fn inlay_hint(
    shared: &Shared,
    params: lsp::InlayHintParams,
) -> Result<Option<Vec<lsp::InlayHint>>> {
    let uri = params.text_document.uri;
    if !shared.state().settings.inlay_hints {
        return Ok(None);
    }
    let Some(analysis) = shared.analysis(&uri).await? else { return Ok(None) };
    let encoding = shared.abilities().encoding;
    let asked = encoding.byte_range(&analysis.text, params.range);
    let who = &analysis.document.context().who;
    let mut defined: FxHashMap<String, String> = FxHashMap::default();
    for block in analysis.document.blocks() {
        for definition in &block.report.facts.names.definitions {
            defined.entry(definition.acronym.to_string()).or_insert_with(|| definition.name.to_string());
        }
    }
    let mut hints = Vec::new();
    for mention in mentions(&analysis).filter(|m| m.range.start < asked.end && asked.start < m.range.end) {
        let bearers = records(&who.authority, &mention);
        let named = match bearers.as_slice() {
            [one] => Some(one.name.clone()),
            _ => None,
        };
        let full = match mention.kind {
            MentionKind::Acronym => defined.get(&*mention.form).cloned().or(named),
            // A family name alone; a full name needs no hint.
            MentionKind::Person if !mention.form.contains(' ') => named,
            _ => None,
        };
        let Some(full) = full.filter(|full| **full != *mention.form) else { continue };
        hints.push(lsp::InlayHint {
            position: encoding.position(&analysis.text, mention.range.end),
            label: InlayHintLabel::String(full),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: Some(false),
            data: None,
        });
    }
    Ok(Some(hints))
}
