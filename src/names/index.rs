//! The names of a whole collection: who is named, how, how often, where.
//!
//! One document's names are replaced at a time, so an edit costs what its document costs; what the collection
//! says of a name is counted when it is asked for.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;
use smallvec::SmallVec;

use crate::authority::{Authority, Date, Kind, Record};
use crate::text::counted;

use super::fold::words;
use super::gloss::Gloss;
use super::known::family_name;
use super::matching::{Judgement, compare_people};
use super::mention::{MentionKind, NameFacts};
use super::personal::PersonalName;
use super::{bodies, compare};

/// The names of one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentNames {
    /// The document's own date.
    pub date: Option<Date>,
    /// The forms that stand in it, in the order of their first places.
    pub forms: Vec<FormInDocument>,
}

/// A form with its places in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct FormInDocument {
    /// As it stands, white space evened out.
    pub form: Arc<str>,
    /// What it names.
    pub kind: MentionKind,
    /// Records it may name.
    pub bearers: SmallVec<[u32; 2]>,
    /// Bytes in the document.
    pub places: Vec<Range<usize>>,
}

impl DocumentNames {
    /// Gathers the names of a document from the facts of its blocks, each with the byte it begins at.
    pub fn gather<'f>(blocks: impl Iterator<Item = (usize, &'f NameFacts)>, date: Option<Date>) -> DocumentNames {
        let mut forms: Vec<FormInDocument> = Vec::new();
        let mut known: FxHashMap<(&str, MentionKind), usize> = FxHashMap::default();
        for (start, facts) in blocks {
            for mention in &facts.mentions {
                let at = *known.entry((&mention.form, mention.kind)).or_insert_with(|| {
                    let (form, bearers) = (mention.form.clone(), mention.bearers.clone());
                    forms.push(FormInDocument { form, kind: mention.kind, bearers, places: Vec::new() });
                    forms.len() - 1
                });
                forms[at].places.push(mention.range.start + start..mention.range.end + start);
            }
        }
        DocumentNames { date, forms }
    }
}

/// The names of all documents of a collection.
#[derive(Debug, Clone, Default)]
pub struct NameIndex {
    documents: BTreeMap<PathBuf, DocumentNames>,
}

/// A person or body with all that a collection says of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// The authorized form, or the form that stands most often.
    pub name: String,
    /// Person, body, acronym.
    pub kind: &'static str,
    /// Id of the record, if there is one.
    pub id: Option<String>,
    /// Who that was when first named, if the record tells.
    pub gloss: Option<String>,
    /// Mentions in all documents.
    pub mentions: usize,
    /// Documents that have one.
    pub documents: usize,
    /// The earliest date of a document that has one.
    pub first: Option<String>,
    /// The latest.
    pub last: Option<String>,
    /// Forms with their counts, the most frequent first.
    pub forms: Vec<FormCount>,
}

/// A form and how often it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormCount {
    /// The form.
    pub form: String,
    /// Its mentions.
    pub count: usize,
}

/// Forms of one entity that are compared pair by pair at most; more bearers of one family name stay apart.
const MOST_COMPARED: usize = 300;

impl NameIndex {
    /// Puts a document's names in place of those it had.
    pub fn replace(&mut self, path: &Path, names: DocumentNames) {
        self.documents.insert(path.to_owned(), names);
    }

    /// Forgets a document.
    pub fn remove(&mut self, path: &Path) {
        self.documents.remove(path);
    }

    /// The documents in the order of their paths.
    pub fn documents(&self) -> impl Iterator<Item = (&Path, &DocumentNames)> {
        self.documents.iter().map(|(path, names)| (path.as_path(), names))
    }

    /// A document's own date, if it is known.
    pub fn date_of(&self, path: &Path) -> Option<&Date> {
        self.documents.get(path)?.date.as_ref()
    }

    /// How often a record is named: mentions, documents, first and last year, for the gloss.
    pub fn told_of(&self, record: u32) -> Option<String> {
        let mut tally = Tally::default();
        for (path, names) in self.documents() {
            for form in names.forms.iter().filter(|form| form.bearers.contains(&record)) {
                tally.add(path, names, form);
            }
        }
        let years = match (tally.first_year(), tally.last_year()) {
            (Some(first), Some(last)) if first != last => format!(", {first}–{last}"),
            (Some(year), _) => format!(", {year}"),
            _ => String::new(),
        };
        let (mentions, documents) = (counted(tally.mentions, "mention"), counted(tally.documents, "document"));
        (tally.mentions > 0).then(|| format!("{mentions} in {documents}{years}"))
    }

