//! `names/initials`

use rustc_hash::FxHashMap;

use crate::names::MentionKind;
use crate::names::fold::fold;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, Finding, Restoration, Severity};

use super::table::{Named, relate, running_form};

declare_rule! {
    /// Two names are the same but for one initial.
    ///
    /// `Clarence B. Randall` and `Clarence S. Randall` are one person badly read more often than two people:
    /// `B` and `S`, `I` and `T`, `C` and `G` look alike to a scanner, and an initial has no word around it to tell.
    ///
    /// Compare the image. Take the initial that is right, or say in the authority that they are two (`not = […]`).
    ///
    /// ```finds
    /// We met Clara B. Example. Clara B. Example spoke. Then ⸢Clara S. Example⸣ wrote.
    /// → We met Clara B. Example. Clara B. Example spoke. Then Clara B. Example wrote.
    /// ```
    ///
    /// ```quiet
    /// We met Clara B. Example. Clara B. Example spoke. Then Clara Example and Martin S. Example wrote.
    /// ```
    pub static INITIALS = {
        name: "names/initials",
        severity: Severity::Info,
        precedence: 48,
        check: Check::Folded { block: check_known, document: check_own },
    }
}

/// Capitals that a scanner takes for one another.
const ALIKE: [&str; 8] = ["BRPES8", "CGOQD0", "IJLT1", "UVY", "MNHW", "EFP", "KXR", "AR"];

/// Records that a name is compared with.
const MOST_COMPARED: usize = 64;

/// Names that the authority has with another initial.
fn check_known(block: &BlockView, report: &mut BlockReport) {
    let who = &block.context.who;
    if who.known.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for mention in &report.facts.names.mentions {
        let (whole, initials) = parted(&mention.keys.folded);
        if mention.kind != MentionKind::Person || !mention.bearers.is_empty() || initials.is_empty() {
            continue;
        }
        let Some(family) = whole.last() else { continue };
        let records = who.known.people_named(family).iter().take(MOST_COMPARED);
        let records = records.filter_map(|&index| who.authority.records.get(index as usize));
        let known = records.flat_map(|record| record.forms()).find_map(|form| {
            let direct = running_form(form);
            let folded = fold(&direct);
            let (other_whole, other_initials) = parted(&folded);
            (whole == other_whole && one_at_odds(&initials, &other_initials)).then_some(direct)
        });
        let Some(known) = known else { continue };
        let message = format!("“{}” stands in the authority as “{known}”: an initial may be misread", mention.form);
        found.push(
            Finding::new(&INITIALS, mention.range.clone(), message)
                .restoration(Restoration::replace(mention.range.clone(), known)),
        );
    }
    found.into_iter().for_each(|finding| report.add(finding));
}

/// Names that the document itself has with another initial.
fn check_own(view: &DocumentView, findings: &mut Vec<Finding>) {
    let mut alike: FxHashMap<Vec<&str>, Vec<(&Named, Vec<char>)>> = FxHashMap::default();
    for named in view.names().of_kind(MentionKind::Person) {
        let (whole, initials) = parted(&named.mention.keys.folded);
        // A family name alone says too little: `A. Example` and `B. Example` are two people.
        if !initials.is_empty() && whole.len() >= 2 {
            alike.entry(whole).or_default().push((named, initials));
        }
    }
    for group in alike.values().filter(|group| group.len() > 1) {
        for (named, initials) in group {
            let rivals = group.iter().filter(|(other, others)| {
                one_at_odds(initials, others) && other.count() > named.count() && !are_two(named, other, view)
            });
            let Some((other, _)) = rivals.max_by_key(|(other, _)| other.count()) else { continue };
            for place in &named.places {
                let message = format!(
                    "“{}” stands {} times in this document as “{}”: an initial may be misread",
                    named.form(),
                    other.count(),
                    other.form()
                );
                let finding = Finding::new(&INITIALS, place.clone(), message)
                    .restoration(Restoration::replace(place.clone(), other.form()));
                findings.push(relate(finding, other));
            }
        }
    }
}

/// Whether the authority knows them as two.
fn are_two(a: &Named, b: &Named, view: &DocumentView) -> bool {
    match (a.bearer(view), b.bearer(view)) {
        (Some(a), Some(b)) => a.id != b.id,
        _ => false,
    }
}

/// The whole words of a folded name and its initials.
fn parted(folded: &str) -> (Vec<&str>, Vec<char>) {
    let is_initial = |word: &&str| word.chars().count() == 1;
    let whole = folded.split(' ').filter(|word| !is_initial(word)).collect();
    (whole, folded.split(' ').filter(is_initial).filter_map(|word| word.chars().next()).collect())
}

/// Whether just one initial differs, by letters that look alike.
fn one_at_odds(a: &[char], b: &[char]) -> bool {
    let mut odd = a.iter().zip(b).filter(|(a, b)| a != b);
    a.len() == b.len() && odd.next().is_some_and(|(a, b)| look_alike(*a, *b)) && odd.next().is_none()
}

fn look_alike(a: char, b: char) -> bool {
    let (a, b) = (a.to_ascii_uppercase(), b.to_ascii_uppercase());
    ALIKE.iter().any(|set| set.contains(a) && set.contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds_knowing, keeps_quiet};

    const PEOPLE: &str = "[[person]]\nid = 'l'\nname = 'Example, Leonid I.'\n[[person]]\nid = 'r'\nname = 'Roger B. Sample'\nnot = ['s']\n[[person]]\nid = 's'\nname = 'Roger S. Sample'\n";

    #[test]
    fn an_initial_that_the_authority_has_otherwise() {
        let found = finds_knowing(&INITIALS, PEOPLE, "Then ⸢Leonid T. Example⸣ spoke.");
        assert_eq!(found[0].restorations[0].title, "read “Leonid I. Example”");
    }

    #[test]
    fn keeps_quiet_where_the_authority_knows_two() {
        finds_knowing(&INITIALS, PEOPLE, "Leonid I. Example. Roger B. Sample. Roger B. Sample. Roger S. Sample.");
    }

    #[test]
    fn keeps_quiet_at_initials_that_do_not_look_alike_and_at_families() {
        keeps_quiet(&INITIALS, "Clara B. Example. Clara B. Example. Clara W. Example.");
        keeps_quiet(&INITIALS, "B. Example. B. Example. S. Example.");
        keeps_quiet(&INITIALS, "Clara B. Example. Clara S. Example.");
    }
}
