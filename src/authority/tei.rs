//! TEI `listPerson` and `listOrg`, and the lists of persons and of abbreviations in FRUS volumes.

use super::date::Date;
use super::fault::Fault;
use super::identifier::{Identifiers, unique};
use super::record::{FormKind, Kind, Office, Place, Record, Variant};
use super::xml::{Element, Node};

/// Reads every list of a TEI file; `file` is its index for places and faults.
pub fn read(root: &Element, file: usize) -> (Vec<Record>, Vec<Fault>) {
    let mut list = List { file, records: Vec::new(), faults: Vec::new(), ids: Identifiers::default() };
    for element in root.descendants() {
        match element.name.as_str() {
            "person" => list.entry(element, Kind::Person),
            "org" => list.entry(element, Kind::Organization),
            "list" if element.attribute("type") == Some("names") => list.names(element),
            "div" if element.attribute("id") == Some("terms") => list.terms(element),
            _ => {}
        }
    }
    (list.records, list.faults)
}

struct List {
    file: usize,
    records: Vec<Record>,
    faults: Vec<Fault>,
    ids: Identifiers,
}

impl List {
    fn entry(&mut self, element: &Element, kind: Kind) {
        let tag = if kind == Kind::Person { "persName" } else { "orgName" };
        let names: Vec<(&Element, String)> =
            element.named(tag).map(|name| (name, name.text())).filter(|(_, form)| !form.is_empty()).collect();
        let Some((_, authorized)) = names.iter().find(|(name, _)| is_preferred(name)).or(names.first()) else {
            self.faults.push(Fault::warning(
                self.file,
                element.range.clone(),
                format!("this <{}> has no <{tag}>: it is left out", element.name),
            ));
            return;
        };
        let mut record = self.record(kind, element, authorized);
        record.variants =
            names.iter().filter(|(_, form)| form != authorized).map(|(name, form)| self.variant(name, form)).collect();
        record.born = self.event(element, &["birth"]);
        record.died = self.event(element, &["death"]);
        record.gloss = ["note", "desc", "occupation"]
            .iter()
            .find_map(|name| element.child(name))
            .map(Element::text)
            .filter(|text| !text.is_empty());
        record.same_as = element.named("idno").map(Element::text).filter(|text| text.starts_with("http")).collect();
        record.offices = element
            .named("state")
            .chain(element.named("occupation"))
            .filter(|office| office.attribute("from").is_some() || office.attribute("to").is_some())
            .map(|office| self.office(office))
            .collect();
        unique(&mut record.variants);
        self.records.push(record);
    }

    /// `<item><persName xml:id="p_HE1"><hi>Hoxha</hi>, Enver</persName>, First Secretary …</item>`
    fn names(&mut self, list: &Element) {
        for item in list.named("item") {
            let Some(name) = item.descendants().into_iter().find(|element| element.name == "persName") else {
                continue;
            };
            let form = name.text().trim_end_matches([',', ';']).trim().to_owned();
            if form.is_empty() {
                continue;
            }
            let mut record = self.record(Kind::Person, name, &form);
            let said = item.text();
            record.gloss =
                said.strip_prefix(name.text().as_str()).map(after_the_name).filter(|gloss| !gloss.is_empty());
            self.records.push(record);
        }
    }

    /// `<item><term xml:id="t_ALP1">ALP</term>, Albanian Party of Labour</item>`
    fn terms(&mut self, division: &Element) {
        for item in division.descendants().into_iter().filter(|element| element.name == "item") {
            let Some(term) = item.children().find(|element| matches!(element.name.as_str(), "term" | "hi")) else {
                continue;
            };
            let acronym = term.text();
            let said: String = item
                .content
                .iter()
                .filter_map(|node| if let Node::Text(text) = node { Some(text.as_str()) } else { None })
                .collect();
            let name = after_the_name(&said);
            let name = name.split([';', ',']).next().unwrap_or_default().trim();
            let capitals = acronym.chars().filter(|c| c.is_uppercase()).count();
            // Only bodies: `tel, telegram` is an abbreviation, not an authority record.
            if capitals >= 2 && name.chars().filter(|c| c.is_uppercase()).count() >= 2 {
                let mut record = self.record(Kind::Organization, term, name);
                record.variants.push(Variant { range: term.range.clone(), ..Variant::new(acronym, FormKind::Acronym) });
                self.records.push(record);
            }
        }
    }

