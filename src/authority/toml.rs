//! Authority files in our own format: `[[person]]` and `[[organization]]` tables.
//!
//! Read by hand over the spanned tables of the `toml` crate, so that every fault of a file is told at its
//! place and a faulty entry costs itself alone. [`schema`](super::schema) describes the same keys.

use std::ops::Range;

use rayon::prelude::*;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::date::Date;
use super::fault::Fault;
use super::record::{FormKind, Kind, Office, Place, Record, Variant};

/// The keys of a `[[person]]`.
pub const PERSON_KEYS: [&str; 9] = ["id", "name", "variants", "born", "died", "gloss", "same-as", "not", "offices"];
/// The keys of an `[[organization]]`.
pub const ORGANIZATION_KEYS: [&str; 11] = [
    "id",
    "name",
    "acronyms",
    "variants",
    "founded",
    "dissolved",
    "gloss",
    "same-as",
    "not",
    "predecessors",
    "successors",
];
/// The keys of a variant written as a table.
pub const VARIANT_KEYS: [&str; 5] = ["form", "language", "kind", "from", "to"];
/// The keys of an office.
pub const OFFICE_KEYS: [&str; 4] = ["title", "from", "to", "body"];

type Table<'i> = DeTable<'i>;
type Value<'i> = Spanned<DeValue<'i>>;

/// Bytes of a piece that is read on a thread of its own.
const PIECE: usize = 256 << 10;

/// Reads the records of one file; `file` is its index for places and faults. A long file is read in pieces, in
/// parallel, cut before the headers of records.
pub fn read(text: &str, file: usize) -> (Vec<Record>, Vec<Fault>) {
    let pieces = pieces(text);
    let read: Vec<Piece> = pieces.par_iter().map(|piece| Piece::read(&text[piece.clone()], file)).collect();
    // A header inside a text of several lines is none: a piece cut there is not well-formed, and then the file is read
    // as a whole.
    if read.len() > 1 && read.iter().any(|piece| !piece.well_formed) {
        let whole = Piece::read(text, file);
        return (whole.records, whole.faults);
    }
    let mut records = Vec::with_capacity(read.iter().map(|piece| piece.records.len()).sum());
    let mut faults = Vec::new();
    for (read, at) in read.into_iter().zip(pieces) {
        records.extend(read.records.into_iter().map(|record| record.shifted(at.start)));
        faults.extend(read.faults.into_iter().map(|fault| fault.shifted(at.start)));
    }
    (records, faults)
}

/// The pieces of a file: each but the first begins with the header of a record.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while text.len() - start > PIECE {
        let from = text.ceil_char_boundary(start + PIECE);
        let header = ["\n[[person]]", "\n[[organization]]"].iter().filter_map(|header| text[from..].find(header)).min();
        let Some(at) = header else { break };
        pieces.push(start..from + at + 1);
        start = from + at + 1;
    }
    pieces.push(start..text.len());
    pieces
}

/// What a piece of a file holds; ranges count from its beginning.
struct Piece {
    records: Vec<Record>,
    faults: Vec<Fault>,
    well_formed: bool,
}

impl Piece {
    fn read(text: &str, file: usize) -> Piece {
        let (document, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader { file, faults: Vec::new() };
        let well_formed = errors.is_empty();
        for error in errors {
            reader.fault(error.span().unwrap_or(0..0), format!("this is not TOML: {}", error.message()));
        }
        let mut records = Vec::new();
        reader.unknown_keys(
            document.get_ref(),
            &["person", "organization"],
            "an authority file holds [[person]] and [[organization]] tables",
        );
        for (key, kind) in [("person", Kind::Person), ("organization", Kind::Organization)] {
            let Some(tables) = document.get_ref().get(key) else {
                continue;
            };
            let Some(tables) = tables.get_ref().as_array() else {
                reader.fault(tables.span(), format!("write [[{key}]] with two brackets: a file holds many"));
                continue;
            };
            records.extend(tables.iter().filter_map(|table| reader.record(table, kind)));
        }
        records.sort_by_key(|record| record.place.range.start);
        Piece { records, faults: reader.faults, well_formed }
    }
}

struct Reader {
    file: usize,
    faults: Vec<Fault>,
}

impl Reader {
    fn record(&mut self, value: &Value<'_>, kind: Kind) -> Option<Record> {
        let table = self.table(value)?;
        let keys: &[&str] = match kind {
            Kind::Person => &PERSON_KEYS,
            Kind::Organization => &ORGANIZATION_KEYS,
        };
        self.unknown_keys(table, keys, "an unknown key");
        let id = self.required(table, "id", value.span());
        let name = self.required(table, "name", value.span());
        let mut record = Record::new(kind, id?, name?);
        record.place = Place { file: self.file, range: table.get("id").map_or(value.span(), Spanned::span) };
        let (born, died) = match kind {
            Kind::Person => ("born", "died"),
            Kind::Organization => ("founded", "dissolved"),
        };
        record.born = self.date(table, born);
        record.died = self.date(table, died);
        record.gloss = self.string(table, "gloss");
        record.same_as = self.strings(table, "same-as").into_iter().map(|(text, _)| text).collect();
        record.not = self.strings(table, "not").into_iter().map(|(text, _)| text).collect();
        record.predecessors = self.strings(table, "predecessors").into_iter().map(|(text, _)| text).collect();
        record.successors = self.strings(table, "successors").into_iter().map(|(text, _)| text).collect();
        for (form, range) in self.strings(table, "acronyms") {
            record.variants.push(Variant { range, ..Variant::new(form, FormKind::Acronym) });
        }
        record.variants.extend(self.entries(table, "variants", Self::variant));
        record.offices = self.entries(table, "offices", Self::office);
        Some(record)
    }

