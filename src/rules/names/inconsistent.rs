//! `names/inconsistent`

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::authority::Record;
use crate::names::attested::{OtherDocuments, OtherForm};
use crate::names::{MentionKind, bodies};
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};

use super::table::{Named, Table, listed, often_elsewhere, relate_elsewhere, written_together};

declare_rule! {
    /// One person or body is named in different ways in one document, or across the collection.
    ///
    /// Two translators, two typists or two passes of an engine leave `Kim Il Sung` beside `Kim Il-sung`
    /// and `Albanian Labor Party` beside `Albanian Party of Labour`. A reader who searches finds half.
    ///
    /// Choose one form, or keep both where the original has both; the authority's form comes first among
    /// the proposals, else the form that is explained, else the one that most documents have. What only other
    /// documents have, and neither the authority nor an explanation prefers, is a hint unless it clearly
    /// outweighs the form found.
    ///
    /// ```finds
    /// an open attack on the ⸢Invented Labor Party⸣. The Invented Party of Labour (IPL) replied; the Invented Party of Labour knew.
    /// → an open attack on the Invented Party of Labour. The Invented Party of Labour (IPL) replied; the Invented Party of Labour knew.
    /// ```
    ///
    /// ```quiet
    /// The Invented Party of Labour met. The Communist Party of Labour Island met.
    /// ```
    pub static INCONSISTENT = {
        name: "names/inconsistent",
        severity: Severity::Info,
        precedence: 45,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, findings: &mut Vec<Finding>) {
    let table = view.names();
    let mut clusters: FxHashMap<(MentionKind, &str), Vec<&Named>> = FxHashMap::default();
    for named in &table.forms {
        let (keys, kind) = (&named.mention.keys, named.mention.kind);
        if !keys.entity.is_empty() && !named.is_shouted() && is_comparable(kind, named.form(), &keys.folded) {
            clusters.entry((kind, &keys.entity)).or_default().push(named);
        }
    }
    let mut clusters: Vec<_> = clusters.into_iter().collect();
    clusters.sort_by_key(|(_, forms)| forms[0].places[0].start);
    for ((kind, entity), forms) in clusters {
        Cluster::of(kind, entity, &forms, view.others).report(table, view, findings);
    }
}

/// Whether a form can be at odds with others. Forms that leave given names out are no inconsistency: `Enver Hoxha` and
/// `E. Hoxha` are two good forms, with letters of their own, and `CP of Japan` is short for the full form. A body's name
/// that says a word twice is two names with a joint between: `the Government for the Albanian Government`.
fn is_comparable(kind: MentionKind, form: &str, folded: &str) -> bool {
    let abbreviated = || form.split(' ').any(bodies::is_acronym);
    folded.contains(' ') && (kind != MentionKind::Body || !abbreviated() && !says_a_word_twice(folded))
}

/// All forms of one person or body: those of the document, and those that only others have.
struct Cluster<'v> {
    kind: MentionKind,
    forms: Vec<Form<'v>>,
}

/// A form with what this document and the others have of it.
struct Form<'v> {
    form: &'v str,
    folded: &'v str,
    here: Option<&'v Named<'v>>,
    elsewhere: Option<OtherForm<'v>>,
}

impl Form<'_> {
    fn documents(&self) -> usize {
        usize::from(self.here.is_some()) + self.elsewhere.map_or(0, |other| other.documents)
    }

    fn mentions(&self) -> usize {
        self.here.map_or(0, Named::count) + self.elsewhere.map_or(0, |other| other.mentions)
    }
}

/// How much more often a form must stand, and in how many more documents, for its weight alone to count for something.
const CLEARLY: (usize, usize) = (3, 2);

impl<'v> Cluster<'v> {
    fn of(kind: MentionKind, entity: &str, here: &[&'v Named<'v>], among: OtherDocuments<'v>) -> Cluster<'v> {
        let of_named = |named: &&'v Named<'v>| {
            let keys = &named.mention.keys;
            Form { form: named.form(), folded: &keys.folded, here: Some(*named), elsewhere: among.same(keys) }
        };
        let mut forms: Vec<Form> = here.iter().map(of_named).collect();
        let others = among.of_entity(kind, entity);
        let mut others: Vec<OtherForm> =
            others.filter(|other| is_comparable(kind, other.form(), other.folded())).collect();
        others.retain(|other| here.iter().all(|named| named.form() != other.form()));
        let of_other = |other: OtherForm<'v>| Form {
            form: other.form(),
            folded: other.folded(),
            here: None,
            elsewhere: Some(other),
        };
        forms.extend(others.into_iter().map(of_other));
        Cluster { kind, forms }
    }

