//! Completion: after `[` the marks of the convention.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::convention::{Snippet, SnippetPart};

use super::super::shared::Shared;

pub(in super::super) fn provider() -> lsp::CompletionOptions {
    lsp::CompletionOptions {
        trigger_characters: Some(["[", "<", "{", "("].map(String::from).to_vec()),
        ..lsp::CompletionOptions::default()
    }
}

/// `textDocument/completion`
pub(in super::super) async fn completion(
    shared: &Shared,
    params: lsp::CompletionParams,
) -> Result<Option<lsp::CompletionResponse>> {
    let place = params.text_document_position;
    let Some(analysis) = shared.analysis(&place.text_document.uri).await? else { return Ok(None) };
    let abilities = shared.abilities();
    let offset = abilities.encoding.offset(&analysis.text, place.position);
    let opener_start = analysis.text.char_to_byte(analysis.text.byte_to_char(offset).saturating_sub(1));
    let opener = analysis.text.byte_slice(opener_start..offset).to_string();
    let range = abilities.encoding.range(&analysis.text, &(opener_start..offset));
    let snippets = analysis.document.context().convention.snippets();
    let items: Vec<lsp::CompletionItem> = snippets
        .iter()
        .filter(|snippet| !opener.is_empty() && snippet.text().starts_with(&opener))
        .map(|snippet| lsp::CompletionItem {
            label: snippet.text(),
            kind: Some(lsp::CompletionItemKind::SNIPPET),
            detail: Some(snippet.label.clone()),
            filter_text: Some(opener.clone()),
            insert_text_format: Some(if abilities.snippets {
                lsp::InsertTextFormat::SNIPPET
            } else {
                lsp::InsertTextFormat::PLAIN_TEXT
            }),
            text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit::new(
                range,
                if abilities.snippets { as_snippet(snippet) } else { snippet.text() },
            ))),
            ..lsp::CompletionItem::default()
        })
        .collect();
    Ok((!items.is_empty()).then_some(lsp::CompletionResponse::Array(items)))
}

/// The protocol's form of a snippet.
fn as_snippet(snippet: &Snippet) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    let mut form = String::new();
    let mut number = 0;
    for part in &snippet.parts {
        match part {
            SnippetPart::Text(text) => form.push_str(&escaped(text)),
            SnippetPart::Placeholder(words) => {
                number += 1;
                form.push_str(&format!("${{{number}:{}}}", escaped(words)));
            }
        }
    }
    form
}
