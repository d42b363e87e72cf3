//! Rename: a name's authorized form in its record, and each mention that stands in that form.

use std::ops::Range;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types as lsp;

use super::super::shared::Shared;
use super::edits::{Changes, Reason};
use super::naming::{Texts, records};
use super::references::{Subject, entry_around, places_in_collection, subject_at};

/// `textDocument/prepareRename`
pub(in super::super) async fn prepare(
    shared: &Shared,
    place: lsp::TextDocumentPositionParams,
) -> Result<Option<lsp::PrepareRenameResponse>> {
    let Some((Subject::Mention(mention), _)) = subject_at(shared, &place).await? else { return Ok(None) };
    let Some(analysis) = shared.analysis(&place.text_document.uri).await? else { return Ok(None) };
    Ok(Some(lsp::PrepareRenameResponse::RangeWithPlaceholder {
        range: shared.abilities().encoding.range(&analysis.text, &mention.range),
        placeholder: mention.form.to_string(),
    }))
}

/// `textDocument/rename`
pub(in super::super) async fn rename(shared: &Shared, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
    let new_name = params.new_name.trim();
    if new_name.is_empty() || new_name.contains(['\n', '\r']) {
        let message = "a name is one line, and not empty".into();
        return Err(Error { code: ErrorCode::InvalidParams, message, data: None });
    }
    let place = &params.text_document_position;
    let Some((Subject::Mention(mention), collection)) = subject_at(shared, place).await? else { return Ok(None) };
    let subject = Subject::Mention(mention.clone());
    let Some(places) = places_in_collection(shared, &place.text_document.uri, &subject) else { return Ok(None) };
    let mut changes = Changes::default();
    // A short name, “Kim” for “Kim Il Sung”, stays short: what is renamed is the form one points at.
    for place in places.into_iter().filter(|place| place.form == *mention.form) {
        changes.add(place.path, place.range, new_name.to_owned(), Reason::Mention);
    }
    let authority = &collection.who().authority;
    let mut texts = Texts::new(shared);
    if let [record] = records(authority, &mention)[..]
        && record.name == *mention.form
        && let Some(file) = authority.file_of(record)
        && let Some((_, text, _)) = texts.of(file)
    {
        let source = text.to_string();
        let entry = entry_around(&source, record.place.range.start);
        if let Some(found) = authorized_form(&source[entry.clone()], &record.name) {
            let found = found.start + entry.start..found.end + entry.start;
            changes.add(file.to_owned(), found, new_name.to_owned(), Reason::Record);
        }
    }
    Ok(Some(changes.into_edit(shared, &mut texts)))
}

/// Where the authorized form stands in the entry of its record, between its quotation marks.
fn authorized_form(source: &str, name: &str) -> Option<Range<usize>> {
    let key = source.match_indices("name").map(|(at, _)| at).find(|&at| {
        let line_start = source[..at].rfind('\n').map_or(0, |end| end + 1);
        source[line_start..at].trim().is_empty() && source[at + 4..].trim_start().starts_with('=')
    })?;
    let start = key + source[key..].find(name)?;
    Some(start..start + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authorized_form_is_found_by_its_key() {
        let source = "[[person]]\nid = \"x\"\nname = \"Kim Il Sung\"\nvariants = [\"Kim Il Sung\"]\n";
        let found = authorized_form(source, "Kim Il Sung").unwrap();
        assert!(source[..found.start].ends_with("name = \""));
        assert!(authorized_form("filename = \"a\"", "a").is_none());
    }
}