    fn report(&self, table: &Table, view: &DocumentView, findings: &mut Vec<Finding>) {
        if self.forms.len() < 2 {
            return;
        }
        let record = self.forms.iter().find_map(|form| form.here?.bearer(view));
        let Some(preferred) = self.forms.iter().min_by_key(|form| self.rank(form, record, table)) else { return };
        for form in &self.forms {
            if let Some(named) = form.here
                && differs(form.form, preferred.form)
                && !self.is_varied(form, preferred)
            {
                let severity = self.severity(form, preferred, record, table);
                findings
                    .extend(named.places.iter().map(|place| self.finding(form, preferred, place).severity(severity)));
            }
        }
    }

    fn finding(&self, form: &Form, preferred: &Form, place: &Range<usize>) -> Finding {
        let others = self.forms.iter().filter(|other| other.form != form.form);
        let (here, elsewhere): (Vec<&Form>, Vec<&Form>) = others.partition(|other| other.here.is_some());
        let message = match (here.is_empty(), &preferred.elsewhere) {
            (true, Some(other)) => format!(
                "“{}” stands as “{}” {}: choose one form for the collection",
                form.form,
                other.form(),
                often_elsewhere(other)
            ),
            (true, None) => {
                let others = listed(elsewhere.iter().map(|other| other.form));
                format!("“{}” is also named {others} in other documents: choose one form", form.form)
            }
            (false, _) => {
                let others = listed(here.iter().map(|other| other.form));
                format!("“{}” is also named {others} in this document: choose one form", form.form)
            }
        };
        let mut finding = Finding::new(&INCONSISTENT, place.clone(), message)
            .restoration(Restoration::regularize(place.clone(), preferred.form));
        if let Some(named) = preferred.here {
            finding = finding.related(named.places[0].clone(), format!("“{}” stands here", preferred.form));
        }
        match &preferred.elsewhere {
            Some(other) => relate_elsewhere(finding, other),
            None => finding,
        }
    }

    /// What the whole collection has otherwise is worth a look if there is more against the form than its being rarer.
    fn severity(&self, form: &Form, preferred: &Form, record: Option<&Record>, table: &Table) -> Severity {
        let reworded = self.kind == MentionKind::Body && is_reworded(form.folded, preferred.folded);
        let (authority, unexplained, ..) = self.rank(preferred, record, table);
        let chosen = authority < usize::MAX || !unexplained;
        let outweighed = preferred.mentions() >= CLEARLY.0 * form.mentions()
            && preferred.documents() >= CLEARLY.1 * form.documents();
        if reworded || !(preferred.here.is_some() || chosen || outweighed) { Severity::Hint } else { Severity::Info }
    }

    /// The authority's order of forms, then whether the document or another explains the form, then in how many
    /// documents it stands, then how often.
    fn rank<'f>(&self, form: &Form<'f>, record: Option<&Record>, table: &Table) -> Rank<'f> {
        let letters = written_together(form.form);
        let in_authority =
            record.and_then(|record| record.forms().position(|known| written_together(known) == letters));
        let explained = table.definitions.iter().any(|(definition, _)| *definition.name == *form.form)
            || form.elsewhere.is_some_and(|other| other.is_explained());
        let weight = Reverse((form.documents(), form.mentions()));
        // What stands first counts within one document alone: of two documents, each begins with its own form.
        let alone = self.forms.iter().all(|form| form.elsewhere.is_none());
        let first = form.here.filter(|_| alone).map_or(0, |named| named.places[0].start);
        (in_authority.unwrap_or(usize::MAX), !explained, weight, first, form.form)
    }

    /// `State Department` and `Department of State`, `Members of Congress` and `Members of the Congress`: the same words
    /// in another order, or with another article, which a good writer varies.
    fn is_varied(&self, a: &Form, b: &Form) -> bool {
        if self.kind != MentionKind::Body {
            return false;
        }
        let (mut in_a, mut in_b) = (weighty(a.folded), weighty(b.folded));
        if in_a != in_b {
            in_a.sort_unstable();
            in_b.sort_unstable();
            return in_a == in_b;
        }
        without_articles(a.folded).eq(without_articles(b.folded)) && a.folded.len() != b.folded.len()
    }
}

/// Authority, explanation, weight, first place, letters: the smaller the better.
type Rank<'f> = (usize, bool, Reverse<(usize, usize)>, usize, &'f str);

/// Whether two forms differ in more than case and apostrophes, which is another rule's matter.
fn differs(a: &str, b: &str) -> bool {
    let plain =
        |form: &str| form.chars().filter(|c| !matches!(c, '\'' | '’')).flat_map(char::to_lowercase).collect::<String>();
    plain(a) != plain(b)
}

