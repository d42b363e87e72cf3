//! Workspace symbols: people and bodies across the collections, matched as OCR and romanization would.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, OneOf, SymbolKind};

use crate::names::fold::fold;
use crate::names::index::Entry;
use crate::names::{Judgement, compare};
use crate::text::counted;

use super::super::names;
use super::super::shared::Shared;
use super::naming::Texts;

/// Symbols that a client is sent.
const MOST: usize = 200;

/// `workspace/symbol`
pub(in super::super) async fn symbol(
    shared: &Shared,
    params: lsp::WorkspaceSymbolParams,
) -> Result<Option<lsp::WorkspaceSymbolResponse>> {
    let open: Vec<lsp::Uri> = shared.state().documents.keys().cloned().collect();
    for uri in &open {
        names::current(shared, uri);
    }
    let mut texts = Texts::new(shared);
    let mut symbols = Vec::new();
    for collection in shared.collections() {
        let indexed = shared.names.of(&collection);
        let authority = &collection.who().authority;
        let index = indexed.read();
        let entries = index.concordance(authority).into_iter().filter(|entry| matches(entry, &params.query));
        for entry in entries.take(MOST - symbols.len().min(MOST)) {
            let record = entry.id.as_deref().and_then(|id| authority.get(id));
            let location = match record.and_then(|record| Some((authority.file_of(record)?, record))) {
                Some((file, record)) => texts.location(shared, file, &record.place.range),
                None => {
                    let places = index.places_of(&entry.name, authority);
                    places.first().and_then(|(path, _, range)| texts.location(shared, path, range))
                }
            };
            let Some(location) = location else { continue };
            symbols.push(lsp::WorkspaceSymbol {
                name: entry.name,
                kind: if entry.kind == "person" { SymbolKind::CLASS } else { SymbolKind::MODULE },
                tags: None,
                container_name: Some(format!(
                    "{} in {}",
                    counted(entry.mentions, "mention"),
                    counted(entry.documents, "document")
                )),
                location: OneOf::Left(location),
                data: None,
            });
        }
    }
    Ok(Some(lsp::WorkspaceSymbolResponse::Nested(symbols)))
}

/// Whether a person or body goes by what was typed, in one of its forms.
fn matches(entry: &Entry, query: &str) -> bool {
    let wanted = fold(query);
    if wanted.is_empty() {
        return true;
    }
    let forms = || std::iter::once(entry.name.as_str()).chain(entry.forms.iter().map(|form| form.form.as_str()));
    forms().any(|form| fold(form).contains(&wanted))
        || (wanted.contains(' ') && forms().any(|form| compare(form, query).judgement != Judgement::Different))
}
