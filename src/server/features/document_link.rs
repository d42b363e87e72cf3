//! Links: addresses and facsimiles.

use std::str::FromStr;
use std::sync::LazyLock;

use regex::Regex;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::text::Source;

use super::super::shared::Shared;

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)https?://[^\s<>\[\]{}|\\^`"“”]+|doi:\s?10\.[0-9]{4,9}/[^\s<>"“”]+"#)
        .unwrap_or_else(|error| unreachable!("{error}"))
});

/// `textDocument/documentLink`
pub(in super::super) async fn document_link(
    shared: &Shared,
    params: lsp::DocumentLinkParams,
) -> Result<Option<Vec<lsp::DocumentLink>>> {
    let uri = params.text_document.uri;
    let Some(analysis) = shared.analysis(&uri).await? else { return Ok(None) };
    let encoding = shared.abilities().encoding;
    let mut links = Vec::new();
    for block in analysis.document.blocks() {
        let text = Source::slice(&analysis.text, block.range());
        for found in ADDRESS.find_iter(&text) {
            let address = found.as_str().trim_end_matches(['.', ',', ';', ':', ')', '\'', '’']);
            let target = match address.split_once(':') {
                Some((scheme, rest)) if scheme.eq_ignore_ascii_case("doi") => {
                    format!("https://doi.org/{}", rest.trim())
                }
                _ => address.to_owned(),
            };
            let start = block.start + found.start();
            links.push(lsp::DocumentLink {
                range: encoding.range(&analysis.text, &(start..start + address.len())),
                target: Uri::from_str(&target).ok(),
                tooltip: None,
                data: None,
            });
        }
    }
    Ok(Some(links))
}
