//! Rename: a name's authorized form in its record, and each mention that stands in that form.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::PathBuf;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{self as lsp, OneOf};

use super::super::shared::Shared;
use super::naming::{Texts, records};
use super::references::{Subject, entry_around, places_in_collection, subject_at};

/// The annotations under which the changes are shown for confirmation.
const MENTION: &str = "mention";
const RECORD: &str = "record";

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
    let Some(places) = places_in_collection(shared, &place.text_document.uri, &subject).await else { return Ok(None) };
    let mut changes = Changes::default();
    // A short name, “Kim” for “Kim Il Sung”, stays short: what is renamed is the form one points at.
    for place in places.into_iter().filter(|place| place.form == *mention.form) {
        changes.add(place.path, place.range, new_name.to_owned(), MENTION);
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
            changes.add(file.to_owned(), found, new_name.to_owned(), RECORD);
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

/// Edits of several files.
#[derive(Default)]
struct Changes {
    files: BTreeMap<PathBuf, Vec<Change>>,
}

/// What is replaced, by what, under which annotation.
type Change = (Range<usize>, String, &'static str);

impl Changes {
    fn add(&mut self, path: PathBuf, range: Range<usize>, text: String, annotation: &'static str) {
        self.files.entry(path).or_default().push((range, text, annotation));
    }

    /// The protocol's form: annotated, so that each change can be confirmed, where the client can.
    fn into_edit(self, shared: &Shared, texts: &mut Texts) -> lsp::WorkspaceEdit {
        let abilities = shared.abilities();
        let mut plain = HashMap::new();
        let mut versioned = Vec::new();
        for (path, edits) in self.files {
            let Some((uri, text, version)) = texts.of(&path) else { continue };
            let edits = edits.into_iter().map(|(range, new, annotation)| {
                (lsp::TextEdit::new(abilities.encoding.range(&text, &range), new), annotation)
            });
            if !abilities.versioned_edits {
                plain.insert(uri, edits.map(|(edit, _)| edit).collect());
                continue;
            }
            let edits = edits.map(|(text_edit, annotation)| {
                if abilities.annotated_edits {
                    OneOf::Right(lsp::AnnotatedTextEdit { text_edit, annotation_id: annotation.to_owned() })
                } else {
                    OneOf::Left(text_edit)
                }
            });
            versioned.push(lsp::TextDocumentEdit {
                text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri, version },
                edits: edits.collect(),
            });
        }
        if !abilities.versioned_edits {
            return lsp::WorkspaceEdit { changes: Some(plain), ..lsp::WorkspaceEdit::default() };
        }
        lsp::WorkspaceEdit {
            document_changes: Some(lsp::DocumentChanges::Edits(versioned)),
            change_annotations: abilities.annotated_edits.then(annotations),
            ..lsp::WorkspaceEdit::default()
        }
    }
}

fn annotations() -> HashMap<String, lsp::ChangeAnnotation> {
    let annotation = |label: &str, needs_confirmation| lsp::ChangeAnnotation {
        label: label.to_owned(),
        needs_confirmation: Some(needs_confirmation),
        description: None,
    };
    HashMap::from([
        (MENTION.to_owned(), annotation("Mentions in the transcriptions", true)),
        (RECORD.to_owned(), annotation("The authorized form in the record", false)),
    ])
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
