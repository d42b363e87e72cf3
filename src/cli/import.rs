//! `lacuna import`: authority records from other formats, as TOML.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::authority::identifier::Identifiers;
use crate::authority::{Authority, Gravity, Record, Source, write};
use crate::text::{LineIndex, read_file, write_file};

use super::{Failure, Outcome, complain};

/// Turn records in TEI, EAC-CPF, Wikidata JSON or a table into an authority file.
#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// Files of records
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Add the records to this authority file instead of printing them; records it has by id are left alone
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
}

pub(super) fn run(arguments: &ImportArguments) -> Result<Outcome, Failure> {
    let mut sources = Vec::new();
    for path in &arguments.files {
        let text = read_file(path).map_err(|error| Failure::Message(error.to_string()))?.text;
        sources.push(Source { path: path.clone(), text });
    }
    let texts: Vec<(LineIndex, String)> =
        sources.iter().map(|source| (LineIndex::new(&source.text), source.text.clone())).collect();
    let authority = Authority::read(sources);
    for fault in &authority.all_faults() {
        let (lines, text) = &texts[fault.file];
        let position = lines.position(text, fault.range.start.min(text.len()));
        let gravity = if fault.gravity == Gravity::Error { "error" } else { "warning" };
        complain(&format!(
            "{}:{}:{}: {gravity}: {}",
            authority.files[fault.file].display(),
            position.line,
            position.column,
            fault.message
        ));
    }
    if authority.is_empty() {
        return Err(Failure::Message("no record was found".into()));
    }
    match &arguments.into {
        None => {
            let text = as_toml("", &authority.records, &[])?;
            std::io::stdout().lock().write_all(text.as_bytes())?;
        }
        Some(path) => add_to(path, &authority.records)?,
    }
    Ok(Outcome::Clean)
}

/// Adds records to a file, which is made if there is none.
fn add_to(path: &PathBuf, records: &[Record]) -> Result<(), Failure> {
    let message = |error: &dyn std::fmt::Display| Failure::Message(error.to_string());
    if !path.exists() {
        std::fs::write(path, "").map_err(|error| Failure::Message(format!("{}: {error}", path.display())))?;
    }
    let decoded = read_file(path).map_err(|error| message(&error))?;
    let present = Authority::read(vec![Source { path: path.clone(), text: decoded.text.clone() }]);
    let text = as_toml(&decoded.text, records, &present.records)?;
    let absolute = std::path::absolute(path).map_err(|error| message(&error))?;
    let root = absolute.parent().unwrap_or(&absolute);
    write_file(&absolute, root, &text, decoded.encoding).map_err(|error| message(&error))
}

/// The file's text with the records it does not have yet, ids kept apart.
fn as_toml(text: &str, records: &[Record], present: &[Record]) -> Result<String, Failure> {
    let mut ids = Identifiers::default();
    let mut fresh: Vec<Record> = Vec::new();
    for record in present {
        ids.reserve(&record.id);
    }
    for record in records.iter().filter(|record| !present.iter().any(|known| known.id == record.id)) {
        let mut record = record.clone();
        if fresh.iter().any(|other| other.id == record.id) {
            record.id = ids.for_name(&record.name);
        }
        ids.reserve(&record.id);
        fresh.push(record);
    }
    write::add_records(text, &fresh).map_err(|error| Failure::Message(error.to_string()))
}
