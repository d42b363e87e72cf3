//! `lacuna.toml`, authority files and the ledger: completion and hover in the project's own files.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use schemars::schema_for;
use serde_json::Value;
use tower_lsp::ls_types::{self as lsp, CompletionItemKind};

use crate::authority::{Authority, Record, schema};
use crate::collection::{Collection, Config};
use crate::convention::{BUILT_IN, Convention};
use crate::lint::Ledger;
use crate::names::Gloss;
use crate::rules::{RULES, rule};

use super::super::documents::Role;
use super::super::names;
use super::super::shared::Shared;
use super::hover::escape;
use super::references::entry_around;
use super::toml_place::TomlPlace;

/// A place in an open file of the project.
struct Place {
    role: Role,
    path: PathBuf,
    text: String,
    offset: usize,
    collection: Arc<Collection>,
}

impl Place {
    /// None in other files.
    fn of(shared: &Shared, uri: &lsp::Uri, position: lsp::Position) -> Option<Place> {
        let collection = shared.collection_of(uri)?;
        let state = shared.state();
        let document = state.documents.get(uri)?;
        let is_ours = matches!(document.role, Role::Config | Role::Authority | Role::Ledger);
        let offset = shared.abilities().encoding.offset(&document.text, position);
        let (role, path) = (document.role, document.path.clone().filter(|_| is_ours)?);
        Some(Place { role, path, text: document.text.to_string(), offset, collection })
    }

    fn authority(&self) -> &Authority {
        &self.collection.who().authority
    }

    /// The word around the offset: of letters, digits and what stands in names and ids.
    fn word(&self) -> (usize, &str) {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '*');
        let start = self.text[..self.offset].char_indices().rev().take_while(|(_, c)| is_part(*c)).last();
        let start = start.map_or(self.offset, |(at, _)| at);
        let length = self.text[start..].find(|c| !is_part(c)).unwrap_or(self.text.len() - start);
        (start, &self.text[start..start + length])
    }

    /// The line, with the byte it begins at.
    fn line(&self) -> (usize, &str) {
        let start = self.text[..self.offset].rfind('\n').map_or(0, |at| at + 1);
        (start, self.text[start..].lines().next().unwrap_or_default())
    }
}

/// What can stand at a place of one of the project's files; none for other files.
pub(super) fn completion(shared: &Shared, uri: &lsp::Uri, position: lsp::Position) -> Option<Vec<lsp::CompletionItem>> {
    let place = Place::of(shared, uri, position)?;
    if place.role == Role::Ledger {
        return Some(in_ledger(shared, uri, &place));
    }
    let at = TomlPlace::after(&place.text[..place.offset]);
    let offered = match &at.key {
        None if at.table.last().is_some_and(|table| table == "rules") => rules(),
        None => keys(place.role, &at),
        Some(key) => values(&place, &at, key),
    };
    // The editor's idea of a word may end at a slash or a hyphen.
    let encoding = shared.abilities().encoding;
    let text = ropey::Rope::from_str(&place.text);
    let range = encoding.range(&text, &(place.offset - at.typed.len()..place.offset));
    let items = offered.into_iter().map(|offer| {
        let new = if at.in_string || !offer.is_quoted { offer.label.clone() } else { format!("\"{}\"", offer.label) };
        lsp::CompletionItem {
            label: offer.label,
            kind: Some(offer.kind),
            detail: Some(offer.detail),
            text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit::new(range, new))),
            ..lsp::CompletionItem::default()
        }
    });
    Some(items.collect())
}

/// Something that can stand at a place.
struct Offer {
    label: String,
    detail: String,
    kind: CompletionItemKind,
    /// Whether it is written between quotation marks.
    is_quoted: bool,
}

impl Offer {
    fn value(label: &str, detail: &str) -> Offer {
        Offer { label: label.into(), detail: detail.into(), kind: CompletionItemKind::VALUE, is_quoted: true }
    }

