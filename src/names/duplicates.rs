//! Records of an authority that are probably of one person or body.
//!
//! Only records that meet under one key are compared: the words of the authorized form in whatever order, its
//! weighty words for a body, or the key under which romanizations meet. So the work is linear in the records.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::authority::{Authority, Fault, FaultKind, Kind, Record};

use super::fold::words;
use super::matching::{Judgement, compare};
use super::personal::PersonalName;
use super::{bodies, romanization};

/// Records that meet under one key and are compared; of more, the first.
const MOST_COMPARED: usize = 24;

/// A fault for each record that is probably one with an earlier one.
pub fn faults(authority: &Authority) -> Vec<Fault> {
    let mut meeting: FxHashMap<String, SmallVec<[u32; 1]>> = FxHashMap::default();
    for (index, record) in (0u32..).zip(&authority.records) {
        for key in keys(record) {
            let records = meeting.entry(key).or_default();
            if records.last() != Some(&index) && records.len() < MOST_COMPARED {
                records.push(index);
            }
        }
    }
    let mut doubled: FxHashMap<u32, (u32, String)> = FxHashMap::default();
    let record_at = |index: u32| authority.records.get(usize::try_from(index).ok()?);
    for records in meeting.values().filter(|records| records.len() > 1) {
        for (position, &later) in records.iter().enumerate().skip(1) {
            for &earlier in &records[..position] {
                let (Some(a), Some(b)) = (record_at(earlier), record_at(later)) else { continue };
                let Some(reason) = may_be_one(a, b) else { continue };
                let known = doubled.entry(later).or_insert_with(|| (earlier, reason.clone()));
                if earlier < known.0 {
                    *known = (earlier, reason);
                }
            }
        }
    }
    let fault = |(later, (earlier, reason)): (&u32, &(u32, String))| {
        Some(fault(record_at(*later)?, record_at(*earlier)?, reason))
    };
    doubled.iter().filter_map(fault).collect()
}

fn fault(record: &Record, other: &Record, reason: &str) -> Fault {
    let message = format!(
        "“{}” is probably “{}” ({}), {reason}: make one record of both, or say `not = [\"{}\"]`",
        record.name, other.name, other.id, other.id
    );
    Fault::warning(record.place.file, record.place.range.clone(), message)
        .of_kind(FaultKind::DuplicateRecord)
        .with_related(other.place.clone())
}

fn keys(record: &Record) -> Vec<String> {
    if record.kind == Kind::Organization {
        return vec![format!("body {}", bodies::key(&record.name).join(" "))];
    }
    let name = PersonalName::parse(&record.name);
    if name.words.len() < 2 {
        return Vec::new();
    }
    let mut sorted: Vec<&str> = name.words.iter().map(|word| word.key.as_str()).collect();
    sorted.sort_unstable();
    let running = name.in_running_order();
    let running = words(&running);
    let running: Vec<&str> = running.iter().map(|word| &*word.key).collect();
    let sounds = romanization::meeting_keys(&running).into_iter().map(|(scheme, key)| format!("{scheme:?} {key}"));
    std::iter::once(format!("person {}", sorted.join(" "))).chain(sounds).collect()
}

/// Why two records may be of one person or body; none if they say themselves that they are two, or their dates or
/// their names do.
fn may_be_one(a: &Record, b: &Record) -> Option<String> {
    let told_apart = a.id == b.id || a.not.contains(&b.id) || b.not.contains(&a.id);
    let contradict = |one: &Option<crate::authority::Date>, two: &Option<crate::authority::Date>| match (one, two) {
        (Some(one), Some(two)) => !one.may_meet(two),
        _ => false,
    };
    let one_after_the_other = a.successors.contains(&b.id)
        || b.successors.contains(&a.id)
        || a.predecessors.contains(&b.id)
        || b.predecessors.contains(&a.id);
    // The same form is told of already, as a form that two records share.
    let shares = a.name.to_lowercase() == b.name.to_lowercase();
    if told_apart || one_after_the_other || shares || contradict(&a.born, &b.born) || contradict(&a.died, &b.died) {
        return None;
    }
    let verdict = compare(&a.name, &b.name);
    (verdict.judgement == Judgement::Same).then_some(verdict.reason)
}

#[cfg(test)]
mod tests {
    use crate::authority::Source;
    use crate::names::WhoIsWho;

    fn told(text: &str) -> Vec<String> {
        let who = WhoIsWho::read(vec![Source { path: "a.toml".into(), text: text.to_owned() }]);
        who.faults().iter().map(|fault| fault.message.clone()).collect()
    }

    fn person(id: &str, name: &str, more: &str) -> String {
        format!("[[person]]\nid = '{id}'\nname = '{name}'\n{more}\n")
    }

    #[test]
    fn one_person_under_two_records() {
        for (a, b) in [("Choe Kyu-ha", "Choi Gyu-ha"), ("Example, Anna", "Anna Example"), ("Zhou Enlai", "Chou En-lai")]
        {
            let told = told(&(person("a", a, "born = '1919'") + &person("b", b, "")));
            assert!(matches!(&told[..], [one] if one.contains("is probably")), "{a} / {b}: {told:?}");
        }
    }

    #[test]
    fn keeps_quiet_at_namesakes_that_are_told_apart() {
        let cases = [
            person("a", "Example, Anna", "born = '1919'") + &person("b", "Anna Example", "born = '1950'"),
            person("a", "Example, Anna", "not = ['b']") + &person("b", "Anna Example", ""),
            person("a", "Choe Kyu-ha", "") + &person("b", "Choe Yong-gon", ""),
        ];
        for text in cases {
            assert_eq!(told(&text), [""; 0]);
        }
    }
}
