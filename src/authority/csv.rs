//! Tables with a header row, as OpenRefine and spreadsheets export them: commas, semicolons or tabs.

use super::fault::Fault;
use super::identifier::{Identifiers, unique};
use super::record::{FormKind, Kind, Place, Record, Variant};

/// What a column holds, and the headings it goes by.
const COLUMNS: [(Column, &[&str]); 8] = [
    (Column::Id, &["id", "key", "identifier", "record id"]),
    (
        Column::Name,
        &["name", "preferred", "preferred name", "authorized", "authorized form", "label", "heading", "title"],
    ),
    (
        Column::Variants,
        &["variants", "variant", "aliases", "alias", "alternates", "also known as", "other names", "acronyms"],
    ),
    (Column::Born, &["born", "birth", "birth year", "date of birth", "founded", "inception"]),
    (Column::Died, &["died", "death", "death year", "date of death", "dissolved"]),
    (Column::Gloss, &["gloss", "description", "note", "notes", "remarks", "role"]),
    (Column::SameAs, &["same as", "uri", "url", "wikidata", "viaf", "isni", "gnd"]),
    (Column::Kind, &["kind", "type", "entity type"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Name,
    Variants,
    Born,
    Died,
    Gloss,
    SameAs,
    Kind,
}

/// Reads the records of one table; `file` is its index for places and faults.
pub fn read(text: &str, file: usize) -> (Vec<Record>, Vec<Fault>) {
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let headings: Vec<String> = match table.headers() {
        Ok(headings) => headings
            .iter()
            .map(|heading| heading.trim().trim_start_matches('\u{feff}').to_lowercase().replace(['_', '-'], " "))
            .collect(),
        Err(error) => {
            return (Vec::new(), vec![Fault::error(file, 0..0, format!("the header row cannot be read: {error}"))]);
        }
    };
    let columns: Vec<Option<Column>> = headings.iter().map(|heading| column(heading)).collect();
    if !columns.contains(&Some(Column::Name)) {
        let end = text.lines().next().map_or(0, str::len);
        return (
            Vec::new(),
            vec![Fault::error(
                file,
                0..end,
                "no column is called “name”, “preferred” or “label”: say which holds the authorized form",
            )],
        );
    }
    let mut rows =
        Rows { file, headings, columns, ids: Identifiers::default(), records: Vec::new(), faults: Vec::new() };
    for row in table.records() {
        match row {
            Ok(row) => rows.row(&row, text),
            Err(error) => {
                let at = error
                    .position()
                    .and_then(|position| usize::try_from(position.byte()).ok())
                    .unwrap_or(0)
                    .min(text.len());
                rows.faults.push(Fault::error(file, at..at, format!("this row cannot be read: {error}")));
            }
        }
    }
    (rows.records, rows.faults)
}

fn column(heading: &str) -> Option<Column> {
    COLUMNS.iter().find(|(_, names)| names.contains(&heading)).map(|(column, _)| *column)
}

/// The separator that the header row holds most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    // On a tie the last of these wins, so the comma stands last.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|separator| header.bytes().filter(|byte| byte == separator).count())
        .unwrap_or(b',')
}

struct Rows {
    file: usize,
    headings: Vec<String>,
    columns: Vec<Option<Column>>,
    ids: Identifiers,
    records: Vec<Record>,
    faults: Vec<Fault>,
}

impl Rows {
    fn row(&mut self, row: &csv::StringRecord, text: &str) {
        let start =
            row.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0).min(text.len());
        let start = start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
        let range = start..start + text[start..].lines().next().map_or(0, str::len);
        let cells = |wanted: Column| {
            let columns = self.columns.iter().zip(row.iter()).zip(&self.headings);
            columns
                .filter(move |((column, _), _)| **column == Some(wanted))
                .map(|((_, cell), heading)| (cell.trim(), heading.as_str()))
                .filter(|(cell, _)| !cell.is_empty())
        };
        let Some((name, _)) = cells(Column::Name).next() else {
            self.faults.push(Fault::warning(self.file, range, "this row has no name: it is left out"));
            return;
        };
        let kind = match cells(Column::Kind).next().map(|(cell, _)| cell.to_lowercase()) {
            Some(kind) if kind.contains("org") || kind.contains("corporate") || kind.contains("body") => {
                Kind::Organization
            }
            _ => Kind::Person,
        };
        let mut faults = Vec::new();
        let mut date = |wanted: Column| {
            let (cell, _) = cells(wanted).next()?;
            cell.parse().map_err(|error| faults.push(Fault::warning(self.file, range.clone(), format!("{error}")))).ok()
        };
        let (born, died) = (date(Column::Born), date(Column::Died));
        let given_id = cells(Column::Id).next().map(|(cell, _)| cell.to_owned());
        let mut record = Record::new(kind, given_id.unwrap_or_default(), name);
        record.variants = cells(Column::Variants)
            .flat_map(|(cell, heading)| cell.split(['|', ';']).map(move |form| (form.trim(), heading)))
            .filter(|(form, _)| !form.is_empty() && *form != name)
            .map(|(form, heading)| {
                Variant::new(form, if heading == "acronyms" { FormKind::Acronym } else { FormKind::Variant })
            })
            .collect();
        unique(&mut record.variants);
        record.gloss = cells(Column::Gloss).next().map(|(cell, _)| cell.to_owned());
        record.same_as = cells(Column::SameAs).filter_map(|(cell, heading)| address(cell, heading)).collect();
        (record.born, record.died) = (born, died);
        record.place = Place { file: self.file, range };
        if record.id.is_empty() {
            record.id = self.ids.for_name(&record.name);
        }
        self.faults.append(&mut faults);
        self.records.push(record);
    }
}

/// An identifier as an address: the number alone is enough where the column says whose it is.
fn address(cell: &str, heading: &str) -> Option<String> {
    if cell.starts_with("http://") || cell.starts_with("https://") {
        return Some(cell.to_owned());
    }
    let base = match heading {
        "wikidata" => "https://www.wikidata.org/entity/",
        "viaf" => "https://viaf.org/viaf/",
        "isni" => "https://isni.org/isni/",
        "gnd" => "https://d-nb.info/gnd/",
        _ => return None,
    };
    let number: String = cell.split_whitespace().collect();
    number.chars().all(|c| c.is_ascii_alphanumeric() || c == '-').then(|| format!("{base}{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_table() {
        let text = "id;Preferred_Name;Aliases;born;viaf\nae;\"Example; Anna\";A. Example|Ana;1912;123 4\n;Bert Beispiel;;x;\n;;;;\n";
        let (records, faults) = read(text, 0);
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].forms().collect::<Vec<_>>(), ["Example; Anna", "A. Example", "Ana"]);
        assert_eq!(records[0].same_as, ["https://viaf.org/viaf/1234"]);
        assert_eq!(records[1].id, "bert-beispiel");
        assert_eq!(&text[records[1].place.range.clone()], ";Bert Beispiel;;x;");
        assert_eq!(faults.len(), 2);
    }

    #[test]
    fn needs_a_name_column() {
        let (records, faults) = read("a,b\n1,2\n", 0);
        assert!(records.is_empty());
        assert!(faults[0].message.contains("no column"));
        assert!(!read("", 0).1.is_empty());
    }
}
