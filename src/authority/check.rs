//! Faults that only show once all records are known: ids, references, forms and dates at odds.

use rustc_hash::FxHashMap;

use super::Authority;
use super::fault::{Fault, FaultKind};
use super::record::{Kind, Record};

/// Looks all records over. Linear in their number.
pub fn faults(authority: &Authority) -> Vec<Fault> {
    let mut faults = Vec::new();
    duplicate_ids(authority, &mut faults);
    shared_forms(authority, &mut faults);
    for record in &authority.records {
        dangling_references(authority, record, &mut faults);
        impossible_dates(record, &mut faults);
    }
    faults.sort_by_key(|fault| (fault.file, fault.range.start));
    faults
}

fn duplicate_ids(authority: &Authority, faults: &mut Vec<Fault>) {
    for record in &authority.records {
        let first = authority.get(&record.id).filter(|first| first.place != record.place);
        if let Some(first) = first {
            let message = format!("the id “{}” is taken by “{}”: give this record another", record.id, first.name);
            faults.push(
                Fault::error(record.place.file, record.place.range.clone(), message)
                    .of_kind(FaultKind::DuplicateId)
                    .with_related(first.place.clone()),
            );
        }
    }
}

/// A form that two records share makes every mention of it ambiguous, unless the records say so themselves.
fn shared_forms(authority: &Authority, faults: &mut Vec<Fault>) {
    let mut bearers: FxHashMap<String, usize> = FxHashMap::default();
    for (index, record) in authority.records.iter().enumerate() {
        for (position, form) in record.forms().enumerate() {
            let first = *bearers.entry(form.to_lowercase()).or_insert(index);
            let other = &authority.records[first];
            if first == index
                || other.id == record.id
                || other.not.contains(&record.id)
                || record.not.contains(&other.id)
                || are_one_in_time(other, record)
            {
                continue;
            }
            let range = position
                .checked_sub(1)
                .and_then(|at| record.variants.get(at))
                .map_or(&record.place.range, |variant| &variant.range);
            let message = format!(
                "“{form}” is also a form of “{}” ({}): if they are two, say `not = [\"{}\"]`",
                other.name, other.id, other.id
            );
            faults.push(
                Fault::warning(record.place.file, range.clone(), message)
                    .of_kind(FaultKind::SharedForm)
                    .with_related(other.place.clone()),
            );
        }
    }
}

/// A body and what it became may carry one name after the other.
fn are_one_in_time(a: &Record, b: &Record) -> bool {
    let linked = |from: &Record, to: &Record| from.successors.contains(&to.id) || from.predecessors.contains(&to.id);
    linked(a, b) || linked(b, a)
}

fn dangling_references(authority: &Authority, record: &Record, faults: &mut Vec<Fault>) {
    let bodies =
        record.offices.iter().filter_map(|office| Some((office.body.as_deref()?, office.range.clone(), "body")));
    let lists = [(&record.not, "not"), (&record.predecessors, "predecessors"), (&record.successors, "successors")];
    let named = lists
        .into_iter()
        .flat_map(|(ids, key)| ids.iter().map(move |id| (id.as_str(), record.place.range.clone(), key)));
    for (id, range, key) in bodies.chain(named) {
        if authority.get(id).is_none() {
            let message = format!("no record has the id “{id}” that `{key}` of “{}” refers to", record.name);
            faults.push(Fault::warning(record.place.file, range, message).of_kind(FaultKind::DanglingReference));
        }
    }
}

fn impossible_dates(record: &Record, faults: &mut Vec<Fault>) {
    let before = faults.len();
    let (file, place) = (record.place.file, &record.place.range);
    let (begins, ends) = match record.kind {
        Kind::Person => ("born", "died"),
        Kind::Organization => ("founded", "dissolved"),
    };
    if let (Some(born), Some(died)) = (&record.born, &record.died)
        && died.is_before(born)
    {
        faults.push(Fault::error(
            file,
            place.clone(),
            format!("“{}” {ends} in {died}, before being {begins} in {born}", record.name),
        ));
    }
    for office in &record.offices {
        if let (Some(from), Some(to)) = (&office.from, &office.to)
            && to.is_before(from)
        {
            faults.push(Fault::error(
                file,
                office.range.clone(),
                format!("“{}” ends in {to}, before it begins in {from}", office.title),
            ));
        }
        let too_early = office
            .to
            .as_ref()
            .or(office.from.as_ref())
            .is_some_and(|date| record.born.as_ref().is_some_and(|born| date.is_before(born)));
        let too_late =
            office.from.as_ref().is_some_and(|from| record.died.as_ref().is_some_and(|died| from.is_after(died)));
        if too_early || too_late {
            let message = format!(
                "“{}” was held outside the life of “{}” ({})",
                office.title,
                record.name,
                record.life().unwrap_or_default()
            );
            faults.push(Fault::warning(file, office.range.clone(), message));
        }
    }
    for variant in &record.variants {
        if let (Some(from), Some(to)) = (&variant.from, &variant.to)
            && to.is_before(from)
        {
            faults.push(Fault::error(
                file,
                variant.range.clone(),
                format!("“{}” falls out of use in {to}, before it comes into use in {from}", variant.form),
            ));
        }
    }
    for fault in &mut faults[before..] {
        fault.kind = FaultKind::ImpossibleDates;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Authority, Source};

    #[track_caller]
    fn messages(text: &str) -> Vec<String> {
        let authority = Authority::read(vec![Source { path: "people.toml".into(), text: text.to_owned() }]);
        authority.all_faults().into_iter().map(|fault| fault.message).collect()
    }

    fn person(id: &str, name: &str, more: &str) -> String {
        format!("[[person]]\nid = '{id}'\nname = '{name}'\n{more}\n")
    }

    #[test]
    fn tells_what_is_at_odds() {
        let cases = [
            (person("a", "Anna", "") + &person("a", "Bert", ""), "is taken by “Anna”"),
            (person("a", "Anna", "") + &person("b", "Bert", "variants = ['anna']"), "is also a form of “Anna”"),
            (person("a", "Anna", "born = '1950'\ndied = '1912'"), "before being born"),
            (person("a", "Anna", "died = '1912'\noffices = [{ title = 'Mayor', from = '1920' }]"), "outside the life"),
            (
                person("a", "Anna", "offices = [{ title = 'Mayor', body = 'nowhere' }]"),
                "no record has the id “nowhere”",
            ),
            (person("a", "Anna", "not = ['nobody']"), "no record has the id “nobody”"),
        ];
        for (text, expected) in cases {
            let messages = messages(&text);
            assert!(matches!(&messages[..], [one] if one.contains(expected)), "{expected}: {messages:?}");
        }
    }

    #[test]
    fn keeps_quiet_where_records_say_so_themselves() {
        let namesakes = person("a", "Anna", "not = ['b']") + &person("b", "Bert", "variants = ['Anna']");
        assert_eq!(messages(&namesakes), [""; 0]);
        let vague = person("a", "Anna", "born = '1912~'\ndied = '1911'");
        assert_eq!(messages(&vague), [""; 0]);
    }
}
