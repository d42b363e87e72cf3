//! `lacuna names`: the concordance of a collection's names.

use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use indicatif::{ParallelProgressIterator, ProgressBar, ProgressStyle};
use rayon::prelude::*;
use unicode_width::UnicodeWidthStr;

use crate::authority::identifier::Identifiers;
use crate::authority::{FormKind, Kind, Record, Variant, write};
use crate::collection::{Choices, Collection, find_files};
use crate::lint::Document;
use crate::names::fold::fold;
use crate::names::index::{DocumentNames, Entry, NameIndex};
use crate::names::{Gloss, compare, document_date};
use crate::text::{LineIndex, read_file};

use super::use_form::{self, Change, Done};
use super::{Failure, Outcome, absolute, complain};

/// Show who is named, how, how often and where.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 done, 1 with --diff where something would change, 2 something could not be read or written."
)]
pub(super) struct NamesArguments {
    /// Files and folders
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
    /// Names without a record alone, the most mentioned first, near forms grouped
    #[arg(long)]
    unknown: bool,
    /// Every place where this name stands, with the words around it
    #[arg(long, value_name = "NAME", conflicts_with = "unknown")]
    kwic: Option<String>,
    /// Propose records for the names without one, as TOML
    #[arg(long, conflicts_with = "kwic")]
    write: bool,
    /// Write FORM wherever a form named by --for stands; files are written whole or not at all
    #[arg(long = "use", value_name = "FORM", requires = "others", conflicts_with_all = ["unknown", "kwic", "write"])]
    form_to_use: Option<String>,
    /// A form that --use takes the place of; may be given several times
    #[arg(long = "for", value_name = "OTHER", id = "others", requires = "form_to_use")]
    others: Vec<String>,
    /// With --use: show what would change and write nothing
    #[arg(long, requires = "form_to_use")]
    diff: bool,
    /// Compare the two names, a tab between them, on each line of FILE (-: standard input)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["unknown", "kwic", "write", "form_to_use"])]
    same: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Columns for a reader
    Table,
    /// One array of objects
    Json,
    /// A row each, for a spreadsheet
    Csv,
}

