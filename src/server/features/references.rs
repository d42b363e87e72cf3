//! Definition, references, highlights: from a mention to its record, from either to every mention.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, Location, Uri};

use crate::collection::Collection;
use crate::names::Mention;

use super::super::documents::Role;
use super::super::names;
use super::super::shared::Shared;
use super::naming::{NamePlace, Texts, mention_at, mentions, places_of, places_of_record, records};

/// What stands at a place of a document.
pub(super) enum Subject {
    /// A name in a transcription.
    Mention(Mention),
    /// A record of an authority file, by its number.
    Record(u32),
}

/// The name or record at a place, with its collection.
pub(super) async fn subject_at(
    shared: &Shared,
    place: &lsp::TextDocumentPositionParams,
) -> Result<Option<(Subject, Arc<Collection>)>> {
    let uri = &place.text_document.uri;
    let encoding = shared.abilities().encoding;
    let Some(collection) = shared.collection_of(uri) else { return Ok(None) };
    if let Some(analysis) = shared.analysis(uri).await? {
        let offset = encoding.offset(&analysis.text, place.position);
        return Ok(mention_at(&analysis, offset).map(|mention| (Subject::Mention(mention), collection)));
    }
    let record = {
        let state = shared.state();
        let document = state.documents.get(uri).filter(|document| document.role == Role::Authority);
        document.and_then(|document| {
            let offset = encoding.offset(&document.text, place.position);
            record_at(&collection, document.path.as_deref()?, &document.text.to_string(), offset)
        })
    };
    Ok(record.map(|record| (Subject::Record(record), collection)))
}

/// The number of the record that stands at a byte of an authority file.
fn record_at(collection: &Collection, path: &Path, text: &str, offset: usize) -> Option<u32> {
    let authority = &collection.who().authority;
    let entry = entry_around(text, offset);
    let found = authority
        .records
        .iter()
        .position(|record| authority.file_of(record) == Some(path) && entry.contains(&record.place.range.start))?;
    u32::try_from(found).ok()
}

/// The stretch of an authority file that belongs to one entry: of TOML from one table's header to the
/// next, of other formats the line.
pub(super) fn entry_around(text: &str, offset: usize) -> Range<usize> {
    let begins = if text.contains("[[") { "\n[[" } else { "\n" };
    let line_end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    let start = text[..line_end].rfind(begins).map_or(0, |at| at + 1);
    let end = text[line_end..].find(begins).map_or(text.len(), |at| line_end + at);
    start..end
}

/// `textDocument/definition`
pub(in super::super) async fn definition(
    shared: &Shared,
    params: lsp::GotoDefinitionParams,
) -> Result<Option<lsp::GotoDefinitionResponse>> {
    let Some((Subject::Mention(mention), collection)) =
        subject_at(shared, &params.text_document_position_params).await?
    else {
        return Ok(None);
    };
    let authority = &collection.who().authority;
    let mut texts = Texts::new(shared);
    let locations: Vec<Location> = records(authority, &mention)
        .into_iter()
        .filter_map(|record| texts.location(shared, authority.file_of(record)?, &record.place.range))
        .collect();
    Ok((!locations.is_empty()).then_some(lsp::GotoDefinitionResponse::Array(locations)))
}

/// `textDocument/references`
pub(in super::super) async fn references(
    shared: &Shared,
    params: lsp::ReferenceParams,
) -> Result<Option<Vec<Location>>> {
    let place = &params.text_document_position;
    let Some((subject, collection)) = subject_at(shared, place).await? else { return Ok(None) };
    let Some(places) = places_in_collection(shared, &place.text_document.uri, &subject) else { return Ok(None) };
    let mut texts = Texts::new(shared);
    let mut locations: Vec<Location> =
        places.iter().filter_map(|place| texts.location(shared, &place.path, &place.range)).collect();
    if params.context.include_declaration {
        let authority = &collection.who().authority;
        let declared: Vec<(PathBuf, Range<usize>)> = match &subject {
            Subject::Mention(mention) => records(authority, mention),
            Subject::Record(record) => authority.records.get(*record as usize).into_iter().collect(),
        }
        .into_iter()
        .filter_map(|record| Some((authority.file_of(record)?.to_owned(), record.place.range.clone())))
        .collect();
        locations.extend(declared.iter().filter_map(|(path, range)| texts.location(shared, path, range)));
    }
    Ok(Some(locations))
}

/// Every place in the collection where somebody is named.
pub(super) fn places_in_collection(shared: &Shared, uri: &Uri, subject: &Subject) -> Option<Vec<NamePlace>> {
    let (collection, indexed) = names::current(shared, uri)?;
    let index = indexed.read();
    Some(match subject {
        Subject::Mention(mention) => places_of(&index, &collection.who().authority, mention),
        Subject::Record(record) => places_of_record(&index, *record),
    })
}

/// `textDocument/documentHighlight`
pub(in super::super) async fn document_highlight(
    shared: &Shared,
    params: lsp::DocumentHighlightParams,
) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
    let place = params.text_document_position_params;
    let Some(analysis) = shared.analysis(&place.text_document.uri).await? else { return Ok(None) };
    let encoding = shared.abilities().encoding;
    let offset = encoding.offset(&analysis.text, place.position);
    let Some(here) = mention_at(&analysis, offset) else { return Ok(None) };
    let same = |other: &Mention| other.form == here.form || (here.bearers.len() == 1 && other.bearers == here.bearers);
    let highlights = mentions(&analysis).filter(same).map(|mention| lsp::DocumentHighlight {
        range: encoding.range(&analysis.text, &mention.range),
        kind: Some(lsp::DocumentHighlightKind::TEXT),
    });
    Ok(Some(highlights.collect()))
}