    fn variant(&mut self, value: &Value<'_>) -> Option<Variant> {
        if let Some(form) = value.get_ref().as_str() {
            return Some(Variant { range: value.span(), ..Variant::new(form, FormKind::Variant) });
        }
        let table = self.table(value)?;
        self.unknown_keys(table, &VARIANT_KEYS, "an unknown key of a variant");
        let form = self.required(table, "form", value.span())?;
        Some(Variant {
            form,
            language: self.string(table, "language"),
            kind: self.form_kind(table),
            from: self.date(table, "from"),
            to: self.date(table, "to"),
            range: value.span(),
        })
    }

    fn form_kind(&mut self, table: &Table<'_>) -> FormKind {
        let Some(word) = self.string(table, "kind") else {
            return FormKind::default();
        };
        if let Some((_, kind)) = FormKind::ALL.iter().find(|(name, _)| *name == word) {
            return *kind;
        }
        let known = FormKind::ALL.map(|(name, _)| name);
        self.fault(table["kind"].span(), format!("“{word}” is no kind of variant{}", nearest(&word, &known)));
        FormKind::default()
    }

    fn office(&mut self, value: &Value<'_>) -> Option<Office> {
        let table = self.table(value)?;
        self.unknown_keys(table, &OFFICE_KEYS, "an unknown key of an office");
        Some(Office {
            title: self.required(table, "title", value.span())?,
            from: self.date(table, "from"),
            to: self.date(table, "to"),
            body: self.string(table, "body"),
            range: value.span(),
        })
    }

    fn entries<T>(&mut self, table: &Table<'_>, key: &str, read: fn(&mut Self, &Value<'_>) -> Option<T>) -> Vec<T> {
        let Some(value) = table.get(key) else {
            return Vec::new();
        };
        match value.get_ref().as_array() {
            Some(array) => array.iter().filter_map(|entry| read(self, entry)).collect(),
            None => {
                self.fault(value.span(), format!("`{key}` is a list: put it in [ ]"));
                Vec::new()
            }
        }
    }

    fn strings(&mut self, table: &Table<'_>, key: &str) -> Vec<(String, Range<usize>)> {
        self.entries(table, key, |reader, value| {
            let text = value.get_ref().as_str().map(|text| (text.to_owned(), value.span()));
            if text.is_none() {
                reader.fault(value.span(), "a text in quotation marks belongs here".to_owned());
            }
            text
        })
    }

    fn string(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.fault(value.span(), format!("`{key}` is a text: put it in quotation marks"));
        }
        text.map(str::to_owned)
    }

    fn required(&mut self, table: &Table<'_>, key: &str, of: Range<usize>) -> Option<String> {
        let text = self.string(table, key);
        match text {
            Some(text) if !text.trim().is_empty() => Some(text),
            Some(_) => {
                self.fault(table[key].span(), format!("`{key}` is empty"));
                None
            }
            None => {
                if !table.contains_key(key) {
                    self.fault(of, format!("`{key}` is missing here"));
                }
                None
            }
        }
    }

    /// A date as a text, a number (`1912`) or TOML's own date.
    fn date(&mut self, table: &Table<'_>, key: &str) -> Option<Date> {
        let value = table.get(key)?;
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Datetime(date) => date.to_string(),
            _ => {
                self.fault(value.span(), format!("`{key}` is a date: \"1967-01-16\""));
                return None;
            }
        };
        text.parse().map_err(|error| self.fault(value.span(), format!("{error}"))).ok()
    }

    fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v Table<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.fault(value.span(), "a table { … } belongs here".to_owned());
        }
        table
    }

    fn unknown_keys(&mut self, table: &Table<'_>, known: &[&str], what: &str) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let (name, span) = (key.get_ref(), key.span());
            self.fault(span, format!("“{name}” is not a key here ({what}){}", nearest(name, known)));
        }
    }

    fn fault(&mut self, range: Range<usize>, message: String) {
        self.faults.push(Fault::error(self.file, range, message));
    }
}