    /// Everybody named: those with a record by record, the others by their letters. The most mentioned first.
    pub fn concordance(&self, authority: &Authority) -> Vec<Entry> {
        let mut tallies: BTreeMap<Who, Tally> = BTreeMap::new();
        for (path, names) in self.documents() {
            for form in names.forms.iter().filter(|form| form.kind != MentionKind::Unsure || !form.bearers.is_empty()) {
                tallies.entry(Who::of(form)).or_default().add(path, names, form);
            }
        }
        let mut entries: Vec<Entry> = tallies.into_iter().map(|(who, tally)| tally.entry(&who, authority)).collect();
        sort_by_mentions(&mut entries);
        entries
    }

    /// Names without a record, near forms grouped, the most mentioned first.
    pub fn unknown(&self, authority: &Authority) -> Vec<Entry> {
        let known = |entry: &Entry| entry.id.is_some() || entry.kind == "ambiguous";
        let mut entries: Vec<Entry> = self.concordance(authority).into_iter().filter(|entry| !known(entry)).collect();
        entries = group(entries);
        sort_by_mentions(&mut entries);
        entries
    }

    /// The places where a name stands: forms that are the same name, or that the authority knows as the same.
    pub fn places_of<'i>(&'i self, name: &str, authority: &Authority) -> Vec<(&'i Path, &'i str, Range<usize>)> {
        let wanted = written_together(name);
        let bears = |record: &Record| record.forms().any(|form| written_together(form) == wanted);
        let records: Vec<u32> =
            (0u32..).zip(&authority.records).filter(|(_, record)| bears(record)).map(|(index, _)| index).collect();
        let mut verdicts: FxHashMap<&str, bool> = FxHashMap::default();
        let mut places = Vec::new();
        for (path, names) in self.documents() {
            for form in &names.forms {
                let known = form.bearers.iter().any(|record| records.contains(record));
                let same = known
                    || *verdicts
                        .entry(&form.form)
                        .or_insert_with(|| compare(name, &form.form).judgement == Judgement::Same);
                if same {
                    places.extend(form.places.iter().map(|place| (path, &*form.form, place.clone())));
                }
            }
        }
        places.sort_by(|a, b| (a.0, a.2.start).cmp(&(b.0, b.2.start)));
        places
    }
}

fn sort_by_mentions(entries: &mut [Entry]) {
    entries.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
}

fn written_together(name: &str) -> String {
    words(name).into_iter().map(|word| word.key).collect()
}

/// What mentions are counted under.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    /// A record.
    Record(u32),
    /// One of several records: which, the name does not tell.
    Ambiguous(Vec<u32>),
    /// A body without a record, by its weighty words.
    Body(Vec<String>),
    /// Anybody else, by the letters of the name.
    Letters(&'static str, String),
}

impl Who {
    fn of(form: &FormInDocument) -> Who {
        match (form.bearers.as_slice(), form.kind) {
            ([one], _) => Who::Record(*one),
            ([], MentionKind::Body) => Who::Body(bodies::key(&form.form)),
            ([], kind) => Who::Letters(kind_name(kind), written_together(&form.form)),
            (several, _) => Who::Ambiguous(several.to_vec()),
        }
    }
}

fn kind_name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "person",
        MentionKind::Body => "body",
        MentionKind::Acronym => "acronym",
        MentionKind::Unsure => "unsure",
    }
}

#[derive(Debug, Default)]
struct Tally {
    mentions: usize,
    documents: usize,
    last_path: Option<PathBuf>,
    first: Option<Date>,
    last: Option<Date>,
    forms: BTreeMap<String, usize>,
}

impl Tally {
    /// Documents come one after the other, so a new path is a new document.
    fn add(&mut self, path: &Path, names: &DocumentNames, form: &FormInDocument) {
        self.mentions += form.places.len();
        *self.forms.entry(form.form.to_string()).or_default() += form.places.len();
        if self.last_path.as_deref() == Some(path) {
            return;
        }
        self.last_path = Some(path.to_owned());
        self.documents += 1;
        if let Some(date) = &names.date {
            if self.first.as_ref().is_none_or(|first| date.first() < first.first()) {
                self.first = Some(date.clone());
            }
            if self.last.as_ref().is_none_or(|last| date.last() > last.last()) {
                self.last = Some(date.clone());
            }
        }
    }

    fn first_year(&self) -> Option<i32> {
        self.first.as_ref().map(|date| date.first().year)
    }

    fn last_year(&self) -> Option<i32> {
        self.last.as_ref().map(|date| date.last().year)
    }

