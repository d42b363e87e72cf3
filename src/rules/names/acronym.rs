//! `names/undefined-acronym` and `names/competing-acronym`

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::Lexicon;
use crate::names::{Definition, MentionKind, bodies};
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};

use super::table::{Named, Table};

declare_rule! {
    /// An acronym that the document explains nowhere, though it explains others.
    ///
    /// A document that writes “Albanian Party of Labour (ALP)” explains its acronyms; one it does not
    /// explain was introduced on a lost page, or is another acronym misread.
    ///
    /// Compare the original; add the acronym to the authority if it is common knowledge.
    ///
    /// ```finds
    /// The Invented Party of Labour (IPL) met. The ⸢XQR⸣ wrote to it. So the XQR agreed.
    /// ```
    ///
    /// ```quiet
    /// The CIA wrote to the UN.
    /// ```
    pub static UNDEFINED_ACRONYM = {
        name: "names/undefined-acronym",
        severity: Severity::Hint,
        precedence: 20,
        check: Check::Document(check_undefined),
    }
}

declare_rule! {
    /// Two acronyms for one body, or one acronym for two.
    ///
    /// `ALP` and `APL` are the same letters in another order: one of them is a slip, or two translators
    /// were at work. One acronym that is explained twice, and differently, leaves the reader in doubt.
    ///
    /// Compare the original and choose one.
    ///
    /// ```finds
    /// The Invented Party of Labour (IPL) met. The IPL spoke. The ⸢ILP⸣ closed.
    /// → The Invented Party of Labour (IPL) met. The IPL spoke. The IPL closed.
    /// ```
    ///
    /// ```quiet
    /// The Invented Party of Labour (IPL) met. The IPL spoke to the XYZ.
    /// ```
    pub static COMPETING_ACRONYM = {
        name: "names/competing-acronym",
        severity: Severity::Info,
        check: Check::Document(check_competing),
    }
}

/// What stands so many bytes before and after an acronym is around it.
const NEAR: usize = 40;
/// Fewer letters around it tell nothing.
const FEWEST_CAPITALS: usize = 8;

fn check_undefined(view: &DocumentView, findings: &mut Vec<Finding>) {
    let table = view.names();
    if table.definitions.is_empty() {
        return;
    }
    let spelt_out: FxHashSet<&str> = table.forms.iter().map(|named| &*named.mention.keys.initials).collect();
    for named in table
        .of_kind(MentionKind::Acronym)
        .filter(|named| named.count() > 1 && is_worth_explaining(named, table, &spelt_out))
        .filter(|named| !named.places.iter().all(|place| stands_among_capitals(view, place)))
    {
        let message =
            format!("“{}” is explained nowhere in this document, which explains other acronyms", named.form());
        findings.push(Finding::new(&UNDEFINED_ACRONYM, named.places[0].clone(), message));
    }
}

/// Acronyms everybody knows, those of three letters at least excepted, need no explanation.
fn is_worth_explaining(named: &Named, table: &Table, spelt_out: &FxHashSet<&str>) -> bool {
    const EVERYBODYS: [&str; 18] = [
        "USSR", "USA", "CIA", "NATO", "UNO", "FBI", "KGB", "UNESCO", "BBC", "TASS", "DPRK", "PRC", "GDR", "FRG", "DDR",
        "SED", "OSS", "NSC",
    ];
    let form = named.form();
    form.len() > 2
        && form.chars().all(|c| c.is_ascii_uppercase())
        && named.mention.bearers.is_empty()
        && !EVERYBODYS.contains(&form)
        && Lexicon::english().rank(&form.to_ascii_lowercase()).is_none()
        && !form.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
        && !table.definitions.iter().any(|(definition, _)| *definition.acronym == *form)
        && !spelt_out.contains(capitals(form).as_str())
}

