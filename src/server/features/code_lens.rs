//! Code lenses over the records of an authority file: mentions, documents, years.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::super::documents::Role;
use super::super::names;
use super::super::shared::Shared;

/// `textDocument/codeLens`
pub(in super::super) async fn code_lens(
    shared: &Shared,
    params: lsp::CodeLensParams,
) -> Result<Option<Vec<lsp::CodeLens>>> {
    let uri = params.text_document.uri;
    let open = {
        let state = shared.state();
        let document = state.documents.get(&uri).filter(|document| document.role == Role::Authority);
        document.and_then(|document| Some((document.path.clone()?, document.text.clone())))
    };
    let Some((path, text)) = open else { return Ok(None) };
    let Some((collection, indexed)) = names::current(shared, &uri) else { return Ok(None) };
    let encoding = shared.abilities().encoding;
    let authority = &collection.who().authority;
    let index = indexed.read();
    let mut lenses = Vec::new();
    for (number, record) in (0u32..).zip(&authority.records) {
        if authority.file_of(record) != Some(path.as_path()) {
            continue;
        }
        let title = index.told_of(number).unwrap_or_else(|| "not mentioned in this collection".into());
        lenses.push(lsp::CodeLens {
            range: encoding.range(&text, &(record.place.range.start..record.place.range.start)),
            // A title alone: the references are a keystroke away on the name itself.
            command: Some(lsp::Command { title, command: String::new(), arguments: None }),
            data: None,
        });
    }
    Ok(Some(lenses))
}
