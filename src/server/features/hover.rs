//! Hover: what is here, why, what to do.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::authority::{Authority, Record};
use crate::convention::{Certainty, Mark};
use crate::names::gloss::candidates;
use crate::names::{Gloss, document_date};
use crate::rules::{BlockView, Finding, Intent};
use crate::transcript::Region;

use super::super::abilities::Abilities;
use super::super::analysis::Analysis;
use super::super::names;
use super::super::shared::Shared;
use super::naming::{mention_at, mentions, records};

/// Bearers of an ambiguous name that are shown.
const MOST_BEARERS: usize = 5;

/// A piece of hover text in Markdown and the place it speaks of.
struct Piece {
    markdown: String,
    range: Range<usize>,
}

/// `textDocument/hover`
pub(in super::super) async fn hover(shared: &Shared, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
    let place = params.text_document_position_params;
    let abilities = shared.abilities();
    let Some(analysis) = shared.analysis(&place.text_document.uri).await? else {
        let text = super::project_file::hover(shared, &place.text_document.uri, place.position);
        return Ok(text.map(|text| lsp::Hover { contents: contents(text, abilities), range: None }));
    };
    let level = shared.state().settings.level;
    let offset = abilities.encoding.offset(&analysis.text, place.position);
    let mut pieces: Vec<Piece> = findings_at(&analysis, offset)
        .filter(|finding| finding.severity >= level)
        .map(|finding| Piece { markdown: of_finding(&finding), range: finding.range.clone() })
        .collect();
    let found = pieces.len();
    pieces.extend(of_name(shared, &place.text_document.uri, &analysis, offset));
    pieces.extend(of_mark(&analysis, offset));
    if pieces.len() == found {
        pieces.extend(of_header(&analysis, offset));
    }
    let Some(range) = pieces.iter().map(|piece| piece.range.clone()).min_by_key(Range::len) else { return Ok(None) };
    let markdown = pieces.iter().map(|piece| piece.markdown.trim()).collect::<Vec<_>>().join("\n\n---\n\n");
    Ok(Some(lsp::Hover {
        contents: contents(markdown, abilities),
        range: Some(abilities.encoding.range(&analysis.text, &range)),
    }))
}

fn contents(markdown: String, abilities: Abilities) -> lsp::HoverContents {
    lsp::HoverContents::Markup(if abilities.markdown_hover {
        lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: markdown }
    } else {
        lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: plain(&markdown) }
    })
}

/// The findings that touch a place.
fn findings_at(analysis: &Analysis, offset: usize) -> impl Iterator<Item = Finding> + '_ {
    let findings = &analysis.report.findings;
    let past = findings.partition_point(|finding| finding.range().start <= offset);
    findings[..past].iter().rev().take(8).filter(move |f| offset <= f.range().end).map(|found| found.to_finding())
}

/// What a finding says: message, readings with their certainty, why, what to do.
fn of_finding(finding: &Finding) -> String {
    let mut text = format!("**{}**  \n`{}`\n", escape(&capitalized(&finding.message)), finding.rule.name);
    let readings: Vec<_> = finding.restorations.iter().filter(|r| r.intent != Intent::Keep).take(6).collect();
    for (number, restoration) in readings.iter().enumerate() {
        let certainty = match restoration.certainty {
            Certainty::High => "very probable",
            Certainty::Medium => "probable",
            Certainty::Low => "possible",
        };
        let title = escape(&restoration.title);
        let title = if number == 0 { format!("**{title}**") } else { title };
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{}. {title}: {certainty}", number + 1);
    }
    for paragraph in explanation(finding.rule.doc) {
        let _ = write!(text, "\n\n{paragraph}");
    }
    text.push_str("\n\nThe code actions here ");
    text.push_str(if readings.is_empty() { "mark it as illegible" } else { "restore it, mark it as illegible" });
    text.push_str(", or keep it as written.");
    text
}

/// The paragraphs of a rule's documentation after its summary and before its examples.
fn explanation(doc: &str) -> impl Iterator<Item = String> + '_ {
    let prose = doc.split("```").next().unwrap_or_default();
    prose
        .split("\n\n")
        .skip(1)
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty() && !paragraph.starts_with('#'))
}

/// Who is named at a place, as of the document's date; of several bearers those alive then first.
fn of_name(shared: &Shared, uri: &lsp::Uri, analysis: &Analysis, offset: usize) -> Option<Piece> {
    let mention = mention_at(analysis, offset)?;
    let (collection, indexed) = names::current(shared, uri)?;
    let authority = &collection.who().authority;
    let header = analysis.document.header(&analysis.text);
    let date = document_date(&header);
    let bearers = candidates(authority, &mention.bearers, date.as_ref());
    if bearers.is_empty() {
        let defined = definition_of(analysis, &mention.form)?;
        let markdown = format!("**{}**  \nas this document explains it", escape(&defined));
        return Some(Piece { markdown, range: mention.range });
    }
    let index = indexed.read();
    let glosses: Vec<String> = bearers
        .iter()
        .take(MOST_BEARERS)
        .map(|record| {
            let here = forms_here(analysis, authority, record);
            let here: Vec<(&str, usize)> = here.iter().map(|(form, count)| (form.as_str(), *count)).collect();
            let number = authority.records.iter().position(|other| std::ptr::eq(other, *record));
            let told = number.and_then(|number| index.told_of(u32::try_from(number).ok()?));
            Gloss {
                authority,
                record,
                date: date.as_ref(),
                form: Some(&mention.form),
                here: &here,
                collection: told.as_deref(),
            }
            .markdown()
        })
        .collect();
    Some(Piece { markdown: glosses.join("\n\n---\n\n"), range: mention.range })
}

