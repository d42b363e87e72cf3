//! `lacuna.toml`, authority files and the ledger: completion and hover in the project's own files.

use tower_lsp::ls_types as lsp;

use crate::convention::{BUILT_IN, Convention};
use crate::rules::{RULES, Severity, rule};

use super::super::documents::Role;
use super::super::shared::Shared;

/// The tables of `lacuna.toml` and their keys.
const KEYS: [(&str, &[&str]); 4] = [
    ("collection", &["include", "exclude", "convention", "languages"]),
    ("authority", &["files"]),
    ("lexicon", &["words", "dictionaries"]),
    ("overrides", &["files", "rules", "convention", "languages"]),
];

/// What can stand at a place of an open `lacuna.toml`; none for other files.
pub(super) fn completion(shared: &Shared, uri: &lsp::Uri, position: lsp::Position) -> Option<Vec<lsp::CompletionItem>> {
    let (table, line) = config_line(shared, uri, position)?;
    let item = |label: &str, kind, detail: &str| lsp::CompletionItem {
        label: label.to_owned(),
        kind: Some(kind),
        detail: Some(detail.to_owned()),
        ..lsp::CompletionItem::default()
    };
    let value = line.split_once('=').map(|(key, _)| key.trim());
    Some(match (table.as_str(), value) {
        (_, Some("convention")) => BUILT_IN
            .iter()
            .filter_map(|(name, _)| Convention::built_in(name))
            .map(|convention| item(convention.name(), lsp::CompletionItemKind::ENUM_MEMBER, convention.title()))
            .collect(),
        ("rules", Some(_)) => ["off", "on"]
            .into_iter()
            .chain(Severity::ALL.map(Severity::name))
            .map(|name| item(name, lsp::CompletionItemKind::ENUM_MEMBER, "severity"))
            .collect(),
        ("rules", None) => {
            RULES.iter().map(|rule| item(rule.name, lsp::CompletionItemKind::VALUE, rule.summary())).collect()
        }
        (table, None) => {
            let keys = KEYS.iter().find(|(name, _)| *name == table).map_or(&[][..], |(_, keys)| keys);
            keys.iter().map(|key| item(key, lsp::CompletionItemKind::PROPERTY, "")).collect()
        }
        _ => Vec::new(),
    })
}

/// What a rule's name in `lacuna.toml` stands for.
pub(super) fn hover(shared: &Shared, uri: &lsp::Uri, position: lsp::Position) -> Option<String> {
    let encoding = shared.abilities().encoding;
    let state = shared.state();
    let document = state.documents.get(uri).filter(|document| document.role == Role::Config)?;
    let offset = encoding.offset(&document.text, position);
    let number = document.text.byte_to_line(offset);
    let line = document.text.line(number).to_string();
    let at = offset - document.text.line_to_byte(number);
    let start = line[..at].rfind('"')? + 1;
    let end = start + line[start..].find('"')?;
    let rule = rule(&line[start..end])?;
    Some(format!("**{}**\n\n{}", rule.name, rule.summary()))
}

/// The table a place stands in, and its line up to there.
fn config_line(shared: &Shared, uri: &lsp::Uri, position: lsp::Position) -> Option<(String, String)> {
    let encoding = shared.abilities().encoding;
    let state = shared.state();
    let document = state.documents.get(uri).filter(|document| document.role == Role::Config)?;
    let offset = encoding.offset(&document.text, position);
    let before = document.text.byte_slice(..offset).to_string();
    let table = before.lines().rev().find_map(|line| line.trim().strip_prefix('[')).unwrap_or_default();
    let table = table.trim_matches(['[', ']', ' ']).to_owned();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default().to_owned();
    Some((table, line))
}