    fn key(label: &str, detail: &str) -> Offer {
        Offer { kind: CompletionItemKind::PROPERTY, is_quoted: false, ..Offer::value(label, detail) }
    }
}

fn rules() -> Vec<Offer> {
    RULES.iter().map(|rule| Offer::value(rule.name, rule.summary())).collect()
}

fn keys(role: Role, at: &TomlPlace) -> Vec<Offer> {
    let Some(table) = table(role, &at.table) else { return Vec::new() };
    let properties = table["properties"].as_object().into_iter().flatten();
    properties.map(|(key, about)| Offer::key(key, about["description"].as_str().unwrap_or_default())).collect()
}

fn values(place: &Place, at: &TomlPlace, key: &str) -> Vec<Offer> {
    match (place.role, key) {
        (Role::Config, "convention") => {
            let built_in = BUILT_IN.iter().filter_map(|(name, _)| Convention::built_in(name));
            built_in.map(|convention| Offer::value(convention.name(), convention.title())).collect()
        }
        (Role::Authority, "not" | "predecessors" | "successors" | "body") => {
            let records = place.authority().records.iter();
            records.map(|record| Offer::value(&record.id, &record.name)).collect()
        }
        _ => {
            let Some(table) = table(place.role, &at.table) else { return Vec::new() };
            let about = table["properties"].get(key).or_else(|| table.get("additionalProperties"));
            about.map(choices).unwrap_or_default()
        }
    }
}

/// The values that a schema lists.
fn choices(about: &'static Value) -> Vec<Offer> {
    let about = meant(about);
    let described =
        |value: &Value| Some(Offer::value(value["const"].as_str()?, value["description"].as_str().unwrap_or_default()));
    let listed = about["oneOf"].as_array().into_iter().flatten().filter_map(described);
    let plain =
        about["enum"].as_array().into_iter().flatten().filter_map(|name| Some(Offer::value(name.as_str()?, "")));
    listed.chain(plain).collect()
}

/// The schemas of `lacuna.toml` and of authority files.
static SCHEMAS: LazyLock<[Value; 2]> = LazyLock::new(|| {
    let config = schema_for!(Config);
    [config.as_value().clone(), schema::schema().as_value().clone()]
});

/// The schema of a table of a project's file.
fn table(role: Role, path: &[String]) -> Option<&'static Value> {
    let schema = if role == Role::Config { &SCHEMAS[0] } else { &SCHEMAS[1] };
    path.iter().try_fold(schema, |table, key| table["properties"].get(key).map(meant))
}

/// The table that a property of a schema is, or an array of, or one of the forms of.
fn meant(about: &'static Value) -> &'static Value {
    let refers_to = |about: &Value| -> Option<&'static Value> {
        let name = about["$ref"].as_str()?.strip_prefix("#/$defs/")?;
        SCHEMAS.iter().find_map(|schema| schema["$defs"].get(name))
    };
    let mut at = about;
    // A table, an array of it, a form of what is in the array: deeper than this no schema of ours refers.
    for _ in 0..4 {
        let forms = at["anyOf"].as_array().into_iter().flatten();
        let mut all = std::iter::once(at).chain(at.get("items")).chain(forms);
        match all.find_map(refers_to) {
            Some(next) if at.get("properties").is_none() => at = next,
            _ => break,
        }
    }
    at
}