/// The forms by which a record is named in this document, with their counts.
fn forms_here(analysis: &Analysis, authority: &Authority, record: &Record) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for mention in mentions(analysis) {
        if records(authority, &mention).iter().any(|bearer| std::ptr::eq(*bearer, record)) {
            *counts.entry(mention.form).or_default() += 1;
        }
    }
    let mut forms: Vec<(String, usize)> = counts.into_iter().map(|(form, count)| (form.to_string(), count)).collect();
    forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    forms
}

/// What the document itself says that an acronym stands for.
fn definition_of(analysis: &Analysis, acronym: &str) -> Option<String> {
    let blocks = analysis.document.blocks();
    let mut definitions = blocks.iter().flat_map(|block| &block.report.facts.names.definitions);
    definitions.find(|definition| *definition.acronym == *acronym).map(|definition| definition.name.to_string())
}

/// What an editorial mark means under the convention in force.
fn of_mark(analysis: &Analysis, offset: usize) -> Option<Piece> {
    let context = analysis.document.context();
    let (start, mark) = mark_at(analysis, offset)?;
    let convention = context.convention;
    let markdown = format!("**{}**  \n{}", convention.describe(mark.meaning), escape(&capitalized(convention.title())));
    Some(Piece { markdown, range: mark.range.start + start..mark.range.end + start })
}

/// The mark at a place, with the beginning of its block.
fn mark_at(analysis: &Analysis, offset: usize) -> Option<(usize, Mark)> {
    let block = analysis.document.block_at(offset)?;
    let source: String = crate::text::Source::slice(&analysis.text, block.range()).into_owned();
    let view = BlockView::new(&source, block.place, analysis.document.context());
    let found = view
        .marks_in_source()
        .into_iter()
        .find(|mark| mark.range.start + block.start <= offset && offset < mark.range.end + block.start)?;
    Some((block.start, found))
}

/// What the header tells: the part of it one points at, the document's date.
fn of_header(analysis: &Analysis, offset: usize) -> Option<Piece> {
    let block = analysis.document.block_at(offset)?;
    let name = match block.place.region {
        Region::FrontMatter => "Front matter",
        Region::Title => "Title",
        Region::Citation => "Citation",
        Region::Summary => "Summary",
        Region::Credits => "Credits",
        Region::OriginalLanguage => "Language of the original",
        Region::Contents => "Contents",
        Region::Body => return None,
    };
    let date = match document_date(&analysis.document.header(&analysis.text)) {
        Some(date) => format!("The document's date: {date}"),
        None => "No date of the document was found in its header".into(),
    };
    Some(Piece { markdown: format!("**{name}** of the document  \n{date}"), range: block.range() })
}

/// A phrase with a capital letter at its beginning.
pub(super) fn capitalized(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Text that Markdown must not take for markup.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~' | '&') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Markdown as a terminal shows it: marks of emphasis and escapes gone, links with their address.
fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let (mut number, mut address) = (None, String::new());
    for event in Parser::new(markdown) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::Start(Tag::List(first)) => number = first,
            Event::Start(Tag::Item) => {
                text.push_str(&number.map_or("- ".to_owned(), |number| format!("{number}. ")));
                number = number.map(|number| number + 1);
            }
            Event::Start(Tag::Link { dest_url, .. }) => address = dest_url.into_string(),
            Event::End(TagEnd::Link) => text.extend([" ", &std::mem::take(&mut address)]),
            Event::End(TagEnd::Item) => text.push('\n'),
            Event::End(TagEnd::Paragraph) => text.push_str("\n\n"),
            Event::End(TagEnd::List(_)) => text.push('\n'),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_becomes_markup() {
        assert_eq!(escape("[a](command:x) **b**"), "\\[a\\](command:x) \\*\\*b\\*\\*");
        assert_eq!(plain(&format!("**{}** `x`", escape("[a] *"))), "[a] * x");
    }

    #[test]
    fn plain_text_shows_no_markup() {
        let markdown = "**Anna**  \nMayor: *in office then*  \nHere&#58; Anna · [VIAF](<https://e.org/1>)\n\n---\n\n`x/y`\n\n1. **a**: b\n2. c\n\nEnd.";
        let shown = "Anna\nMayor: in office then\nHere: Anna · VIAF https://e.org/1\n\nx/y\n\n1. a: b\n2. c\n\nEnd.";
        assert_eq!(plain(markdown), shown);
    }
}
