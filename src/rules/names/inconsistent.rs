//! `names/inconsistent`

use rustc_hash::FxHashMap;

use crate::names::{MentionKind, bodies};
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};

use super::table::{Named, Table, listed, written_together};

declare_rule! {
    /// One person or body is named in different ways in one document.
    ///
    /// Two translators, two typists or two passes of an engine leave `Kim Il Sung` beside `Kim Il-sung`
    /// and `Albanian Labor Party` beside `Albanian Party of Labour`. A reader who searches finds half.
    ///
    /// Choose one form, or keep both where the original has both; the authority's form comes first among
    /// the proposals, else the form the document explains, else the one it has most.
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
        let keys = &named.mention.keys;
        // Forms that leave given names out are no inconsistency: `Enver Hoxha` and `E. Hoxha` are two good
        // forms, with letters of their own, and `CP of Japan` is short for the full form.
        let body = named.mention.kind == MentionKind::Body;
        let abbreviated = body && named.form().split(' ').any(bodies::is_acronym);
        // A name that says a word twice is two names with a joint between: `the Government for the Albanian Government`.
        let doubled = body && says_a_word_twice(named);
        if !doubled && keys.folded.contains(' ') && !keys.entity.is_empty() && !named.is_shouted() && !abbreviated {
            clusters.entry((named.mention.kind, &keys.entity)).or_default().push(named);
        }
    }
    let mut clusters: Vec<Vec<&Named>> = clusters.into_values().filter(|cluster| cluster.len() > 1).collect();
    clusters.sort_by_key(|cluster| cluster[0].places[0].start);
    for cluster in &clusters {
        report(cluster, table, view, findings);
    }
}

fn report(cluster: &[&Named], table: &Table, view: &DocumentView, findings: &mut Vec<Finding>) {
    let Some(preferred) = cluster.iter().min_by_key(|named| rank(named, table, view)) else { return };
    for named in cluster.iter().filter(|named| differs(named.form(), preferred.form()) && !is_varied(named, preferred))
    {
        let others = listed(cluster.iter().map(|other| other.form()).filter(|form| *form != named.form()));
        for place in &named.places {
            let message = format!("“{}” is also named {others} in this document: choose one form", named.form());
            let severity = if is_reworded(named, preferred) { Severity::Hint } else { Severity::Info };
            let finding = Finding::new(&INCONSISTENT, place.clone(), message)
                .severity(severity)
                .restoration(Restoration::regularize(place.clone(), preferred.form()))
                .related(preferred.places[0].clone(), format!("“{}” stands here", preferred.form()));
            findings.push(finding);
        }
    }
}

/// Whether two forms differ in more than case and apostrophes, which is another rule's matter.
fn differs(a: &str, b: &str) -> bool {
    let plain =
        |form: &str| form.chars().filter(|c| !matches!(c, '\'' | '’')).flat_map(char::to_lowercase).collect::<String>();
    plain(a) != plain(b)
}

/// `State Department` and `Department of State`, `Members of Congress` and `Members of the Congress`: the same words in
/// another order, or with another article, which a good writer varies.
fn is_varied(a: &Named, b: &Named) -> bool {
    if a.mention.kind != MentionKind::Body {
        return false;
    }
    let (in_a, in_b) = (weighty(a), weighty(b));
    if in_a != in_b {
        let sorted = |mut words: Vec<String>| {
            words.sort_unstable();
            words
        };
        return sorted(in_a) == sorted(in_b);
    }
    let without_articles =
        |named: &Named| named.words().filter(|word| *word != "the").map(str::to_owned).collect::<Vec<_>>();
    without_articles(a) == without_articles(b) && a.words().count() != b.words().count()
}

/// `Albanian Government` and `Government of Albania`: the language has both, and a writer may need both.
fn is_reworded(a: &Named, b: &Named) -> bool {
    a.mention.kind == MentionKind::Body && weighty(a).iter().zip(weighty(b)).any(|(a, b)| *a != b) && {
        let spelt = |named: &Named| {
            let mut words: Vec<String> = weighty(named).iter().map(|word| bodies::country(word).to_owned()).collect();
            words.sort_unstable();
            words
        };
        spelt(a) == spelt(b)
    }
}

/// The folded words of a name that are no joints, in order.
fn weighty(named: &Named) -> Vec<String> {
    named.words().filter(|word| !bodies::is_joint(word)).map(str::to_owned).collect()
}

fn says_a_word_twice(named: &Named) -> bool {
    let mut words: Vec<String> = weighty(named).iter().map(|word| bodies::country(word).to_owned()).collect();
    let count = words.len();
    words.sort_unstable();
    words.dedup();
    words.len() < count
}

/// Smaller is better: the authority's order of forms, then whether the document explains the form, then how often it has it.
fn rank(named: &Named, table: &Table, view: &DocumentView) -> (usize, bool, std::cmp::Reverse<usize>, usize) {
    let letters = written_together(named.form());
    let in_authority =
        named.bearer(view).and_then(|record| record.forms().position(|form| written_together(form) == letters));
    let explained = table.definitions.iter().any(|(definition, _)| *definition.name == *named.form());
    (in_authority.unwrap_or(usize::MAX), !explained, std::cmp::Reverse(named.count()), named.places[0].start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

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
}