/// “; did you mean …?”, where a known word is near enough.
fn nearest(word: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(4) / 3 + 1)
        .min();
    near.map_or_else(
        || format!("; the keys are {}", known.join(", ")),
        |(_, candidate)| format!("; did you mean `{candidate}`?"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn faults(text: &str) -> Vec<(String, String)> {
        let (_, faults) = read(text, 0);
        faults.into_iter().map(|fault| (text[fault.range].to_owned(), fault.message)).collect()
    }

    const PERSON: &str = r#"
[[person]]
id = "example-anna"
name = "Anna Example"
variants = ["A. Example", { form = "Anna Ekzempel", language = "sq", kind = "romanization", from = "1945" }]
born = 1912
died = 1994-07-08
offices = [{ title = "Mayor", from = "1948-09", to = "1950" }]
"#;

    #[test]
    fn reads_a_person() {
        let (records, faults) = read(PERSON, 0);
        assert_eq!(faults, []);
        let anna = &records[0];
        assert_eq!(anna.forms().collect::<Vec<_>>(), ["Anna Example", "A. Example", "Anna Ekzempel"]);
        assert_eq!(anna.life().as_deref(), Some("1912–1994"));
        assert_eq!(anna.variants[1].kind, FormKind::Romanization);
        assert_eq!(anna.offices[0].years().as_deref(), Some("1948–1950"));
        assert_eq!(&PERSON[anna.place.range.clone()], "\"example-anna\"");
    }

    #[test]
    fn tells_faults_at_their_place() {
        let [unknown] = &faults("[[person]]\nid = 'a'\nname = 'A'\nborne = '1912'\n")[..] else { panic!() };
        assert_eq!(unknown.0, "borne");
        assert!(unknown.1.contains("did you mean `born`?"), "{}", unknown.1);
        let [date] = &faults("[[person]]\nid = 'a'\nname = 'A'\nborn = '31 Feb'\n")[..] else { panic!() };
        assert_eq!(date.0, "'31 Feb'");
        let [missing] = &faults("[[organization]]\nid = 'a'\n")[..] else { panic!() };
        assert!(missing.1.contains("`name` is missing"));
    }

    #[test]
    fn a_long_file_is_read_in_pieces_as_in_one() {
        let mut text = String::from("# Our people\n");
        for number in 0..6_000 {
            let gloss = if number % 97 == 0 { "\"\"\"\n[[nobody]]\n\"\"\"" } else { "'A person of ę note.'" };
            text.push_str(&format!("[[person]]\nid = 'p{number}'\nname = 'Person {number}'\ngloss = {gloss}\n"));
            text.push_str("variants = [{ form = 'P.', from = '1912' }]\noffices = [{ title = 'Mayor' }]\n\n");
        }
        assert!(pieces(&text).len() > 2);
        let whole = |text: &str| (Piece::read(text, 3).records, Piece::read(text, 3).faults);
        assert_eq!(read(&text, 3), whole(&text));
        // A header inside a text hides nothing and invents nothing.
        let hidden = text.replace("[[nobody]]", "[[person]]");
        assert_eq!(read(&hidden, 3), whole(&hidden));
        let faulty = format!("{text}[[person]]\nname = 'nameless'\n");
        let (records, faults) = read(&faulty, 3);
        assert_eq!((records.len(), faults.len()), (6_000, 1));
        assert_eq!(&faulty[faults[0].range.clone()], "[[person]]");
    }

    #[test]
    fn one_faulty_entry_costs_itself_alone() {
        let (records, faults) = read("[[person]]\nname = 'nameless'\n[[person]]\nid = 'b'\nname = 'B'\n", 0);
        assert_eq!((records.len(), faults.len()), (1, 1));
        let (records, faults) = read("[[person]]\nid = 'b'\nname = 'B'\n[[person]\nid = =\n", 0);
        assert_eq!(records.len(), 1);
        assert!(!faults.is_empty());
    }
}
