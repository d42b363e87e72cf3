//! Encoded Archival Context: corporate bodies, persons and families as archives describe them.

use super::date::Date;
use super::fault::Fault;
use super::identifier::unique;
use super::record::{FormKind, Kind, Place, Record, Variant};
use super::xml::Element;

/// Reads the description in an EAC-CPF file; `file` is its index for places and faults.
pub fn read(root: &Element, file: usize) -> (Vec<Record>, Vec<Fault>) {
    let mut records = Vec::new();
    let mut faults = Vec::new();
    for element in root.descendants().into_iter().filter(|element| element.name == "eac-cpf") {
        match record(element, file) {
            Some(record) => records.push(record),
            None => faults.push(Fault::error(
                file,
                element.range.clone(),
                "this description has no <nameEntry>: it cannot be used",
            )),
        }
    }
    (records, faults)
}

fn record(root: &Element, file: usize) -> Option<Record> {
    let identity = root.path(&["cpfDescription", "identity"])?;
    let kind = match identity.child("entityType").map(Element::text).as_deref() {
        Some("person") => Kind::Person,
        _ => Kind::Organization,
    };
    let names: Vec<(&Element, String)> = identity
        .descendants()
        .into_iter()
        .filter(|element| element.name == "nameEntry")
        .map(|entry| (entry, form(entry)))
        .filter(|(_, form)| !form.is_empty())
        .collect();
    let (authorized, name) = names.iter().find(|(entry, _)| is_authorized(entry)).or(names.first())?;
    let id = root.path(&["control", "recordId"]).map(Element::text).filter(|id| !id.is_empty());
    let mut record = Record::new(kind, id.unwrap_or_else(|| name.clone()), plain_heading(name));
    record.place = Place { file, range: authorized.range.clone() };
    record.variants =
        names.iter().filter(|(_, form)| *form != record.name).map(|(entry, form)| variant(entry, form)).collect();
    unique(&mut record.variants);
    if let Some(range) = root.path(&["cpfDescription", "description", "existDates", "dateRange"]) {
        record.born = standard_date(range.child("fromDate"));
        record.died = standard_date(range.child("toDate"));
    }
    record.gloss = root
        .path(&["cpfDescription", "description", "biogHist", "abstract"])
        .map(Element::text)
        .filter(|text| !text.is_empty());
    record.same_as = identity.named("entityId").map(Element::text).filter(|id| id.starts_with("http")).collect();
    for relation in root.path(&["cpfDescription", "relations"]).into_iter().flat_map(|all| all.named("cpfRelation")) {
        let Some(target) = relation.attribute("href") else {
            continue;
        };
        match relation.attribute("cpfRelationType") {
            Some("identity") => record.same_as.push(target.to_owned()),
            Some("temporal-earlier") => record.predecessors.push(target.to_owned()),
            Some("temporal-later") => record.successors.push(target.to_owned()),
            _ => {}
        }
    }
    record.same_as.retain(|address| address.starts_with("http"));
    Some(record)
}

/// The parts of a name entry, joined as they stand.
fn form(entry: &Element) -> String {
    entry.named("part").map(Element::text).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn is_authorized(entry: &Element) -> bool {
    entry.child("authorizedForm").is_some()
        || entry.attribute("preferredForm") == Some("true")
        || entry.attribute("localType").is_some_and(|kind| kind.starts_with("autoris") || kind.starts_with("authori"))
}

/// A heading without the dates at its end: `Direction du livre (1976-2010)`.
fn plain_heading(name: &str) -> String {
    let open = name.rfind(" (").filter(|open| {
        let inside = &name[open + 2..];
        inside.ends_with(')') && inside.contains(|c: char| c.is_ascii_digit()) && !inside.contains(char::is_alphabetic)
    });
    open.map_or(name, |open| &name[..open]).to_owned()
}

fn variant(entry: &Element, form: &str) -> Variant {
    let dates = entry.path(&["useDates", "dateRange"]);
    let acronym = form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && form.len() <= 8;
    Variant {
        language: entry.attribute("lang").map(str::to_owned),
        from: dates.and_then(|range| standard_date(range.child("fromDate"))),
        to: dates.and_then(|range| standard_date(range.child("toDate"))),
        range: entry.range.clone(),
        ..Variant::new(form, if acronym { FormKind::Acronym } else { FormKind::Variant })
    }
}

fn standard_date(element: Option<&Element>) -> Option<Date> {
    let element = element?;
    element.attribute("standardDate").and_then(|date| date.parse().ok()).or_else(|| element.text().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_body() {
        let text = "<eac-cpf><control><recordId>X_1</recordId></control><cpfDescription><identity>
            <entityType>corporateBody</entityType>
            <nameEntry localType='autorisée'><part>Invented Office (1965-1975)</part></nameEntry>
            <nameEntry><part>IO 3</part><useDates><dateRange><fromDate standardDate='1971-01-01'>1971</fromDate></dateRange></useDates></nameEntry>
            </identity><description><existDates><dateRange><fromDate standardDate='1965-01-01'/><toDate standardDate='1975-12-31'/></dateRange></existDates></description>
            <relations><cpfRelation cpfRelationType='temporal-later' xlink:href='X_2' xmlns:xlink='x'/></relations></cpfDescription></eac-cpf>";
        let (records, faults) = read(&Element::parse(text).unwrap(), 0);
        assert_eq!(faults, []);
        let office = &records[0];
        assert_eq!((office.id.as_str(), office.name.as_str()), ("X_1", "Invented Office"));
        assert_eq!(office.life().as_deref(), Some("1965–1975"));
        assert_eq!(office.variants.last().map(|v| v.form.as_str()), Some("IO 3"));
        assert_eq!(office.successors, ["X_2"]);
    }
}