pub(super) fn run(arguments: &NamesArguments) -> Result<Outcome, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if let Some(pairs) = &arguments.same {
        compare_pairs(pairs, &mut out)?;
        out.flush()?;
        return Ok(Outcome::Clean);
    }
    if let Some(form) = &arguments.form_to_use {
        let change = Change { form, others: &arguments.others, diff: arguments.diff };
        let mut done = Done::default();
        for (collection, files) in by_collection(&arguments.paths)? {
            use_form::apply(&read_names(&files, &collection), &collection, &change, &mut done);
        }
        return done.tell(&change);
    }
    for (collection, files) in by_collection(&arguments.paths)? {
        for unreadable in collection.unreadable() {
            complain(unreadable);
        }
        show(&read_names(&files, &collection), &collection, arguments, &mut out)?;
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

/// A collection and its files.
type FilesOfCollection = (Arc<Collection>, Vec<PathBuf>);

/// The files under some paths, by the collection they belong to.
fn by_collection(paths: &[PathBuf]) -> Result<Vec<FilesOfCollection>, Failure> {
    let found = find_files(paths, &Choices::default(), None)?;
    for unreadable in &found.unreadable {
        complain(unreadable);
    }
    if found.files.is_empty() {
        return Err(Failure::Message("nothing to read: no transcription was found".into()));
    }
    let mut collections: Vec<(Arc<Collection>, Vec<PathBuf>)> = Vec::new();
    for (path, collection) in found.files {
        match collections.iter_mut().find(|(known, _)| known.root() == collection.root()) {
            Some((_, files)) => files.push(path),
            None => collections.push((collection, vec![path])),
        }
    }
    // Files without a configuration belong together, wherever they lie.
    if collections.iter().all(|(collection, _)| collection.config_path().is_none()) {
        let all = collections.iter_mut().flat_map(|(_, files)| std::mem::take(files)).collect();
        collections.truncate(1);
        collections[0].1 = all;
    }
    Ok(collections)
}

/// Reads the names of all files, in parallel.
fn read_names(files: &[PathBuf], collection: &Collection) -> NameIndex {
    let progress =
        if io::stderr().is_terminal() { ProgressBar::new(files.len() as u64) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("reading names {bar:40} {pos}/{len}") {
        progress.set_style(style);
    }
    let read: Vec<_> =
        files.par_iter().progress_with(progress.clone()).map(|path| names_of(path, collection)).collect();
    progress.finish_and_clear();
    let mut index = NameIndex::default();
    for (path, names) in files.iter().zip(read) {
        match names {
            Ok(names) => index.replace(path, names),
            Err(message) => complain(&message),
        }
    }
    index
}

fn names_of(path: &Path, collection: &Collection) -> Result<DocumentNames, String> {
    let decoded = read_file(path).map_err(|error| error.to_string())?;
    let context = collection.context_for_names(&absolute(path));
    let document = Document::read(&decoded.text.as_str(), decoded.encoding, context);
    let date = document_date(&document.header(&decoded.text.as_str()));
    let blocks = document.blocks();
    Ok(DocumentNames::gather(blocks.iter().map(|block| (block.start, &block.report.facts.names)), date))
}

fn show(
    index: &NameIndex,
    collection: &Collection,
    arguments: &NamesArguments,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let authority = &collection.who().authority;
    if let Some(name) = &arguments.kwic {
        return keyword_in_context(index, name, collection, out);
    }
    let entries =
        if arguments.unknown || arguments.write { index.unknown(authority) } else { index.concordance(authority) };
    if arguments.write {
        return propose(&entries, collection, out);
    }
    match arguments.format {
        Form::Table => table(&entries, out)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &entries).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Form::Csv => csv(&entries, out).map_err(|error| Failure::Message(error.to_string()))?,
    }
    Ok(())
}

fn forms_in_words(entry: &Entry) -> String {
    entry.forms.iter().map(|form| format!("{} ×{}", form.form, form.count)).collect::<Vec<_>>().join("; ")
}

fn dates_in_words(entry: &Entry) -> String {
    match (&entry.first, &entry.last) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (first, last) => first.clone().or_else(|| last.clone()).unwrap_or_default(),
    }
}

fn table(entries: &[Entry], out: &mut dyn Write) -> io::Result<()> {
    const WIDEST: usize = 48;
    let name = |entry: &Entry| if entry.id.is_some() { format!("{} *", entry.name) } else { entry.name.clone() };
    let width = entries.iter().map(|entry| name(entry).width()).max().unwrap_or(0).min(WIDEST);
    for entry in entries {
        let name = name(entry);
        let padding = " ".repeat(width.saturating_sub(name.width()));
        let (mentions, documents) = (entry.mentions, entry.documents);
        writeln!(
            out,
            "{name}{padding}  {:9}  {mentions:>6} in {documents:<5}  {:23}  {}",
            entry.kind,
            dates_in_words(entry),
            forms_in_words(entry)
        )?;
        if let Some(gloss) = &entry.gloss {
            writeln!(out, "    {gloss}")?;
        }
    }
    let known = entries.iter().filter(|entry| entry.id.is_some()).count();
    writeln!(out, "\n{} names, {known} with a record (*)", entries.len())
}

fn csv(entries: &[Entry], out: &mut dyn Write) -> Result<(), csv::Error> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(["name", "kind", "id", "mentions", "documents", "first", "last", "forms", "gloss"])?;
    for entry in entries {
        let (mentions, documents) = (entry.mentions.to_string(), entry.documents.to_string());
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        rows.write_record([
            &entry.name,
            entry.kind,
            &text(&entry.id),
            &mentions,
            &documents,
            &text(&entry.first),
            &text(&entry.last),
            &forms_in_words(entry),
            &text(&entry.gloss),
        ])?;
    }
    rows.flush()?;
    Ok(())
}

