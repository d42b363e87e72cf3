//! Writing authority files: new records and new variants, comments and order left as they are.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::record::{FormKind, Kind, Office, Record, Variant};

/// Why an authority file could not be added to.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The file as it stands is not TOML.
    #[error("the file is not TOML as it stands: {0}")]
    NotToml(#[from] toml_edit::TomlError),
    /// A key holds something else than records.
    #[error("`{0}` holds no [[{0}]] tables in this file")]
    NotTables(&'static str),
    /// No record of the file has this id.
    #[error("no record of this file has the id “{0}”")]
    NoSuchRecord(String),
}

/// The file's text with records added at the end of their kind.
pub fn add_records(text: &str, records: &[Record]) -> Result<String, WriteError> {
    let mut document: DocumentMut = text.parse()?;
    for record in records {
        let key = table_key(record.kind);
        let tables = document.entry(key).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        tables.as_array_of_tables_mut().ok_or(WriteError::NotTables(key))?.push(table(record));
    }
    Ok(document.to_string())
}

/// The file's text with one variant added to the record with this id.
pub fn add_variant(text: &str, id: &str, variant: &Variant) -> Result<String, WriteError> {
    let mut document: DocumentMut = text.parse()?;
    for key in [table_key(Kind::Person), table_key(Kind::Organization)] {
        let tables = document.get_mut(key).and_then(Item::as_array_of_tables_mut);
        let Some(record) = tables
            .and_then(|tables| tables.iter_mut().find(|table| table.get("id").and_then(Item::as_str) == Some(id)))
        else {
            continue;
        };
        let variants = record.entry("variants").or_insert_with(|| value(Array::new()));
        variants.as_array_mut().ok_or(WriteError::NotTables("variants"))?.push(variant_value(variant));
        return Ok(document.to_string());
    }
    Err(WriteError::NoSuchRecord(id.to_owned()))
}

fn table_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organization => "organization",
    }
}

fn table(record: &Record) -> Table {
    let mut table = Table::new();
    table["id"] = value(&record.id);
    table["name"] = value(&record.name);
    let plain_acronym = |variant: &&Variant| {
        record.kind == Kind::Organization
            && **variant == Variant { range: variant.range.clone(), ..Variant::new(&variant.form, FormKind::Acronym) }
    };
    let acronyms: Array = record.variants.iter().filter(plain_acronym).map(|variant| variant.form.as_str()).collect();
    put_list(&mut table, "acronyms", acronyms);
    let variants: Array = record.variants.iter().filter(|variant| !plain_acronym(variant)).map(variant_value).collect();
    put_list(&mut table, "variants", variants);
    let (born, died) = match record.kind {
        Kind::Person => ("born", "died"),
        Kind::Organization => ("founded", "dissolved"),
    };
    for (key, date) in [(born, &record.born), (died, &record.died)] {
        if let Some(date) = date {
            table[key] = value(date.as_str());
        }
    }
    if let Some(gloss) = &record.gloss {
        table["gloss"] = value(gloss);
    }
    for (key, texts) in [
        ("same-as", &record.same_as),
        ("not", &record.not),
        ("predecessors", &record.predecessors),
        ("successors", &record.successors),
    ] {
        put_list(&mut table, key, texts.iter().map(String::as_str).collect());
    }
    put_list(&mut table, "offices", record.offices.iter().map(office_value).collect());
    table
}

fn put_list(table: &mut Table, key: &str, list: Array) {
    if !list.is_empty() {
        table[key] = value(list);
    }
}

fn variant_value(variant: &Variant) -> Value {
    let mut fields = InlineTable::new();
    fields.insert("form", variant.form.as_str().into());
    if let Some(language) = &variant.language {
        fields.insert("language", language.as_str().into());
    }
    if variant.kind != FormKind::default() {
        fields.insert("kind", variant.kind.as_str().into());
    }
    put_dates(&mut fields, variant.from.as_ref(), variant.to.as_ref());
    if fields.len() == 1 { variant.form.as_str().into() } else { Value::InlineTable(fields) }
}

fn office_value(office: &Office) -> Value {
    let mut fields = InlineTable::new();
    fields.insert("title", office.title.as_str().into());
    put_dates(&mut fields, office.from.as_ref(), office.to.as_ref());
    if let Some(body) = &office.body {
        fields.insert("body", body.as_str().into());
    }
    Value::InlineTable(fields)
}

fn put_dates(fields: &mut InlineTable, from: Option<&super::date::Date>, to: Option<&super::date::Date>) {
    for (key, date) in [("from", from), ("to", to)] {
        if let Some(date) = date {
            fields.insert(key, date.as_str().into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Our people\n\n[[person]]\nid = 'ae' # the mayor\nname = 'Anna Example'\n";

    #[test]
    fn what_is_written_is_read_again() {
        let mut record = Record::new(Kind::Person, "bb", "Bert \"Bertie\" Beispiel");
        record.variants = vec![
            Variant::new("B. Beispiel", FormKind::Variant),
            Variant { language: Some("de".into()), ..Variant::new("Bertl", FormKind::Nickname) },
        ];
        record.born = Some("1912~".parse().unwrap());
        record.offices = vec![Office {
            title: "Mayor".into(),
            from: Some("1948".parse().unwrap()),
            to: None,
            body: Some("town".into()),
            range: 0..0,
        }];
        record.same_as = vec!["https://example.org/bb".into()];
        let text = add_records(FILE, std::slice::from_ref(&record)).unwrap();
        assert!(text.starts_with(FILE), "{text}");
        let (records, faults) = super::super::toml::read(&text, 0);
        assert_eq!(faults, []);
        let written = &records[1];
        assert_eq!((&written.name, &written.born, written.variants.len()), (&record.name, &record.born, 2));
        assert_eq!(written.variants[1].kind, FormKind::Nickname);
        assert_eq!(written.offices[0].body.as_deref(), Some("town"));
    }

    #[test]
    fn a_variant_is_added_and_comments_stay() {
        let text = add_variant(FILE, "ae", &Variant::new("Ana", FormKind::Variant)).unwrap();
        assert_eq!(text, format!("{FILE}variants = [\"Ana\"]\n"));
        assert!(matches!(
            add_variant(FILE, "nobody", &Variant::new("x", FormKind::Variant)),
            Err(WriteError::NoSuchRecord(_))
        ));
        assert!(add_records("= broken", &[]).is_err());
    }
}
