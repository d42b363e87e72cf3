//! Wikidata: entity dumps (`{"entities": …}`, lists of entities, one entity) and SPARQL results in JSON.

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::date::Date;
use super::fault::Fault;
use super::identifier::{Identifiers, unique};
use super::record::{FormKind, Kind, Office, Place, Record, Variant};

/// Reads the people and bodies of a Wikidata file; `file` is its index for places and faults.
pub fn read(text: &str, file: usize) -> (Vec<Record>, Vec<Fault>) {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let at = offset(text, error.line(), error.column());
            return (Vec::new(), vec![Fault::error(file, at..at, format!("this is not JSON: {error}"))]);
        }
    };
    let mut records = match &value {
        Value::Object(object) if object.contains_key("results") => from_bindings(&value),
        Value::Object(object) if object.get("entities").is_some_and(Value::is_object) => {
            from_entities(object["entities"].as_object().into_iter().flat_map(serde_json::Map::values))
        }
        Value::Array(entities) => from_entities(entities.iter()),
        Value::Object(_) => from_entities([&value].into_iter()),
        _ => Vec::new(),
    };
    if records.is_empty() {
        let fault = Fault::warning(
            file,
            0..0,
            "no person or body is described here: Wikidata entities or SPARQL results are expected",
        );
        return (records, vec![fault]);
    }
    for record in &mut records {
        record.place = Place { file, range: place_of(text, record) };
    }
    (records, Vec::new())
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where the entity's own address or number stands, for diagnostics.
fn place_of(text: &str, record: &Record) -> std::ops::Range<usize> {
    let item = record.same_as.first().and_then(|address| address.rsplit('/').next()).unwrap_or(&record.name);
    text.find(item).map_or(0..0, |at| at..at + item.len())
}

fn from_entities<'v>(entities: impl Iterator<Item = &'v Value> + Clone) -> Vec<Record> {
    let labels: FxHashMap<&str, &str> =
        entities.clone().filter_map(|entity| Some((entity["id"].as_str()?, label(entity)?))).collect();
    let mut ids = Identifiers::default();
    entities.filter_map(|entity| from_entity(entity, &labels, &mut ids)).collect()
}

fn from_entity(entity: &Value, labels: &FxHashMap<&str, &str>, ids: &mut Identifiers) -> Option<Record> {
    let item = entity["id"].as_str().filter(|id| id.starts_with('Q'))?;
    let name = label(entity)?;
    let is_human = items(entity, "P31").any(|(item, _)| item == "Q5");
    let kind = if is_human { Kind::Person } else { Kind::Organization };
    let mut record = Record::new(kind, ids.for_name(name), name);
    record.same_as = vec![format!("https://www.wikidata.org/entity/{item}")];
    record.gloss = entity["descriptions"]["en"]["value"].as_str().map(str::to_owned);
    record.born = time(entity, if is_human { "P569" } else { "P571" });
    record.died = time(entity, if is_human { "P570" } else { "P576" });
    record.variants = variants(entity, name);
    record.variants.extend(strings(entity, "P1813").map(|form| Variant::new(form, FormKind::Acronym)));
    unique(&mut record.variants);
    record.offices =
        items(entity, "P39").filter_map(|(office, claim)| office_held(labels.get(office)?, claim)).collect();
    Some(record)
}

/// The English label, or the first there is.
fn label(entity: &Value) -> Option<&str> {
    let labels = entity["labels"].as_object()?;
    ["en", "mul"].iter().find_map(|language| labels.get(*language)).or_else(|| labels.values().next())?["value"]
        .as_str()
}

fn variants(entity: &Value, name: &str) -> Vec<Variant> {
    let texts = |value: &Value| -> Vec<(String, String)> {
        let one = |text: &Value| Some((text["language"].as_str()?.to_owned(), text["value"].as_str()?.to_owned()));
        match value {
            Value::Array(texts) => texts.iter().filter_map(one).collect(),
            text => one(text).into_iter().collect(),
        }
    };
    let all = ["labels", "aliases"].iter().filter_map(|key| entity[*key].as_object()).flat_map(serde_json::Map::values);
    all.flat_map(texts)
        .filter(|(_, form)| form != name && is_latin(form))
        .map(|(language, form)| {
            let kind = if language == "en" || language == "mul" { FormKind::Variant } else { FormKind::Translation };
            Variant { language: Some(language), ..Variant::new(form, kind) }
        })
        .collect()
}

/// Forms in other scripts stay out: a transcription names people in its own.
fn is_latin(form: &str) -> bool {
    form.chars()
        .filter(|c| c.is_alphabetic())
        .all(|c| unicode_script::UnicodeScript::script(&c) == unicode_script::Script::Latin)
}

fn claims<'v>(entity: &'v Value, property: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    entity["claims"][property].as_array().into_iter().flatten().filter(|claim| claim["rank"] != "deprecated")
}

fn items<'v>(entity: &'v Value, property: &str) -> impl Iterator<Item = (&'v str, &'v Value)> + use<'v> {
    claims(entity, property).filter_map(|claim| Some((claim["mainsnak"]["datavalue"]["value"]["id"].as_str()?, claim)))
}

fn strings<'v>(entity: &'v Value, property: &str) -> impl Iterator<Item = &'v str> + use<'v> {
    claims(entity, property).filter_map(|claim| {
        let value = &claim["mainsnak"]["datavalue"]["value"];
        value.as_str().or_else(|| value["text"].as_str())
    })
}

fn time(entity: &Value, property: &str) -> Option<Date> {
    claims(entity, property).find_map(|claim| date_of(&claim["mainsnak"]["datavalue"]["value"]))
}

