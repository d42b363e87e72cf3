//! Document symbols: header, sections, pages, paragraphs with debris.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, SymbolKind};

use crate::rules::Severity;
use crate::text::Source;

use super::super::analysis::Analysis;
use super::super::proto::PositionEncoding;
use super::super::shared::Shared;
use super::outline::{Rank, Section, sections, shortened};

/// `textDocument/documentSymbol`
pub(in super::super) async fn document_symbol(
    shared: &Shared,
    params: lsp::DocumentSymbolParams,
) -> Result<Option<lsp::DocumentSymbolResponse>> {
    let uri = params.text_document.uri;
    let Some(analysis) = shared.analysis(&uri).await? else { return Ok(None) };
    let abilities = shared.abilities();
    let mut entries: Vec<Entry> = sections(&analysis).into_iter().map(Entry::of_section).collect();
    entries.extend(damaged_paragraphs(&analysis));
    entries.sort_by_key(|entry| (entry.range.start, std::cmp::Reverse(entry.range.end)));
    let response = if abilities.nested_symbols {
        let mut entries = entries.into_iter().peekable();
        lsp::DocumentSymbolResponse::Nested(nested(&mut entries, usize::MAX, &analysis, abilities.encoding))
    } else {
        let flat = entries.into_iter().map(|entry| entry.flat(&uri, &analysis, abilities.encoding));
        lsp::DocumentSymbolResponse::Flat(flat.collect())
    };
    Ok(Some(response))
}

struct Entry {
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    range: std::ops::Range<usize>,
    heading: std::ops::Range<usize>,
}

impl Entry {
    fn of_section(section: Section) -> Entry {
        let kind = match section.rank {
            Rank::Part => SymbolKind::NAMESPACE,
            Rank::Page => SymbolKind::FILE,
            Rank::Heading => SymbolKind::STRING,
        };
        let name = if section.name.is_empty() { "—".to_owned() } else { section.name };
        Entry { name, detail: None, kind, range: section.range, heading: section.heading }
    }

    #[expect(deprecated, reason = "the protocol's structure has the field")]
    fn flat(self, uri: &lsp::Uri, analysis: &Analysis, encoding: PositionEncoding) -> lsp::SymbolInformation {
        lsp::SymbolInformation {
            name: self.name,
            kind: self.kind,
            tags: None,
            deprecated: None,
            location: lsp::Location::new(uri.clone(), encoding.range(&analysis.text, &self.range)),
            container_name: None,
        }
    }
}

/// Blocks in which something is very probably wrong, with the number of such findings.
fn damaged_paragraphs(analysis: &Analysis) -> Vec<Entry> {
    let mut findings = analysis.report.findings.iter().filter(|f| f.severity() >= Severity::Warning).peekable();
    let mut entries = Vec::new();
    for block in analysis.document.blocks() {
        let range = block.range();
        let mut count = 0;
        while findings.next_if(|finding| finding.range().start < range.end.max(range.start + 1)).is_some() {
            count += 1;
        }
        if count == 0 {
            continue;
        }
        let text = Source::slice(&analysis.text, range.clone());
        let words: Vec<&str> = text.split_whitespace().take(9).collect();
        let heading = range.start..range.start + text.lines().next().map_or(0, str::len);
        let detail = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        entries.push(Entry {
            name: format!("¶ {}", shortened(&words.join(" "), 50)),
            detail: Some(detail),
            kind: SymbolKind::EVENT,
            range,
            heading,
        });
    }
    entries
}

/// The entries that begin before `end`, those inside another as its children.
fn nested(
    entries: &mut std::iter::Peekable<std::vec::IntoIter<Entry>>,
    end: usize,
    analysis: &Analysis,
    encoding: PositionEncoding,
) -> Vec<lsp::DocumentSymbol> {
    let mut symbols = Vec::new();
    while let Some(entry) = entries.next_if(|entry| entry.range.start < end) {
        let children = nested(entries, entry.range.end, analysis, encoding);
        #[expect(deprecated, reason = "the protocol's structure has the field")]
        symbols.push(lsp::DocumentSymbol {
            name: entry.name,
            detail: entry.detail,
            kind: entry.kind,
            tags: None,
            deprecated: None,
            range: encoding.range(&analysis.text, &entry.range),
            selection_range: encoding.range(&analysis.text, &entry.heading),
            children: (!children.is_empty()).then_some(children),
        });
    }
    symbols
}
