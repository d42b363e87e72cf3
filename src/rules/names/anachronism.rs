//! `names/anachronism`

use crate::authority::{Date, Kind, Record};
use crate::names::fold::fold_word;
use crate::names::{MentionKind, document_date, titles};
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Severity};
use crate::transcript::Region;

use super::table::{Named, written_together};

declare_rule! {
    /// A person, body, office or name does not belong to the document's date.
    ///
    /// Somebody not born yet, a body not founded yet, an office not held, a name not yet in use: the date of the
    /// document is wrong, the record is, or somebody else of that name is meant. Of the dead and of bodies gone one
    /// may well speak: that is a hint, nothing more.
    ///
    /// Check the date in the document's header and the record.
    ///
    /// ```toml
    /// [[person]]
    /// id = "anna-example"
    /// name = "Anna Example"
    /// born = "1970"
    /// [[person]]
    /// id = "bert-beispiel"
    /// name = "Bert Beispiel"
    /// born = "1920"
    /// offices = [{ title = "Premier of Ruritania", from = "1968", to = "1972" }]
    /// ```
    ///
    /// ```finds
    /// ---
    /// date: 1967-01-16
    /// ---
    ///
    /// Yesterday ⸢Anna Example⸣ met Premier ⸢Bert Beispiel⸣ at the station.
    /// ```
    ///
    /// ```quiet
    /// ---
    /// date: 1971-01-16
    /// ---
    ///
    /// Yesterday Anna Example met Premier Bert Beispiel at the station.
    /// ```
    pub static ANACHRONISM = {
        name: "names/anachronism",
        severity: Severity::Info,
        precedence: 35,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, findings: &mut Vec<Finding>) {
    if view.context.who.authority.is_empty() {
        return;
    }
    let Some(date) = document_date(view.header) else { return };
    for named in &view.names().forms {
        let Some(record) = named.bearer(view).filter(|_| named.mention.exact) else { continue };
        // A title with a family name may be somebody else's of that name.
        let in_full = named.mention.kind != MentionKind::Person || named.words().count() > 1;
        if !in_full {
            continue;
        }
        // What the archive wrote over the document is of another time.
        let Some(place) = named.places.iter().find(|place| is_in_body(view, place.start)) else { continue };
        let Some((severity, message)) = out_of_time(record, named, &date) else { continue };
        let mut finding = Finding::new(&ANACHRONISM, place.clone(), message).severity(severity);
        for other in named.places.iter().filter(|other| *other != place).take(3) {
            finding = finding.related(other.clone(), format!("“{}” stands here too", named.form()));
        }
        findings.push(finding);
    }
}

fn is_in_body(view: &DocumentView, offset: usize) -> bool {
    let at = view.blocks.partition_point(|block| block.range().end <= offset);
    view.blocks.get(at).is_some_and(|block| block.place.region == Region::Body)
}

/// What does not fit the date, the gravest first.
fn out_of_time(record: &Record, named: &Named, date: &Date) -> Option<(Severity, String)> {
    let (begun, ended) = match record.kind {
        Kind::Person => ("was born", "died"),
        Kind::Organization => ("was founded", "was dissolved"),
    };
    let name = &record.name;
    if let Some(born) = record.born.as_ref().filter(|_| record.begins_after(date)) {
        let severity = if record.kind == Kind::Person { Severity::Warning } else { Severity::Info };
        return Some((severity, format!("“{name}” {begun} in {born}, after this document of {date}")));
    }
    not_in_use(record, named, date).or_else(|| not_in_office(record, named, date)).or_else(|| {
        let died = record.died.as_ref().filter(|_| record.ended_before(date))?;
        Some((Severity::Hint, format!("“{name}” {ended} in {died}, before this document of {date}")))
    })
}

/// A form of the name that was not yet, or no longer, in use.
fn not_in_use(record: &Record, named: &Named, date: &Date) -> Option<(Severity, String)> {
    let letters = written_together(named.form());
    let same = || record.variants.iter().filter(|variant| written_together(&variant.form) == letters);
    // One of several variants of these letters that was in use will do.
    let in_use = |from: &Option<Date>, to: &Option<Date>| {
        !from.as_ref().is_some_and(|from| from.is_after(date)) && !to.as_ref().is_some_and(|to| to.is_before(date))
    };
    if written_together(&record.name) == letters || same().any(|variant| in_use(&variant.from, &variant.to)) {
        return None;
    }
    let variant = same().next()?;
    Some(match (&variant.from, &variant.to) {
        (Some(from), _) if from.is_after(date) => (
            Severity::Info,
            format!("“{}” is a name of “{}” from {from} on, after this document of {date}", variant.form, record.name),
        ),
        (_, Some(to)) => (
            Severity::Hint,
            format!("“{}” was a name of “{}” until {to}, before this document of {date}", variant.form, record.name),
        ),
        _ => return None,
    })
}

/// The title before the name is that of an office which the authority gives other dates.
fn not_in_office(record: &Record, named: &Named, date: &Date) -> Option<(Severity, String)> {
    let title: Vec<String> = named
        .mention
        .title
        .as_deref()?
        .split_whitespace()
        .map(fold_word)
        .filter(|word| !is_address(word) && !titles::is_title_adjective(word))
        .collect();
    if title.is_empty() {
        return None;
    }
    let of_title = |office: &&crate::authority::Office| {
        let words: Vec<String> = office.title.split_whitespace().map(fold_word).collect();
        office.is_dated() && title.iter().all(|word| words.contains(word))
    };
    let offices: Vec<_> = record.offices.iter().filter(of_title).collect();
    let office = offices.first()?;
    // An office with another title may be what is meant, too.
    if offices.iter().any(|office| office.may_be_held_at(date)) {
        return None;
    }
    let years = office.years().unwrap_or_default();
    let message = format!(
        "“{}” held the office “{}” {years}, not at the date of this document, {date}",
        record.name, office.title
    );
    Some((Severity::Info, message))
}

/// A way to address anybody, which is no office.
fn is_address(title: &str) -> bool {
    matches!(
        title,
        "comrade" | "cde" | "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "madame" | "citizen" | "herr" | "frau"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::finds_knowing;

    const WORLD: &str = "[[person]]\nid = 'a'\nname = 'Anna Example'\nborn = '1900'\ndied = '1960'\n
        [[organization]]\nid = 'f'\nname = 'Front of Example'\nfounded = '1941'\ndissolved = '1991'\n
        variants = [{ form = 'League of Example', from = '1948' }, { form = 'Band of Example', to = '1943' }]\n";

    #[track_caller]
    fn told(date: &str, body: &str) -> Vec<(Severity, String)> {
        let found = finds_knowing(&ANACHRONISM, WORLD, &format!("---\ndate: {date}\n---\n\n{body}"));
        found.into_iter().map(|finding| (finding.severity, finding.message.into_owned())).collect()
    }

    #[test]
    fn the_unborn_and_the_unfounded() {
        let told = told("1899", "Then ⸢Anna Example⸣ met the ⸢Front of Example⸣.");
        assert_eq!(told[0], (Severity::Warning, "“Anna Example” was born in 1900, after this document of 1899".into()));
        assert_eq!(told[1].0, Severity::Info);
    }

    #[test]
    fn the_dead_and_the_dissolved_are_hints() {
        let told = told("1995", "Then ⸢Anna Example⸣ met the ⸢Front of Example⸣.");
        assert!(told.iter().all(|(severity, _)| *severity == Severity::Hint), "{told:?}");
    }

    #[test]
    fn names_not_yet_or_no_longer_in_use() {
        let told = told("1945", "The ⸢League of Example⸣ and the ⸢Band of Example⸣ met.");
        assert_eq!((told[0].0, told[1].0), (Severity::Info, Severity::Hint));
    }

    #[test]
    fn keeps_quiet_at_what_belongs_to_the_date_and_without_a_date() {
        told("1955", "Then Anna Example met the Front of Example, the League of Example.");
        finds_knowing(&ANACHRONISM, WORLD, "Then Anna Example met the Front of Example.");
    }
}
