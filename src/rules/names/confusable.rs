//! `names/confusable`

use crate::names::confusables::skeleton;
use crate::names::romanization::is_family_name_that_stands_first;
use crate::names::{MentionKind, fold::words};
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};

use super::table::{Named, Table, form_like, relate};

declare_rule! {
    /// A name differs from a known one by letters that a scanner confuses.
    ///
    /// `I` and `l`, `rn` and `m`, `cl` and `d` look alike in many typefaces, so `Kim Il Sung` becomes
    /// `Kim II Sung`. What the name should be is known from the authority, from the document's other
    /// places, or from the name itself: a numeral cannot stand between the parts of a name.
    ///
    /// Compare the original and take the reading that makes a name.
    ///
    /// ```finds
    /// In the speech that ⸢Kim II Sung⸣ read. Later Kim Il Sung said more.
    /// → In the speech that Kim Il Sung read. Later Kim Il Sung said more.
    /// ```
    ///
    /// ```quiet
    /// Queen Elizabeth II met Pope Pius XII before Vatican II opened.
    /// ```
    pub static CONFUSABLE = {
        name: "names/confusable",
        precedence: 70,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, findings: &mut Vec<Finding>) {
    let table = view.names();
    for named in &table.forms {
        let Some((reading, why, severity)) = reading(named, table, view) else { continue };
        for place in &named.places {
            let message = format!("“{}” is probably “{reading}”: {why}", named.form());
            let finding = Finding::new(&CONFUSABLE, place.clone(), message)
                .severity(severity)
                .restoration(Restoration::replace(place.clone(), reading.clone()));
            findings.push(relate(finding, named));
        }
    }
}

/// What a form should read, why, and how sure that is.
fn reading(named: &Named, table: &Table, view: &DocumentView) -> Option<(String, String, Severity)> {
    if named.mention.kind == MentionKind::Acronym {
        return None;
    }
    let misread = numeral_inside(named.form());
    let looks = &*named.mention.keys.looks;
    if !named.mention.exact
        && let Some(record) = named.bearer(view)
        && let Some(form) = form_like(record, |form| skeleton(form) == looks)
    {
        return Some((
            form.to_owned(),
            "the authority has this form, and a scanner confuses the letters".into(),
            Severity::Warning,
        ));
    }
    let other = table.look_alikes(named).find(|other| {
        let differ = other.mention.keys.folded != named.mention.keys.folded
            && other.mention.keys.letters() != named.mention.keys.letters();
        differ && other.form().contains(' ') && !other.is_shouted()
    });
    if let Some(other) = other.filter(|_| misread.is_some()) {
        return Some((
            other.form().to_owned(),
            "this document also has that form, and a scanner confuses the letters".into(),
            Severity::Warning,
        ));
    }
    if let Some(other) = other.filter(|other| {
        named.form().contains(' ') && numeral_inside(other.form()).is_none() && other.count() >= 3 * named.count()
    }) {
        return Some((
            other.form().to_owned(),
            format!("it stands so {} times in this document", other.count()),
            Severity::Info,
        ));
    }
    misread.map(|reading| (reading, "a numeral does not stand inside a name".into(), Severity::Warning))
}

/// The name with `Il` for a numeral that stands inside a Korean name: `Kim II Sung`, `Kim 1l-sung`.
fn numeral_inside(form: &str) -> Option<String> {
    const NUMERALS: [&str; 7] = ["II", "I1", "1I", "1l", "ll", "lI", "I|"];
    if !form.split([' ', '-']).any(|word| NUMERALS.contains(&word)) {
        return None;
    }
    let words = words(form);
    let inside = words.windows(3).find(|three| {
        let text = &form[three[1].range.clone()];
        NUMERALS.contains(&text) && is_family_name_that_stands_first(&three[0].key) && three[2].key.len() >= 3
    })?;
    let range = inside[1].range.clone();
    Some(format!("{}Il{}", &form[..range.start], &form[range.end..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    #[test]
    fn a_numeral_inside_a_name_is_misread_even_without_another_form() {
        restores(&CONFUSABLE, "When ⸢Kim II Sung⸣ spoke", "When Kim Il Sung spoke");
        finds(&CONFUSABLE, "When ⸢Kim II-sung⸣ spoke, and ⸢Kim II-sung⸣ again");
    }

    #[test]
    fn a_form_that_stands_often_speaks_against_its_double() {
        finds(
            &CONFUSABLE,
            "We met Carl Forner once.\n\nWe met ⸢Anna Barnes⸣.\n\nThen Anna Bames. Then Anna Bames. Then Anna Bames.",
        );
    }

    #[test]
    fn keeps_quiet_at_numbered_rulers() {
        keeps_quiet(
            &CONFUSABLE,
            "Elizabeth II and John Paul II met. Queen Elizabeth II Bridge. World War II Memorial. Nicholas II Romanov",
        );
    }

    #[test]
    fn keeps_quiet_where_two_people_are_named_equally_often() {
        keeps_quiet(&CONFUSABLE, "We met Anna Barnes. Then Anna Bames.");
    }
}