/// Whether all that stands around is in capitals too: in headings and telegrams any name looks like an acronym.
fn stands_among_capitals(view: &DocumentView, place: &Range<usize>) -> bool {
    let from = view.source.boundary_before(place.start.saturating_sub(NEAR));
    let to = view.source.boundary_before((place.end + NEAR).min(view.source.len()));
    let (before, after) = (view.text(from..place.start), view.text(place.end..to));
    let letters = || before.chars().chain(after.chars()).filter(|c| c.is_alphabetic());
    letters().count() >= FEWEST_CAPITALS && letters().all(char::is_uppercase)
}

/// The capitals of an acronym as the initials of names are kept: small and sorted.
fn capitals(acronym: &str) -> String {
    let mut letters: Vec<char> = acronym.chars().filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

fn check_competing(view: &DocumentView, findings: &mut Vec<Finding>) {
    let table = view.names();
    // Each acronym with the names it was explained by so far, those of one key once.
    let mut explained: FxHashMap<&str, Vec<Explained>> = FxHashMap::default();
    for (definition, place) in &table.definitions {
        let key = bodies::key(&definition.name);
        let before = explained.entry(&definition.acronym).or_default();
        if let Some((_, other, first)) = before.iter().find(|(other, ..)| are_two(other, &key)) {
            let message = format!(
                "“{}” stood for “{}” before, and here for “{}”",
                definition.acronym, other.name, definition.name
            );
            findings.push(
                Finding::new(&COMPETING_ACRONYM, place.clone(), message)
                    .related((*first).clone(), "explained here first"),
            );
        }
        if before.iter().all(|(other, ..)| *other != key) {
            before.push((key, definition, place));
        }
    }
    let mut by_letters: FxHashMap<Vec<char>, &str> = FxHashMap::default();
    for (definition, _) in &table.definitions {
        by_letters.entry(letters(&definition.acronym)).or_insert(&definition.acronym);
    }
    for named in table.of_kind(MentionKind::Acronym).filter(|named| named.mention.bearers.is_empty()) {
        // An acronym that the document explains and that has the same letters in another order.
        let is_another = named.form().len() >= 3 && !explained.contains_key(named.form());
        let Some(rival) = by_letters.get(&letters(named.form())).filter(|_| is_another) else { continue };
        for place in &named.places {
            let message =
                format!("“{}” has the letters of “{}” in another order: probably one body", named.form(), rival);
            findings.push(
                Finding::new(&COMPETING_ACRONYM, place.clone(), message)
                    .restoration(Restoration::regularize(place.clone(), *rival)),
            );
        }
    }
}

/// The key of a body's name, what explains an acronym by it, and where.
type Explained<'t> = (Vec<String>, &'t Definition, &'t Range<usize>);

/// Whether neither name is the other with words left out, by their keys.
fn are_two(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.iter().all(|word| long.contains(word))
}

fn letters(acronym: &str) -> Vec<char> {
    let mut letters: Vec<char> = acronym.chars().collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn one_acronym_for_two_bodies() {
        finds(&COMPETING_ACRONYM, "The Invented Party of Labour (IPL) met the Island Port League (⸢IPL⸣).");
    }

    #[test]
    fn keeps_quiet_at_what_everybody_knows_and_at_what_is_written_out() {
        keeps_quiet(&UNDEFINED_ACRONYM, "The Invented Party of Labour (IPL) and the CIA, the CIA, the USSR, the USSR.");
        keeps_quiet(
            &UNDEFINED_ACRONYM,
            "The Invented Party of Labour (IPL) and the Xenial Quiet Republic. The XQR, the XQR.",
        );
        keeps_quiet(
            &UNDEFINED_ACRONYM,
            "The Invented Party of Labour (IPL) met.\n\nRELEASE THIS TO QRXLM AT ONCE\n\nRELEASE IT AND WARN QRXLM TOO\n",
        );
        keeps_quiet(&COMPETING_ACRONYM, "The Invented Party of Labour (IPL) is the Invented Labour Party (IPL).");
    }
}
