//! Completion: names after a capital letter, the marks of the convention after their bracket, rules and keys
//! in `lacuna.toml`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::authority::{Authority, Date};
use crate::convention::{Snippet, SnippetPart};
use crate::names::fold::fold;
use crate::names::{Gloss, document_date};

use super::super::abilities::Abilities;
use super::super::analysis::Analysis;
use super::super::names::current;
use super::super::shared::Shared;
use super::naming::mentions;

pub(in super::super) fn provider() -> lsp::CompletionOptions {
    lsp::CompletionOptions {
        trigger_characters: Some(["[", "<", "{", "(", "\"", "/"].map(String::from).to_vec()),
        ..lsp::CompletionOptions::default()
    }
}

/// `textDocument/completion`
pub(in super::super) async fn completion(
    shared: &Shared,
    params: lsp::CompletionParams,
) -> Result<Option<lsp::CompletionResponse>> {
    let place = params.text_document_position;
    let uri = &place.text_document.uri;
    let Some(analysis) = shared.analysis(uri).await? else {
        return Ok(super::project_file::completion(shared, uri, place.position).map(lsp::CompletionResponse::Array));
    };
    let abilities = shared.abilities();
    let offset = abilities.encoding.offset(&analysis.text, place.position);
    let line_start = analysis.text.line_to_byte(analysis.text.byte_to_line(offset));
    let before = analysis.text.byte_slice(line_start..offset).to_string();
    let items = match name_start(&before) {
        Some(start) => names(shared, uri, &analysis, line_start + start..offset, &before[start..]),
        None => marks(&analysis, offset, &before, abilities),
    };
    Ok((!items.is_empty()).then_some(lsp::CompletionResponse::Array(items)))
}

/// The marks of the convention that begin with the character before the cursor.
fn marks(analysis: &Analysis, offset: usize, before: &str, abilities: Abilities) -> Vec<lsp::CompletionItem> {
    let Some(opener) = before.chars().next_back() else { return Vec::new() };
    let range = abilities.encoding.range(&analysis.text, &(offset - opener.len_utf8()..offset));
    let item = |snippet: &Snippet| lsp::CompletionItem {
        label: snippet.text(),
        kind: Some(lsp::CompletionItemKind::SNIPPET),
        detail: Some(snippet.label.clone()),
        filter_text: Some(opener.to_string()),
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
    };
    let snippets = analysis.document.context().convention.snippets();
    snippets.iter().filter(|snippet| snippet.text().starts_with(opener)).map(item).collect()
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

/// Where the capitalized words begin that end at the cursor: at most three, the last perhaps unfinished.
fn name_start(before: &str) -> Option<usize> {
    let mut start = None;
    let mut end = before.len();
    for _ in 0..3 {
        let sign =
            before[..end].char_indices().rev().find(|(_, c)| !(c.is_alphabetic() || matches!(c, '-' | '\'' | '’')));
        let begin = sign.map_or(0, |(at, c)| at + c.len_utf8());
        if !before[begin..end].starts_with(char::is_uppercase) {
            break;
        }
        start = Some(begin);
        if !before[..begin].ends_with(' ') {
            break;
        }
        end = begin - 1;
    }
    start
}

/// Names that a client is offered at once.
const MOST_NAMES: usize = 60;

/// How often a form stands in this document and in the collection, and whom it names.
#[derive(Default)]
struct Known {
    here: usize,
    collection: usize,
    record: Option<u32>,
}

/// Names and bodies that begin so: those of this document first, then the collection's, then the authority's.
fn names(
    shared: &Shared,
    uri: &lsp::Uri,
    analysis: &Analysis,
    range: Range<usize>,
    typed: &str,
) -> Vec<lsp::CompletionItem> {
    let Some((collection, indexed)) = current(shared, uri) else { return Vec::new() };
    let authority = &collection.who().authority;
    let wanted = fold(typed);
    let begins = |form: &str| {
        let mut later = form.match_indices(' ').map(|(at, _)| fold(&form[at + 1..]));
        fold(form).starts_with(&wanted) || later.any(|words| words.starts_with(&wanted))
    };
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    for (number, record) in (0u32..).zip(&authority.records) {
        for form in record.forms().filter(|form| begins(form)) {
            known.entry(form.to_owned()).or_default().record.get_or_insert(number);
        }
    }
    for (_, names) in indexed.read().documents() {
        for form in names.forms.iter().filter(|form| begins(&form.form)) {
            let entry = known.entry(form.form.to_string()).or_default();
            entry.collection += form.places.len();
            entry.record = entry.record.or(form.bearers.first().copied());
        }
    }
    for mention in mentions(analysis).filter(|mention| begins(&mention.form)) {
        let entry = known.entry(mention.form.to_string()).or_default();
        // What is being typed now is a name too; it does not count.
        if mention.range.end == range.end {
            entry.collection = entry.collection.saturating_sub(1);
        } else {
            entry.here += 1;
        }
    }
    known.retain(|form, entry| form != typed && (entry.here + entry.collection > 0 || entry.record.is_some()));
    let mut offered: Vec<(String, Known)> = known.into_iter().collect();
    offered.sort_by_key(|(_, entry)| (Reverse(entry.here), Reverse(entry.collection)));
    offered.truncate(MOST_NAMES);
    let item = NameItem {
        authority,
        date: document_date(&analysis.document.header(&analysis.text)),
        abilities: shared.abilities(),
        range: shared.abilities().encoding.range(&analysis.text, &range),
        typed,
    };
    offered.into_iter().enumerate().map(|(rank, (form, entry))| item.of(rank, form, &entry)).collect()
}

/// What all offered names share.
struct NameItem<'a> {
    authority: &'a Authority,
    date: Option<Date>,
    abilities: Abilities,
    range: lsp::Range,
    typed: &'a str,
}