/// `{"time": "+1912-04-15T00:00:00Z", "precision": 11}`: 11 a day, 10 a month, 9 a year, 8 a decade, 7 a century.
fn date_of(value: &Value) -> Option<Date> {
    let time = value["time"].as_str()?;
    let day = time.trim_start_matches('+').split('T').next()?;
    let (sign, digits) = day.strip_prefix('-').map_or(("", day), |digits| ("-", digits));
    let precise = match value["precision"].as_u64()? {
        11.. => digits.get(..10)?.to_owned(),
        10 => digits.get(..7)?.to_owned(),
        9 => digits.get(..4)?.to_owned(),
        8 => format!("{}X", digits.get(..3)?),
        7 => format!("{}XX", digits.get(..2)?),
        _ => return None,
    };
    format!("{sign}{precise}").parse().ok()
}

fn office_held(title: &str, claim: &Value) -> Option<Office> {
    let qualifier = |property: &str| {
        claim["qualifiers"][property][0]["datavalue"]["value"].as_object().map(|value| Value::Object(value.clone()))
    };
    Some(Office {
        title: title.to_owned(),
        from: qualifier("P580").as_ref().and_then(date_of),
        to: qualifier("P582").as_ref().and_then(date_of),
        body: None,
        range: 0..0,
    })
}

/// Rows of a SPARQL result, one item in several rows perhaps. Read by the names queries commonly give their
/// variables: `?item ?itemLabel ?itemAltLabel ?itemDescription ?born ?died`.
fn from_bindings(value: &Value) -> Vec<Record> {
    let mut ids = Identifiers::default();
    let mut records: Vec<Record> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for row in value["results"]["bindings"].as_array().into_iter().flatten() {
        let cell =
            |names: &[&str]| names.iter().find_map(|name| row[*name]["value"].as_str()).filter(|text| !text.is_empty());
        let (Some(item), Some(name)) = (
            cell(&["item", "person", "org", "organization", "human"]),
            cell(&["itemLabel", "personLabel", "orgLabel", "organizationLabel", "humanLabel", "label", "name"]),
        ) else {
            continue;
        };
        let at = *known.entry(item.to_owned()).or_insert_with(|| {
            let is_body = row.get("org").or(row.get("organization")).or(row.get("inception")).is_some();
            let kind = if is_body { Kind::Organization } else { Kind::Person };
            let address = item.replacen("http://", "https://", 1);
            records.push(Record { same_as: vec![address], ..Record::new(kind, ids.for_name(name), name) });
            records.len() - 1
        });
        let record = &mut records[at];
        let date = |names: &[&str]| cell(names).and_then(|text| text.split('T').next()?.parse().ok());
        record.born =
            record.born.take().or_else(|| date(&["born", "birth", "dob", "dateOfBirth", "inception", "founded"]));
        record.died = record.died.take().or_else(|| date(&["died", "death", "dod", "dateOfDeath", "dissolved"]));
        record.gloss = record
            .gloss
            .take()
            .or_else(|| cell(&["itemDescription", "personDescription", "description"]).map(str::to_owned));
        let others = cell(&["itemAltLabel", "personAltLabel", "altLabel", "alias"]).unwrap_or_default();
        record.variants.extend(
            others
                .split(", ")
                .filter(|form| !form.is_empty() && *form != name)
                .map(|form| Variant::new(form, FormKind::Variant)),
        );
        unique(&mut record.variants);
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_entities() {
        let text = r#"{"entities": {
            "Q1": {"id": "Q1", "labels": {"en": {"language": "en", "value": "Anna Example"}, "ru": {"language": "ru", "value": "Анна"}},
              "aliases": {"sq": [{"language": "sq", "value": "Ana Ekzempel"}]},
              "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}],
                "P569": [{"mainsnak": {"datavalue": {"value": {"time": "+1912-04-00T00:00:00Z", "precision": 10}}}}],
                "P39": [{"mainsnak": {"datavalue": {"value": {"id": "Q2"}}},
                  "qualifiers": {"P580": [{"datavalue": {"value": {"time": "+1948-09-09T00:00:00Z", "precision": 11}}}]}}]}},
            "Q2": {"id": "Q2", "labels": {"en": {"language": "en", "value": "Mayor"}}, "claims": {}}}}"#;
        let (records, faults) = read(text, 0);
        assert_eq!(faults, []);
        let anna = &records[0];
        assert_eq!(
            (anna.kind, anna.id.as_str(), anna.life().as_deref()),
            (Kind::Person, "anna-example", Some("born 1912"))
        );
        assert_eq!(anna.forms().collect::<Vec<_>>(), ["Anna Example", "Ana Ekzempel"]);
        assert_eq!(anna.offices[0].years().as_deref(), Some("from 1948"));
    }

    #[test]
    fn reads_sparql_results() {
        let text = r#"{"head": {"vars": []}, "results": {"bindings": [
            {"item": {"value": "http://www.wikidata.org/entity/Q1"}, "itemLabel": {"value": "Anna Example"}, "born": {"value": "1912-04-15T00:00:00Z"}},
            {"item": {"value": "http://www.wikidata.org/entity/Q1"}, "itemLabel": {"value": "Anna Example"}, "itemAltLabel": {"value": "A. Example, Annie"}}]}}"#;
        let (records, _) = read(text, 0);
        assert_eq!(records.len(), 1);
        assert_eq!(records[0].forms().collect::<Vec<_>>(), ["Anna Example", "A. Example", "Annie"]);
        assert_eq!(records[0].same_as, ["https://www.wikidata.org/entity/Q1"]);
    }

    #[test]
    fn tells_where_json_breaks() {
        let (_, faults) = read("{\n \"entities\": nope", 0);
        assert!(faults[0].message.contains("not JSON"));
        assert!(faults[0].range.start > 2);
        assert!(!read("[]", 0).1.is_empty());
    }
}
