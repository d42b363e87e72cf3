//! `names/body-case`

use rustc_hash::FxHashMap;

use crate::names::MentionKind;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration};

use super::table::{Named, relate, written_together};

declare_rule! {
    /// One body is written with other capitals, or another apostrophe, than elsewhere in the document.
    ///
    /// `Workers' party` and `Workers' Party`, `Peoples' Republic` and `People's Republic` name one body.
    /// A typist or an engine drops capitals and moves apostrophes; the full form is written once at
    /// least as it should be, in the document or in the authority.
    ///
    /// Write the form the authority or the document has; keep the original's where it matters to you.
    ///
    /// ```finds
    /// The Second Plenum of the ⸢Invented Workers' party⸣ met. The Invented Workers' Party agreed.
    /// → The Second Plenum of the Invented Workers' Party met. The Invented Workers' Party agreed.
    /// ```
    ///
    /// ```quiet
    /// The Invented Workers' Party met. INVENTED WORKERS' PARTY
    /// ```
    pub static BODY_CASE = {
        name: "names/body-case",
        precedence: 55,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, findings: &mut Vec<Finding>) {
    let table = view.names();
    let bodies: Vec<&Named> = table.of_kind(MentionKind::Body).filter(|named| !named.is_shouted()).collect();
    let mut alike: FxHashMap<&String, Vec<&Named>> = FxHashMap::default();
    let letters: Vec<String> = bodies.iter().map(|named| letters(named.form())).collect();
    for (named, letters) in bodies.iter().zip(&letters) {
        alike.entry(letters).or_default().push(named);
    }
    for (named, letters) in bodies.iter().zip(&letters) {
        if named.mention.bearers.is_empty() && alike[letters].len() == 1 {
            continue;
        }
        let Some((form, source)) = settled_form(named, letters, &alike[letters], view) else { continue };
        for place in &named.places {
            let message = format!("“{}” stands in {source} as “{form}”: one body, written in two ways", named.form());
            let finding = Finding::new(&BODY_CASE, place.clone(), message)
                .restoration(Restoration::regularize(place.clone(), form.clone()));
            findings.push(relate(finding, named));
        }
    }
}

/// The form to write instead, and where it stands.
fn settled_form(named: &Named, letters: &str, alike: &[&Named], view: &DocumentView) -> Option<(String, &'static str)> {
    if let Some(record) = named.bearer(view)
        && let Some(form) = record.forms().find(|form| self::letters(form) == letters)
    {
        return (even_apostrophes(form) != even_apostrophes(named.form())).then(|| (form.to_owned(), "the authority"));
    }
    let better = alike.iter().max_by_key(|other| {
        (capitals(other.form()), !ends_in_apostrophe(other.form()), other.count(), std::cmp::Reverse(other.form()))
    })?;
    let worse = even_apostrophes(better.form()) != even_apostrophes(named.form());
    let certain = capitals(better.form()) > capitals(named.form()) || better.count() > named.count();
    (worse && certain).then(|| (better.form().to_owned(), "this document"))
}

/// The letters of a name and nothing else: `Peoples'` and `People's` have the same.
fn letters(form: &str) -> String {
    form.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<String>()
        + if written_together(form).is_empty() { "" } else { "." }
}

fn capitals(form: &str) -> usize {
    form.chars().filter(|c| c.is_uppercase()).count()
}

fn ends_in_apostrophe(form: &str) -> bool {
    form.ends_with(['\'', '’'])
}

/// Typographic and typewritten apostrophes are one.
fn even_apostrophes(form: &str) -> String {
    form.replace(['’', 'ʼ', '`', '´'], "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn the_form_with_capitals_is_the_name_even_where_it_is_rarer() {
        finds(
            &BODY_CASE,
            "of the ⸢Korean Workers' party⸣ on it. The ⸢Korean Workers' party⸣ said so.\n\nThe Korean Workers' Party agreed.",
        );
    }

    #[test]
    fn apostrophes_count_where_one_form_is_rarer() {
        finds(&BODY_CASE, "The People's Assembly met. The People's Assembly spoke. The ⸢Peoples' Assembly⸣ closed.");
    }

    #[test]
    fn keeps_quiet_at_one_form_and_at_headings() {
        keeps_quiet(&BODY_CASE, "The Korean Workers' party met. The Korean Workers' party spoke.");
        keeps_quiet(&BODY_CASE, "THE CENTRAL COMMITTEE\n\nThe Central Committee met.");
        keeps_quiet(&BODY_CASE, "The People’s Assembly met. The People's Assembly spoke.");
    }
}