impl NameItem<'_> {
    fn of(&self, rank: usize, form: String, known: &Known) -> lsp::CompletionItem {
        lsp::CompletionItem {
            label: form.clone(),
            kind: Some(lsp::CompletionItemKind::VALUE),
            detail: Some(counted(known)),
            documentation: known.record.and_then(|record| self.documentation(record, &form)),
            // What was typed may be the beginning of a later word of the name.
            filter_text: Some(format!("{} {form}", self.typed)),
            sort_text: Some(format!("{rank:04}")),
            text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit::new(self.range, form))),
            ..lsp::CompletionItem::default()
        }
    }

    fn documentation(&self, record: u32, form: &str) -> Option<lsp::Documentation> {
        let record = self.authority.records.get(record as usize)?;
        let date = self.date.as_ref();
        let gloss = Gloss { authority: self.authority, record, date, form: Some(form), here: &[], collection: None };
        if !self.abilities.kinds_of_documentation {
            return Some(lsp::Documentation::String(gloss.plain()));
        }
        let (kind, value) = if self.abilities.markdown_completion {
            (lsp::MarkupKind::Markdown, gloss.markdown())
        } else {
            (lsp::MarkupKind::PlainText, gloss.plain())
        };
        Some(lsp::Documentation::MarkupContent(lsp::MarkupContent { kind, value }))
    }
}

fn counted(known: &Known) -> String {
    match (known.here, known.collection) {
        (0, 0) => "in the authority".into(),
        (0, all) => format!("×{all} in the collection"),
        (here, all) if all > here => format!("×{here} here, ×{all} in the collection"),
        (here, _) => format!("×{here} here"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_at_its_first_capitalized_word() {
        let start = |text: &str| name_start(text).map(|at| text[at..].to_owned());
        assert_eq!(start("he met Kim Il S").as_deref(), Some("Kim Il S"));
        assert_eq!(start("the H").as_deref(), Some("H"));
        assert_eq!(start("the h"), None);
        assert_eq!(start("(Ç").as_deref(), Some("Ç"));
        assert_eq!(start("Kim "), None);
    }
}
