//! `names/confusable`

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::names::attested::OtherForm;
use crate::names::confusables::skeleton;
use crate::names::romanization::is_family_name_that_stands_first;
use crate::names::{MentionKind, fold::words};
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};

use super::table::{Named, Table, form_like, often_elsewhere, relate, relate_elsewhere};

declare_rule! {
    /// A name differs from a known one by letters that a scanner confuses.
    ///
    /// `I` and `l`, `rn` and `m`, `cl` and `d` look alike in many typefaces, so `Kim Il Sung` becomes
    /// `Kim II Sung`. What the name should be is known from the authority, from the document's other
    /// places, from the other documents of the collection, or from the name itself: a numeral cannot
    /// stand between the parts of a name.
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

/// A form that stands so many times as often as its double is probably the right one.
const OFTEN: usize = 3;

fn check(view: &DocumentView, findings: &mut Vec<Finding>) {
    let table = view.names();
    for named in table.forms.iter().filter(|named| named.mention.kind != MentionKind::Acronym) {
        let Some(reading) = reading(named, table, view) else { continue };
        for place in &named.places {
            let message = format!("“{}” is probably “{}”: {}", named.form(), reading.form, reading.why);
            let finding = Finding::new(&CONFUSABLE, place.clone(), message)
                .severity(reading.severity)
                .restoration(Restoration::replace(place.clone(), &*reading.form));
            let finding = relate(finding, named);
            findings.push(match &reading.elsewhere {
                Some(other) => relate_elsewhere(finding, other),
                None => finding,
            });
        }
    }
}

/// What a form should read.
struct Reading<'v> {
    form: Cow<'v, str>,
    why: String,
    severity: Severity,
    /// Where other documents have it.
    elsewhere: Option<OtherForm<'v>>,
}

impl<'v> Reading<'v> {
    fn new(form: impl Into<Cow<'v, str>>, why: impl Into<String>, severity: Severity) -> Reading<'v> {
        Reading { form: form.into(), why: why.into(), severity, elsewhere: None }
    }
}

/// What a form should read: as the authority has it, as this document has it, as others have it, as names are made.
fn reading<'v>(named: &Named, table: &'v Table, view: &'v DocumentView) -> Option<Reading<'v>> {
    let misread = numeral_inside(named.form());
    let by_names = |misread: String| Reading::new(misread, "a numeral does not stand inside a name", Severity::Warning);
    known(named, view)
        .or_else(|| of_this_document(named, misread.is_some(), table))
        .or_else(|| of_others(named, misread.is_some(), view))
        .or_else(|| misread.map(by_names))
}

fn known<'v>(named: &Named, view: &'v DocumentView) -> Option<Reading<'v>> {
    let looks = &*named.mention.keys.looks;
    let record = named.bearer(view).filter(|_| !named.mention.exact)?;
    let form = form_like(record, |form| skeleton(form) == looks)?;
    let why = "the authority has this form, and a scanner confuses the letters";
    Some(Reading::new(form, why, Severity::Warning))
}

fn of_this_document<'v>(named: &Named, is_misread: bool, table: &'v Table) -> Option<Reading<'v>> {
    let other = table.look_alikes(named).find(|other| {
        let differ = other.mention.keys.folded != named.mention.keys.folded
            && other.mention.keys.letters() != named.mention.keys.letters();
        differ && other.form().contains(' ') && !other.is_shouted()
    })?;
    if is_misread {
        let why = "this document also has that form, and a scanner confuses the letters";
        return Some(Reading::new(other.form(), why, Severity::Warning));
    }
    let settled = named.form().contains(' ') && numeral_inside(other.form()).is_none();
    (settled && other.count() >= OFTEN * named.count()).then(|| {
        let why = format!("it stands so {} times in this document", other.count());
        Reading::new(other.form(), why, Severity::Info)
    })
}

fn of_others<'v>(named: &Named, is_misread: bool, view: &DocumentView<'v>) -> Option<Reading<'v>> {
    if !is_misread && !named.form().contains(' ') {
        return None;
    }
    let letters = named.mention.keys.letters();
    let differs = |other: &OtherForm| other.folded().replace(' ', "") != letters;
    let is_name = |other: &OtherForm| numeral_inside(other.form()).is_none();
    let alike = view.others.looking_like(&named.mention.keys).filter(|other| differs(other) && is_name(other));
    let other = alike.max_by_key(|other| (other.documents, other.mentions, Reverse(other.form())))?;
    let often = often_elsewhere(&other);
    let reading = if is_misread {
        let why = format!("it stands so {often}, and a scanner confuses the letters");
        Reading::new(other.form(), why, Severity::Warning)
    } else {
        let own = named.count() + view.others.same(&named.mention.keys).map_or(0, |same| same.mentions);
        if other.documents < 2 || other.mentions < OFTEN * own {
            return None;
        }
        Reading::new(other.form(), format!("it stands so {often}"), Severity::Info)
    };
    Some(Reading { elsewhere: Some(other), ..reading })
}

/// The name with `Il` for a numeral that stands inside a Korean name: `Kim II Sung`, `Kim 1l-sung`.
fn numeral_inside(form: &str) -> Option<String> {
    const NUMERALS: [&str; 7] = ["II", "I1", "1I", "1l", "ll", "lI", "I|"];
    // Every name of a document is asked at every keystroke.
    let may_hold = form.as_bytes().windows(2).any(|two| matches!(two, [b'I' | b'1' | b'l', b'I' | b'1' | b'l' | b'|']));
    if !may_hold || !form.split([' ', '-']).any(|word| NUMERALS.contains(&word)) {
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
    use crate::rules::testing::{finds, finds_among, keeps_quiet, keeps_quiet_among, restores};

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

    const OTHERS: [&str; 2] = ["We met Anna Barnes. Then Anna Barnes spoke.", "Anna Barnes and Kim Il Sung left."];

    #[test]
    fn the_other_documents_of_the_collection_speak() {
        let found = finds_among(&CONFUSABLE, &OTHERS, "We met ⸢Anna Bames⸣. Then ⸢Kim II Sung⸣ spoke.");
        let told: Vec<_> = found.iter().map(|finding| (finding.severity, finding.elsewhere.len())).collect();
        assert_eq!(told, [(Severity::Info, 2), (Severity::Warning, 1)]);
        assert_eq!(found[1].restorations[0].title, "read “Kim Il Sung”");
    }

    #[test]
    fn keeps_quiet_where_the_collection_has_both_names() {
        keeps_quiet_among(&CONFUSABLE, &OTHERS, "We met Anna Bames. Anna Bames spoke.");
        keeps_quiet_among(&CONFUSABLE, &OTHERS[..1], "We met Anna Bames.");
        keeps_quiet_among(&CONFUSABLE, &["Queen Elizabeth Il came."], "Queen Elizabeth II came.");
    }
}