    fn entry(self, who: &Who, authority: &Authority) -> Entry {
        let mut forms: Vec<FormCount> = self.forms.into_iter().map(|(form, count)| FormCount { form, count }).collect();
        forms.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.form.cmp(&b.form)));
        let record = match who {
            Who::Record(index) => usize::try_from(*index).ok().and_then(|index| authority.records.get(index)),
            _ => None,
        };
        let kind = match (who, record.map(|record| record.kind)) {
            (_, Some(Kind::Person)) => "person",
            (_, Some(Kind::Organization)) | (Who::Body(_), _) => "body",
            (Who::Letters(kind, _), _) => kind,
            (Who::Ambiguous(_) | Who::Record(_), _) => "ambiguous",
        };
        let gloss = record.and_then(|record| {
            Gloss { authority, record, date: self.first.as_ref(), form: None, here: &[], collection: None }.brief()
        });
        let most_frequent = forms.first().map(|form| form.form.clone()).unwrap_or_default();
        Entry {
            name: record.map_or(most_frequent, |record| record.name.clone()),
            kind,
            id: record.map(|record| record.id.clone()),
            gloss,
            mentions: self.mentions,
            documents: self.documents,
            first: self.first.map(|date| date.as_str().to_owned()),
            last: self.last.map(|date| date.as_str().to_owned()),
            forms,
        }
    }
}

/// Puts entries of people together whose names are the same; bodies are together by their words already.
fn group(entries: Vec<Entry>) -> Vec<Entry> {
    let mut by_family: BTreeMap<String, Vec<(PersonalName, usize)>> = BTreeMap::new();
    let mut grouped: Vec<Entry> = Vec::new();
    for entry in entries {
        let name = PersonalName::parse(&entry.name);
        let family = (entry.kind == "person").then(|| family_name(&name)).flatten().map(str::to_owned);
        let Some(family) = family else {
            grouped.push(entry);
            continue;
        };
        let relatives = by_family.entry(family).or_default();
        let same = relatives
            .iter()
            .take(MOST_COMPARED)
            .find(|(other, _)| compare_people(other, &name).judgement == Judgement::Same);
        match same {
            Some((_, index)) => absorb(&mut grouped[*index], entry),
            None => {
                relatives.push((name, grouped.len()));
                grouped.push(entry);
            }
        }
    }
    grouped
}

fn absorb(into: &mut Entry, other: Entry) {
    into.mentions += other.mentions;
    // A document that has both forms counts once only if both counts were told apart; the greater is a safe least.
    into.documents = into.documents.max(other.documents);
    into.first = [into.first.take(), other.first].into_iter().flatten().min();
    into.last = [into.last.take(), other.last].into_iter().flatten().max();
    into.forms.extend(other.forms);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::WhoIsWho;

    fn index(texts: &[(&str, &str)], who: &WhoIsWho) -> NameIndex {
        let mut index = NameIndex::default();
        for (date, text) in texts {
            let facts = NameFacts::of(text, &who.known);
            let names = DocumentNames::gather([(0, &facts)].into_iter(), date.parse().ok());
            index.replace(Path::new(&format!("{date}.txt")), names);
        }
        index
    }

    #[test]
    fn counts_forms_documents_and_dates() {
        let who = WhoIsWho::read(vec![crate::authority::Source {
            path: "a.toml".into(),
            text: "[[person]]\nid = 'ae'\nname = 'Anna Example'\nvariants = ['Ana Ekzempel']\n".to_owned(),
        }]);
        let index = index(&[("1961", "Met Mr. Anna Example."), ("1967", "met Ana Ekzempel and Anna Example")], &who);
        let entries = index.concordance(&who.authority);
        assert_eq!((entries[0].id.as_deref(), entries[0].mentions, entries[0].documents), (Some("ae"), 3, 2));
        assert_eq!((entries[0].first.as_deref(), entries[0].last.as_deref()), (Some("1961"), Some("1967")));
        assert_eq!(index.told_of(0).as_deref(), Some("3 mentions in 2 documents, 1961–1967"));
        assert_eq!(index.places_of("Anna Example", &who.authority).len(), 3);
    }

    #[test]
    fn the_queue_groups_near_forms() {
        let who = WhoIsWho::default();
        let index = index(&[("1961", "met Bert Beispiel"), ("1962", "met B. Beispiel and Bert Beispiel")], &who);
        let queue = index.unknown(&who.authority);
        assert_eq!((queue.len(), queue[0].mentions, queue[0].forms.len()), (2, 2, 1));
    }

    #[test]
    fn a_document_is_replaced_and_forgotten() {
        let who = WhoIsWho::default();
        let mut index = index(&[("1961", "met Bert Beispiel")], &who);
        index.replace(Path::new("1961.txt"), DocumentNames::default());
        assert_eq!(index.concordance(&who.authority), []);
        index.remove(Path::new("1961.txt"));
        assert_eq!(index.documents().count(), 0);
    }
}
