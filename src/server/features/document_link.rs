//! Links: addresses, identifiers, facsimiles and the project's files, wiki-links to records.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use regex::{Captures, Regex};
use ropey::Rope;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::collection::Collection;
use crate::text::Source;

use super::super::documents::Role;
use super::super::shared::Shared;
use super::naming::Texts;

/// An address, an identifier that a resolver knows, a file, or a wiki-link; one group each.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(?P<address>(?i:https?)://[^\s<>\[\]{}|\\^`"“”]+)"#,
        r#"|(?i:doi):\s?(?P<doi>10\.[0-9]{4,9}/[^\s<>"“”\]]+)"#,
        r#"|(?P<ark>ark:/?[0-9]{5,9}/[^\s<>"“”\],;]+)"#,
        r#"|(?i:hdl):\s?(?P<handle>[0-9][0-9.]*/[^\s<>"“”\],;]+)"#,
        r#"|(?P<urn>urn:nbn:[a-z]{2}[^\s<>"“”\],;]+)"#,
        r#"|(?i:VIAF)(?: ID)?[: ]\s?(?P<viaf>[0-9]{5,22})"#,
        r#"|(?i:wikidata)(?: ID)?[: ]\s?(?P<wikidata>Q[1-9][0-9]{0,9})"#,
        r#"|\[\[(?P<record>[^\[\]|\r\n]+)(?:\|[^\[\]\r\n]*)?\]\]"#,
        r#"|(?P<file>[A-Za-z0-9_][A-Za-z0-9_./-]*\.(?i:jpe?g|tiff?|png|jp2|webp|pdf|toml|txt))"#,
    ))
    .unwrap_or_else(|error| unreachable!("{error}"))
});

/// What resolves an identifier.
const RESOLVERS: [(&str, &str); 6] = [
    ("doi", "https://doi.org/"),
    ("ark", "https://n2t.net/"),
    ("handle", "https://hdl.handle.net/"),
    ("urn", "https://nbn-resolving.org/"),
    ("viaf", "https://viaf.org/viaf/"),
    ("wikidata", "https://www.wikidata.org/wiki/"),
];

/// `textDocument/documentLink`
pub(in super::super) async fn document_link(
    shared: &Shared,
    params: lsp::DocumentLinkParams,
) -> Result<Option<Vec<lsp::DocumentLink>>> {
    let uri = params.text_document.uri;
    let analysis = shared.analysis(&uri).await?;
    let text = match &analysis {
        Some(analysis) => Some(analysis.text.clone()),
        None => project_text(shared, &uri),
    };
    let (Some(text), Some(collection)) = (text, shared.collection_of(&uri)) else { return Ok(None) };
    let path = uri.to_file_path().map(std::borrow::Cow::into_owned);
    let here = path.as_deref().and_then(Path::parent).unwrap_or(collection.root()).to_owned();
    let mut finder = Finder { shared, collection, here, texts: Texts::new(shared) };
    let encoding = shared.abilities().encoding;
    let mut links = Vec::new();
    for (start, line) in lines(&text) {
        for found in LINK.captures_iter(&line) {
            let Some((range, target)) = finder.link(&found) else { continue };
            links.push(lsp::DocumentLink {
                range: encoding.range(&text, &(range.start + start..range.end + start)),
                target: Some(target),
                tooltip: None,
                data: None,
            });
        }
    }
    Ok(Some(links))
}

/// The text of a file of the project; none of other files.
fn project_text(shared: &Shared, uri: &Uri) -> Option<Rope> {
    let state = shared.state();
    let document = state.documents.get(uri)?;
    matches!(document.role, Role::Config | Role::Authority | Role::Ledger).then(|| document.text.clone())
}

/// The lines with the byte each begins at.
fn lines(text: &Rope) -> impl Iterator<Item = (usize, std::borrow::Cow<'_, str>)> {
    (0..text.len_lines()).map(|line| {
        let start = text.line_to_byte(line);
        (start, Source::slice(text, start..start + text.line(line).len_bytes()))
    })
}

/// What links can lead to from one document.
struct Finder<'a> {
    shared: &'a Shared,
    collection: Arc<Collection>,
    /// The document's folder.
    here: PathBuf,
    texts: Texts,
}

impl Finder<'_> {
    /// The bytes of a line that link, and where to.
    fn link(&mut self, found: &Captures) -> Option<(Range<usize>, Uri)> {
        if let Some(address) = found.name("address") {
            let address = without_stop(address.as_str());
            let start = found.get(0)?.start();
            return Some((start..start + address.len(), Uri::from_str(address).ok()?));
        }
        if let Some(record) = found.name("record") {
            return Some((record.range(), self.record(record.as_str())?));
        }
        if let Some(file) = found.name("file") {
            return Some((file.range(), self.file(Path::new(file.as_str()))?));
        }
        let (id, resolver) = RESOLVERS.iter().find_map(|(name, resolver)| Some((found.name(name)?, resolver)))?;
        let known = without_stop(id.as_str());
        let target = Uri::from_str(&format!("{resolver}{known}")).ok()?;
        Some((found.get(0)?.start()..id.start() + known.len(), target))
    }

    /// A file of the collection, beside the document or from the collection's folder on.
    fn file(&self, name: &Path) -> Option<Uri> {
        if !name.components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        let places = [self.here.join(name), self.collection.root().join(name)];
        places.iter().find(|path| path.is_file()).and_then(Uri::from_file_path)
    }

    /// Where the record of that name stands, in a convention that has such links.
    fn record(&mut self, title: &str) -> Option<Uri> {
        let authority = &self.collection.who().authority;
        let record = authority.records.iter().find(|record| record.forms().any(|form| form == title.trim()))?;
        let location = self.texts.location(self.shared, authority.file_of(record)?, &record.place.range)?;
        Uri::from_str(&format!("{}#L{}", location.uri.as_str(), location.range.start.line + 1)).ok()
    }
}

/// An address without the stop of the sentence it ends.
fn without_stop(address: &str) -> &str {
    address.trim_end_matches(['.', ',', ';', ':', ')', '\'', '’'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_resolved() {
        let target = |text: &str| {
            let found = LINK.captures(text)?;
            let (id, resolver) = RESOLVERS.iter().find_map(|(name, resolver)| Some((found.name(name)?, resolver)))?;
            Some(format!("{resolver}{}", without_stop(id.as_str())))
        };
        assert_eq!(target("see doi:10.1234/ab.c.").as_deref(), Some("https://doi.org/10.1234/ab.c"));
        assert_eq!(target("ark:/12148/bpt6k1, f. 3").as_deref(), Some("https://n2t.net/ark:/12148/bpt6k1"));
        assert_eq!(target("VIAF 12345678").as_deref(), Some("https://viaf.org/viaf/12345678"));
        assert_eq!(target("Wikidata: Q41117").as_deref(), Some("https://www.wikidata.org/wiki/Q41117"));
        assert_eq!(target("the ark: a boat, 10.12/3"), None);
    }
}
