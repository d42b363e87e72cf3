//! Who is who: records of people and corporate bodies, from the files a project keeps.
//!
//! Our own format is [`toml`]; TEI, EAC-CPF, Wikidata JSON and tables are read as they are. A file is never
//! trusted and never fatal: what is wrong in it becomes a [`Fault`] at its place, and the rest is used.

pub mod check;
pub mod csv;
pub mod date;
pub mod eac_cpf;
pub mod fault;
pub mod identifier;
pub mod record;
pub mod schema;
pub mod tei;
pub mod toml;
pub mod wikidata;
pub mod write;
pub mod xml;

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use date::{Date, Day};
pub use fault::{Fault, FaultKind, Gravity};
pub use record::{FormKind, Kind, Office, Place, Record, Variant};

/// A file of records: its path, to tell its format and name it in faults, and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it was read from.
    pub path: PathBuf,
    /// Its decoded text.
    pub text: String,
}

/// All records of a collection.
#[derive(Debug, Default)]
pub struct Authority {
    /// The files, in the order given.
    pub files: Vec<PathBuf>,
    /// The records, in the order of the files.
    pub records: Vec<Record>,
    /// What the reading of the files showed to be wrong, by file and place; [`Authority::all_faults`] adds what shows
    /// once all records are known.
    pub faults: Vec<Fault>,
    by_id: FxHashMap<String, usize>,
}

impl Authority {
    /// Reads every file, in parallel.
    pub fn read(sources: Vec<Source>) -> Self {
        let read: Vec<_> =
            sources.par_iter().enumerate().map(|(file, source)| Format::of(source).read(&source.text, file)).collect();
        let mut authority =
            Authority { files: sources.into_iter().map(|source| source.path).collect(), ..Authority::default() };
        for (records, faults) in read {
            authority.records.extend(records);
            authority.faults.extend(faults);
        }
        for (index, record) in authority.records.iter().enumerate() {
            authority.by_id.entry(record.id.clone()).or_insert(index);
        }
        authority.faults.sort_by_key(|fault| (fault.file, fault.range.start));
        authority
    }

    /// Everything that is wrong in the files, by file and place: looks all records over.
    pub fn all_faults(&self) -> Vec<Fault> {
        let mut faults = self.faults.clone();
        faults.extend(check::faults(self));
        faults.sort_by_key(|fault| (fault.file, fault.range.start));
        faults
    }

    /// The record with this id; the first, should there be two.
    pub fn get(&self, id: &str) -> Option<&Record> {
        self.by_id.get(id).map(|index| &self.records[*index])
    }

    /// Whether there is nothing to go by.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The file a record stands in.
    pub fn file_of(&self, record: &Record) -> Option<&Path> {
        self.files.get(record.place.file).map(PathBuf::as_path)
    }
}

/// The formats records are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Ours.
    Toml,
    /// TEI or EAC-CPF, told apart by the root element.
    Xml,
    /// Wikidata entities or SPARQL results.
    Json,
    /// A table with a header row.
    Table,
}

impl Format {
    /// The format by the file's extension, else by its first character.
    pub fn of(source: &Source) -> Format {
        let extension =
            source.path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
        match extension.as_str() {
            "toml" => Format::Toml,
            "xml" | "tei" => Format::Xml,
            "json" => Format::Json,
            "csv" | "tsv" => Format::Table,
            _ => match source.text.trim_start_matches('\u{feff}').trim_start().chars().next() {
                Some('<') => Format::Xml,
                Some('{') => Format::Json,
                Some('[') if !source.text.trim_start().starts_with("[[") => Format::Json,
                Some('[') => Format::Toml,
                _ => Format::Table,
            },
        }
    }

    /// Reads the records of one file; `file` is its index for places and faults.
    pub fn read(self, text: &str, file: usize) -> (Vec<Record>, Vec<Fault>) {
        match self {
            Format::Toml => toml::read(text, file),
            Format::Json => wikidata::read(text, file),
            Format::Table => csv::read(text, file),
            Format::Xml => match xml::Element::parse(text) {
                Err(error) => (
                    Vec::new(),
                    vec![Fault::error(file, error.at.min(text.len())..error.at.min(text.len()), error.message)],
                ),
                Ok(root) if root.descendants().iter().any(|element| element.name == "eac-cpf") => {
                    eac_cpf::read(&root, file)
                }
                Ok(root) => tei::read(&root, file),
            },
        }
    }
}
