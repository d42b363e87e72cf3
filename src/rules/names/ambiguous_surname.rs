//! `names/ambiguous-surname`

use rustc_hash::FxHashSet;

use crate::authority::{Date, Record};
use crate::names::gloss::candidates;
use crate::names::{MentionKind, document_date};
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Severity};

use super::table::{Named, relate};

declare_rule! {
    /// Several people of the authority may be meant by a name.
    ///
    /// `Mr. Johnson` is nobody until one knows which. Those who lived and held office at the document's date
    /// come first; where the document names one of them in full, nothing is asked.
    ///
    /// Name the person in full where your edition does so, or in a note.
    ///
    /// ```toml
    /// [[person]]
    /// id = "anna-example"
    /// name = "Anna Example"
    /// [[person]]
    /// id = "bert-example"
    /// name = "Bert Example"
    /// ```
    ///
    /// ```finds
    /// They met Minister ⸢Example⸣ on arrival, and Minister Example spoke.
    /// ```
    ///
    /// ```quiet
    /// They met Minister Example on arrival; Bert Example was friendly.
    /// ```
    pub static AMBIGUOUS_SURNAME = {
        name: "names/ambiguous-surname",
        severity: Severity::Hint,
        precedence: 15,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, findings: &mut Vec<Finding>) {
    let table = view.names();
    let ambiguous = || table.of_kind(MentionKind::Person).filter(|named| named.mention.bearers.len() > 1);
    if ambiguous().next().is_none() {
        return;
    }
    let named_in_full: FxHashSet<u32> = table
        .of_kind(MentionKind::Person)
        .filter_map(|named| match named.mention.bearers.as_slice() {
            [one] => Some(*one),
            _ => None,
        })
        .collect();
    let date = document_date(view.header);
    for named in ambiguous() {
        if named.mention.bearers.iter().any(|bearer| named_in_full.contains(bearer)) {
            continue;
        }
        let living = living(named, date.as_ref(), view);
        if living.len() < 2 {
            continue;
        }
        let message = format!("“{}” may be {}", named.form(), described(&living));
        findings.push(relate(Finding::new(&AMBIGUOUS_SURNAME, named.places[0].clone(), message), named));
    }
}

/// The bearers who lived at the document's date, those in office first.
fn living<'v>(named: &Named, date: Option<&Date>, view: &'v DocumentView) -> Vec<&'v Record> {
    let bearers = candidates(&view.context.who.authority, &named.mention.bearers, date);
    let lived = |record: &&Record| date.is_none_or(|date| !record.begins_after(date) && !record.ended_before(date));
    bearers.into_iter().filter(lived).collect()
}

/// `Anna Example (1912–1994) or Bert Example`, at most five of them.
fn described(records: &[&Record]) -> String {
    const MOST: usize = 5;
    let one = |record: &&Record| match record.life() {
        Some(life) => format!("{} ({life})", record.name),
        None => record.name.clone(),
    };
    let mut told: Vec<String> = records.iter().take(MOST).map(one).collect();
    match records.len().saturating_sub(MOST) {
        0 => {}
        1 => told.push("one other".into()),
        more => told.push(format!("{more} others")),
    }
    let last = told.pop().unwrap_or_default();
    if told.is_empty() { last } else { format!("{} or {last}", told.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::finds_knowing;

    const PEOPLE: &str = "[[person]]\nid = 'a'\nname = 'Anna Example'\nborn = '1900'\ndied = '1950'\n
        [[person]]\nid = 'b'\nname = 'Bert Example'\nborn = '1910'\n
        [[person]]\nid = 'c'\nname = 'Carla Example'\nborn = '1911'\noffices = [{ title = 'Mayor', from = '1960', to = '1970' }]\n";

    #[test]
    fn those_in_office_come_first_and_the_dead_not_at_all() {
        let found =
            finds_knowing(&AMBIGUOUS_SURNAME, PEOPLE, "---\ndate: 1967-01-16\n---\n\nWe met Comrade ⸢Example⸣ there.");
        assert_eq!(found[0].message, "“Example” may be Carla Example (born 1911) or Bert Example (born 1910)");
    }

    #[test]
    fn keeps_quiet_where_one_alone_lived_or_is_named() {
        finds_knowing(&AMBIGUOUS_SURNAME, PEOPLE, "We met Comrade Example. Bert Example was there.");
        finds_knowing(&AMBIGUOUS_SURNAME, PEOPLE, "---\ndate: 1905\n---\n\nWe met Comrade Example there.");
    }
}