/// Rules and files, in the strings of a ledger's line.
fn in_ledger(shared: &Shared, uri: &lsp::Uri, place: &Place) -> Vec<lsp::CompletionItem> {
    let (start, line) = place.line();
    let before = &line[..place.offset - start];
    let Some(value_start) = before.rfind('"').map(|at| at + 1) else { return Vec::new() };
    let key = before[..value_start - 1].trim_end().strip_suffix(':').unwrap_or_default().trim_end();
    let offered: Vec<(String, String)> = if key.ends_with("\"rule\"") {
        RULES.iter().map(|rule| (rule.name.to_owned(), rule.summary().to_owned())).collect()
    } else if key.ends_with("\"file\"") {
        let Some((collection, indexed)) = names::current(shared, uri) else { return Vec::new() };
        let index = indexed.read();
        let documents = index.documents().filter(|(path, _)| path.starts_with(collection.root()));
        documents.map(|(path, _)| (collection.relative(path).to_string_lossy().into_owned(), String::new())).collect()
    } else {
        return Vec::new();
    };
    let encoding = shared.abilities().encoding;
    let text = ropey::Rope::from_str(&place.text);
    let range = encoding.range(&text, &(start + value_start..place.offset));
    let items = offered.into_iter().map(|(label, detail)| lsp::CompletionItem {
        kind: Some(CompletionItemKind::VALUE),
        detail: Some(detail),
        text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit::new(range, label.clone()))),
        label,
        ..lsp::CompletionItem::default()
    });
    items.collect()
}

/// What stands at a place of one of the project's files: a rule, a key, a record, a decision.
pub(super) fn hover(shared: &Shared, uri: &lsp::Uri, position: lsp::Position) -> Option<String> {
    let place = Place::of(shared, uri, position)?;
    if place.role == Role::Ledger {
        return decision(&place);
    }
    let (start, word) = place.word();
    if let Some(rule) = rule(word) {
        return Some(format!("**{}**\n\n{}", rule.name, rule.summary()));
    }
    let at = TomlPlace::after(&place.text[..start]);
    if place.role == Role::Authority {
        let named = place.authority().get(word).filter(|_| at.in_string);
        if let Some(record) = named.or_else(|| place.record_at()) {
            return Some(gloss(shared, uri, &place, record));
        }
    }
    let about = match at.key {
        None => table(place.role, &at.table)?["properties"].get(word)?,
        Some(_) => return None,
    };
    Some(format!("**{word}**\n\n{}", about["description"].as_str()?))
}

impl Place {
    /// The record of the entry, if the place is its header, its id or its name.
    fn record_at(&self) -> Option<&Record> {
        let line = self.line().1.trim_start();
        let is_head = ["[[", "id", "name"].iter().any(|head| line.starts_with(head));
        let entry = entry_around(&self.text, self.offset);
        let stands_here = |record: &&Record| {
            self.authority().file_of(record) == Some(self.path.as_path()) && entry.contains(&record.place.range.start)
        };
        self.authority().records.iter().find(stands_here).filter(|_| is_head)
    }
}

/// What the documents' hover shows of a record, with its mentions in the collection.
fn gloss(shared: &Shared, uri: &lsp::Uri, place: &Place, record: &Record) -> String {
    let authority = place.authority();
    let number = authority.records.iter().position(|other| std::ptr::eq(other, record));
    let told =
        names::current(shared, uri).and_then(|(_, indexed)| indexed.read().told_of(u32::try_from(number?).ok()?));
    Gloss { authority, record, date: None, form: None, here: &[], collection: told.as_deref() }.markdown()
}

/// What a line of the ledger says.
fn decision(place: &Place) -> Option<String> {
    let (_, line) = place.line();
    let (ledger, _) = Ledger::read(line);
    let entry = ledger.entries().first()?;
    let rule = rule(&entry.rule)?;
    let mut text = format!(
        "“{}” in {} stays as written  \n`{}`: {}",
        escape(&entry.quotation.exact),
        escape(&entry.file),
        rule.name,
        rule.summary()
    );
    let reason = Some(&entry.reason).filter(|reason| !reason.is_empty());
    text.extend(reason.map(|reason| format!("\n\n{}", escape(reason))));
    text.extend(entry.date.map(|date| format!("\n\nDecided on {date}")));
    let is_there = place.collection.root().join(&entry.file).is_file();
    if !is_there && !Path::new(&entry.file).is_absolute() {
        text.push_str("\n\nThere is no such file any more.");
    }
    Some(text)
}