/// Records for names without one: proposals, for an editor to weed.
fn propose(entries: &[Entry], collection: &Collection, out: &mut dyn Write) -> Result<(), Failure> {
    let mut ids = Identifiers::default();
    for record in &collection.who().authority.records {
        ids.reserve(&record.id);
    }
    let proposed: Vec<Record> = entries
        .iter()
        .filter(|entry| matches!(entry.kind, "person" | "body"))
        .map(|entry| {
            let kind = if entry.kind == "person" { Kind::Person } else { Kind::Organization };
            let variants = entry.forms.iter().filter(|form| form.form != entry.name);
            let variants = variants.map(|form| Variant::new(&form.form, FormKind::Variant)).collect();
            Record { variants, ..Record::new(kind, ids.for_name(&entry.name), &entry.name) }
        })
        .collect();
    let text = write::add_records("", &proposed).map_err(|error| Failure::Message(error.to_string()))?;
    out.write_all(text.as_bytes())?;
    Ok(())
}

/// Who bears the name; then document by document who that was at its date, and each place on a line: where, what stands
/// before, the name, what stands after.
fn keyword_in_context(
    index: &NameIndex,
    name: &str,
    collection: &Collection,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let authority = &collection.who().authority;
    let folded = fold(name);
    let bears = |record: &&Record| record.forms().any(|form| fold(form) == folded);
    let bearers: Vec<&Record> = authority.records.iter().filter(bears).collect();
    let gloss = |record, date| Gloss { authority, record, date, form: Some(name), here: &[], collection: None };
    for record in &bearers {
        writeln!(out, "{}\n", gloss(record, None).plain())?;
    }
    let places = index.places_of(name, authority);
    if places.is_empty() {
        complain(&format!("“{name}” is named nowhere here"));
    }
    let mut read: Option<(PathBuf, String, LineIndex)> = None;
    for (path, _, place) in places {
        if read.as_ref().is_none_or(|(known, _, _)| known != path) {
            let Ok(decoded) = read_file(path) else { continue };
            let lines = LineIndex::new(&decoded.text);
            read = Some((path.to_owned(), decoded.text, lines));
            if let Some(date) = index.date_of(path) {
                for record in &bearers {
                    if let Some(then) = gloss(record, Some(date)).brief() {
                        writeln!(out, "{}, {date}: {}, {then}", path.display(), record.name)?;
                    }
                }
            }
        }
        let Some((_, text, lines)) = &read else { continue };
        let Some(found) = text.get(place.clone()) else { continue };
        let position = lines.position(text, place.start);
        let (before, after) = (&text[..place.start], &text[place.end..]);
        let (before, after) = (last_characters(before, 40), first_characters(after, 40));
        writeln!(
            out,
            "{}:{}:{}  {before:>40} | {} | {after}",
            path.display(),
            position.line,
            position.column,
            even(found)
        )?;
    }
    Ok(())
}

fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn last_characters(text: &str, count: usize) -> String {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    even(&text[start..])
}

fn first_characters(text: &str, count: usize) -> String {
    even(&text.chars().take(count).collect::<String>())
}

/// Verdict, score and reason for each line's two names, in order.
fn compare_pairs(path: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let text = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        String::from_utf8_lossy(&bytes).into_owned()
    } else {
        read_file(path).map_err(|error| Failure::Message(error.to_string()))?.text
    };
    for line in text.trim_start_matches('\u{feff}').lines() {
        let mut names = line.split('\t');
        let (Some(a), Some(b)) = (names.next(), names.next()) else {
            writeln!(out, "different\t0.00\tthis line does not hold two names with a tab between them")?;
            continue;
        };
        let verdict = compare(a, b);
        writeln!(out, "{}\t{:.2}\t{}", verdict.judgement.as_str(), verdict.score, verdict.reason)?;
    }
    Ok(())
}