/// `Albanian Government` and `Government of Albania`: the language has both, and a writer may need both.
fn is_reworded(a: &str, b: &str) -> bool {
    let (in_a, in_b) = (weighty(a), weighty(b));
    in_a.iter().zip(&in_b).any(|(a, b)| a != b) && countries_of(in_a) == countries_of(in_b)
}

/// The words of a folded name that are no joints, in order.
fn weighty(folded: &str) -> Vec<&str> {
    folded.split(' ').filter(|word| !bodies::is_joint(word)).collect()
}

fn without_articles(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').filter(|word| *word != "the")
}

/// Words, those of countries without the adjective's ending, sorted.
fn countries_of(words: Vec<&str>) -> Vec<&str> {
    let mut words: Vec<&str> = words.into_iter().map(bodies::country).collect();
    words.sort_unstable();
    words
}

fn says_a_word_twice(folded: &str) -> bool {
    let words = countries_of(weighty(folded));
    words.windows(2).any(|pair| pair[0] == pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, finds_among, keeps_quiet, keeps_quiet_among};

    #[test]
    fn hyphens_in_a_persons_name() {
        finds(&INCONSISTENT, "We met Kim Il Sung today. They met Kim Il Sung again. We met ⸢Kim Il-sung⸣ too.");
    }

    #[test]
    fn a_joint_that_was_lost_is_seen() {
        finds(
            &INCONSISTENT,
            "The Council of Invention met. The Council of Invention closed. The ⸢Council Invention⸣ opened.",
        );
    }

    #[test]
    fn keeps_quiet_at_what_a_good_writer_varies() {
        keeps_quiet(&INCONSISTENT, "The State Department met. The Department of State wrote to the State Department.");
        keeps_quiet(&INCONSISTENT, "The Members of Congress met. The Members of the Congress spoke.");
        keeps_quiet(&INCONSISTENT, "The Government for the Invented Government met. The Invented Government fell.");
    }

    #[test]
    fn keeps_quiet_at_short_forms_and_titles() {
        keeps_quiet(&INCONSISTENT, "Met Comrade Anna Example. Then A. Example. Then Anna B. Example spoke.");
        keeps_quiet(&INCONSISTENT, "The Communist Party of Japan met. The Communist Party of China met.");
    }

    #[test]
    fn the_collection_names_a_person_otherwise() {
        let others =
            ["Kim Il Sung came. Kim Il Sung spoke. Kim Il Sung left.", "Kim Il Sung spoke.", "Here Kim Il-sung spoke."];
        let found = finds_among(&INCONSISTENT, &others, "We met ⸢Kim Il-sung⸣. Then ⸢Kim Il-sung⸣ left.");
        assert_eq!(found[0].restorations[0].title, "write “Kim Il Sung”");
        assert_eq!((found[0].elsewhere.len(), found[0].severity), (2, Severity::Hint));
        let found = finds_among(&INCONSISTENT, &others[..2], "We met ⸢Kim Il-sung⸣.");
        assert_eq!(found[0].severity, Severity::Info, "{}", found[0].message);
        keeps_quiet_among(&INCONSISTENT, &others, "We met Kim Il Sung.");
    }

    #[test]
    fn of_two_documents_one_is_asked() {
        let (a, b) = ("Then Kim Il Sung spoke.", "Kim Il-sung spoke.");
        keeps_quiet_among(&INCONSISTENT, &[b], a);
        finds_among(&INCONSISTENT, &[a], "⸢Kim Il-sung⸣ spoke.");
    }

    #[test]
    fn the_form_that_is_explained_weighs_more_than_the_many() {
        let explained = "The Invented Party of Labour (IPL) met.";
        let found = finds_among(
            &INCONSISTENT,
            &[explained],
            "The ⸢Invented Labor Party⸣ met. The ⸢Invented Labor Party⸣ left.",
        );
        assert_eq!(found[0].restorations[0].title, "write “Invented Party of Labour”");
        keeps_quiet_among(
            &INCONSISTENT,
            &["The Invented Labor Party met.", "The Invented Labor Party left."],
            explained,
        );
    }

    #[test]
    fn keeps_quiet_at_what_the_collection_varies() {
        keeps_quiet_among(
            &INCONSISTENT,
            &["The State Department met.", "State Department."],
            "The Department of State.",
        );
        keeps_quiet_among(&INCONSISTENT, &["Met Anna Example.", "KIM IL SUNG"], "Met A. Example and Kim Il-sung.");
    }
}