    fn record(&mut self, kind: Kind, at: &Element, name: &str) -> Record {
        let id = at.attribute("id").map_or_else(|| self.ids.for_name(name), |id| id.trim_start_matches('#').to_owned());
        Record { place: Place { file: self.file, range: at.range.clone() }, ..Record::new(kind, id, name) }
    }

    fn variant(&mut self, name: &Element, form: &str) -> Variant {
        let kind = match name.attribute("type") {
            Some("acronym" | "abbr" | "abb") => FormKind::Acronym,
            Some("pseudonym" | "pseudo") => FormKind::Pseudonym,
            Some("nickname") => FormKind::Nickname,
            Some("former" | "birth" | "maiden") => FormKind::Former,
            _ => FormKind::Variant,
        };
        Variant {
            language: name.attribute("lang").map(str::to_owned),
            from: self.date(name, "from"),
            to: self.date(name, "to"),
            range: name.range.clone(),
            ..Variant::new(form, kind)
        }
    }

    fn office(&mut self, element: &Element) -> Office {
        Office {
            title: element.text(),
            from: self.date(element, "from"),
            to: self.date(element, "to"),
            body: element.attribute("ref").and_then(|reference| reference.strip_prefix('#')).map(str::to_owned),
            range: element.range.clone(),
        }
    }

    /// A birth or death: `@when`, or the span of `@notBefore` and `@notAfter`.
    fn event(&mut self, element: &Element, path: &[&str]) -> Option<Date> {
        let event = element.path(path)?;
        if event.attribute("when").is_some() {
            return self.date(event, "when");
        }
        let end =
            |name: &str| event.attribute(name).or_else(|| event.path(&["date"]).and_then(|date| date.attribute(name)));
        if let Some(when) = end("when") {
            return when.parse().ok();
        }
        match (end("notBefore"), end("notAfter")) {
            (None, None) => None,
            (first, last) => format!("{}/{}", first.unwrap_or(".."), last.unwrap_or("..")).parse().ok(),
        }
    }

    fn date(&mut self, element: &Element, attribute: &str) -> Option<Date> {
        let text = element.attribute(attribute)?;
        text.parse()
            .map_err(|error| self.faults.push(Fault::warning(self.file, element.range.clone(), format!("{error}"))))
            .ok()
    }
}

fn is_preferred(name: &Element) -> bool {
    matches!(name.attribute("type"), Some("main" | "preferred" | "authorized" | "reg" | "standard"))
}

fn after_the_name(said: &str) -> String {
    said.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '—' | '–'))
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Vec<Record> {
        read(&Element::parse(text).unwrap(), 0).0
    }

    #[test]
    fn reads_a_list_of_people() {
        let read = records(
            "<TEI><listPerson><person xml:id='ae'><persName type='main'>Anna Example</persName>
             <persName xml:lang='sq' type='nickname'>Ana</persName><birth when='1912-04'/><death notBefore='1990' notAfter='1994'/>
             <note>Mayor of an invented town.</note><idno type='URI'>https://example.org/ae</idno></person></listPerson></TEI>",
        );
        let anna = &read[0];
        assert_eq!((anna.id.as_str(), anna.name.as_str()), ("ae", "Anna Example"));
        assert_eq!(anna.variants[0].kind, FormKind::Nickname);
        assert_eq!(anna.life().as_deref(), Some("1912–1990/1994"));
        assert_eq!(anna.same_as, ["https://example.org/ae"]);
    }

    #[test]
    fn reads_lists_as_documentary_editions_have_them() {
        let read = records(
            "<div><list type='names'><item><persName xml:id='p_EA1'><hi>Example</hi>, Anna</persName>, Mayor</item></list>
             <div xml:id='terms'><list><item><term>IPE</term>, Invented Party of Examples</item><item><hi>tel</hi>, telegram</item></list></div></div>",
        );
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].name.as_str(), read[0].gloss.as_deref()), ("Example, Anna", Some("Mayor")));
        assert_eq!((read[1].name.as_str(), read[1].variants[0].form.as_str()), ("Invented Party of Examples", "IPE"));
    }
}
