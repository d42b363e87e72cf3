//! `names/near-miss`

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::authority::Record;
use crate::lexicon::Lexicon;
use crate::names::confusables::distance;
use crate::names::fold::{Word, words};
use crate::names::{Mention, MentionKind};
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Context, DocumentView, Finding, Restoration, Severity};

use super::table::{Named, often_elsewhere, relate, relate_elsewhere};

declare_rule! {
    /// A name is one letter away from a name that is known.
    ///
    /// `Nitita Khrushchev` and `Enver Hoxa` are slips of a typist or of an engine, and no search finds them.
    /// A name is known if the authority has it, if the document has it at least three times, or if other
    /// documents of the collection do.
    ///
    /// Compare the image. Take the known form, or make a record of the other person.
    ///
    /// ```finds
    /// Anna Krelmann spoke. Anna Krelmann left. ⸢Anna Krelmamn⸣ wrote. Anna Krelmann died.
    /// → Anna Krelmann spoke. Anna Krelmann left. Anna Krelmann wrote. Anna Krelmann died.
    /// ```
    ///
    /// ```quiet
    /// Anna Martin spoke. Anna Martin left. Anna Marvin wrote. Anna Martin died.
    /// ```
    pub static NEAR_MISS = {
        name: "names/near-miss",
        precedence: 60,
        check: Check::Folded { block: check_known, document: check_own },
    }
}

/// The longer of two words that differ has at least so many letters: short ones differ by one letter easily.
const SHORTEST: usize = 5;
/// Letters that are often confused cost less than one.
const ONE_SLIP: f32 = 1.0;
/// A form stands for itself from so many mentions on.
const SETTLED: usize = 3;
/// Records that a name is compared with.
const MOST_COMPARED: usize = 64;

/// Names that the authority nearly has.
fn check_known(block: &BlockView, report: &mut BlockReport) {
    if block.context.who.known.is_empty() {
        return;
    }
    let mentions = report.facts.names.mentions.iter();
    let found: Vec<Finding> = mentions
        .filter(|mention| mention.kind == MentionKind::Person && mention.bearers.is_empty())
        .filter_map(|mention| of_mention(mention, block.context))
        .collect();
    found.into_iter().for_each(|finding| report.add(finding));
}

fn of_mention(mention: &Mention, context: &Context) -> Option<Finding> {
    let written = words(&mention.form);
    let readings = known_readings(mention, &written, context);
    let (slip, reading) = readings.first()?;
    let message = format!("“{}” is one letter away from “{reading}”, whom the authority knows", mention.form);
    let mut proposed: Vec<&str> = Vec::new();
    let mut finding =
        Finding::new(&NEAR_MISS, mention.range.clone(), message).severity(severity(&written[*slip], context));
    for (_, reading) in readings.iter().take(5) {
        if !proposed.contains(&reading.as_str()) {
            proposed.push(reading);
            finding = finding.restoration(Restoration::replace(mention.range.clone(), reading.clone()));
        }
    }
    Some(finding)
}

/// The readings, each with the number of the word that slipped.
fn known_readings(mention: &Mention, written: &[Word], context: &Context) -> Vec<(usize, String)> {
    let known = &context.who.known;
    let mut readings = Vec::new();
    for (at, word) in written.iter().enumerate().filter(|(_, word)| word.key.len() + 1 >= SHORTEST) {
        let namesakes = known.people_named(&word.key);
        if !namesakes.is_empty() {
            let records = namesakes.iter().take(MOST_COMPARED).filter_map(|&index| record(index, context));
            for record in records {
                readings.extend(record.forms().filter_map(|form| {
                    let (slip, reading) = one_word_apart(mention, written, form)?;
                    (slip != at).then_some((slip, reading))
                }));
            }
            continue;
        }
        for record in known.people_nearly_named(&word.key).into_iter().filter_map(|index| record(index, context)) {
            let alone = written.len() == 1;
            readings.extend(record.forms().filter_map(|form| match alone {
                true => family_alone(mention, word, form).map(|reading| (0, reading)),
                false => one_word_apart(mention, written, form),
            }));
        }
    }
    readings
}

fn record(index: u32, context: &Context) -> Option<&Record> {
    context.who.authority.records.get(usize::try_from(index).ok()?)
}

/// The written name with the one word that a form has otherwise, if it is one slip away.
fn one_word_apart(mention: &Mention, written: &[Word], form: &str) -> Option<(usize, String)> {
    let known = words(form);
    if known.len() != written.len() || form.contains(',') {
        return None;
    }
    let mut apart = written.iter().zip(&known).enumerate().filter(|(_, (a, b))| a.key != b.key);
    let (at, (slip, right)) = apart.next()?;
    (apart.next().is_none() && is_slip(&slip.key, &right.key))
        .then(|| (at, replaced(&mention.form, slip, &form[right.range.clone()])))
}

/// A family name that stands with a title alone, as the form has it.
fn family_alone(mention: &Mention, written: &Word, form: &str) -> Option<String> {
    let known = words(form);
    let family = known.iter().find(|word| is_slip(&written.key, &word.key))?;
    Some(replaced(&mention.form, written, &form[family.range.clone()]))
}

fn replaced(form: &str, word: &Word, reading: &str) -> String {
    format!("{}{reading}{}", &form[..word.range.start], &form[word.range.end..])
}

fn is_slip(written: &str, right: &str) -> bool {
    let (short, long) = (written.len().min(right.len()), written.len().max(right.len()));
    long >= SHORTEST && long - short <= 2 && distance(right, written, ONE_SLIP).is_some()
}

/// A word that the language has may be the name of somebody else.
fn severity(slip: &Word, context: &Context) -> Severity {
    if is_word(&slip.key, context) { Severity::Hint } else { Severity::Warning }
}

fn is_word(folded: &str, context: &Context) -> bool {
    context.has_language("en") && Lexicon::english().rank(folded).is_some()
}

/// Names that the document itself, or the others of its collection, have otherwise, and often.
fn check_own(view: &DocumentView, findings: &mut Vec<Finding>) {
    let table = view.names();
    let people = || table.of_kind(MentionKind::Person).filter(|named| named.words().count() > 1 && !named.is_shouted());
    let mut settled: FxHashMap<&str, Vec<&Named>> = FxHashMap::default();
    for named in people().filter(|named| named.count() >= SETTLED) {
        for word in named.words() {
            settled.entry(word).or_default().push(named);
        }
    }
    for named in people().filter(|named| named.count() == 1 && named.mention.bearers.is_empty()) {
        findings.extend(of_this_document(named, &settled, view).or_else(|| of_others(named, view)));
    }
}

fn of_this_document(named: &Named, settled: &FxHashMap<&str, Vec<&Named>>, view: &DocumentView) -> Option<Finding> {
    let mut near = named.words().filter_map(|word| settled.get(word)).flatten();
    let (other, slip) = near.find_map(|other| Some((other, slip_of(named, &other.mention.keys.folded)?)))?;
    if is_word(slip, view.context) {
        return None;
    }
    let often = format!("{} times in this document", other.count());
    Some(relate(of_settled(named, other.form(), &often), other))
}

/// A name that stands nowhere else, where the others have another again and again.
fn of_others(named: &Named, view: &DocumentView) -> Option<Finding> {
    let keys = &named.mention.keys;
    let near = view.others.near(keys).filter(|other| other.documents > 1 && other.mentions >= SETTLED);
    let right = near.filter(|other| slip_of(named, other.folded()).is_some_and(|slip| !is_word(slip, view.context)));
    let other = right.max_by_key(|other| (other.documents, other.mentions, Reverse(other.form())))?;
    let stands_alone = view.others.same(keys).is_none();
    stands_alone.then(|| relate_elsewhere(of_settled(named, other.form(), &often_elsewhere(&other)), &other))
}

fn of_settled(named: &Named, right: &str, often: &str) -> Finding {
    let place = named.places[0].clone();
    let message = format!("“{}” is one letter away from “{right}”, which stands {often}", named.form());
    Finding::new(&NEAR_MISS, place.clone(), message)
        .severity(Severity::Info)
        .restoration(Restoration::replace(place, right))
}

/// The only word of a name that is one slip away from the word of another name, all others the same.
fn slip_of<'n>(named: &'n Named, other: &str) -> Option<&'n str> {
    let others = || other.split(' ');
    let mut apart = named.words().zip(others()).filter(|(a, b)| a != b);
    let (slip, right) = apart.next()?;
    let as_long = named.words().count() == others().count();
    (as_long && apart.next().is_none() && is_slip(slip, right)).then_some(slip)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds_among, finds_knowing, keeps_quiet, keeps_quiet_among};

    const PEOPLE: &str = "[[person]]\nid = 'a'\nname = 'Enver Hoxha'\n[[person]]\nid = 'b'\nname = 'Nikita Khrushchev'\nvariants = ['N. Khrushchev']\n";

    #[test]
    fn one_letter_of_a_name_that_the_authority_has() {
        let found = finds_knowing(&NEAR_MISS, PEOPLE, "Then ⸢Nitita Khrushchev⸣ met Comrade ⸢Hoxa⸣ and ⸢Enver Hoxa⸣.");
        let read: Vec<&str> = found.iter().map(|finding| finding.restorations[0].title.as_ref()).collect();
        assert_eq!(read, ["read “Nikita Khrushchev”", "read “Hoxha”", "read “Enver Hoxha”"]);
        assert!(found.iter().all(|finding| finding.severity == Severity::Warning));
    }

    #[test]
    fn keeps_quiet_at_the_names_themselves_and_at_others() {
        let people = "Nikita Khrushchev, N. Khrushchev, Comrade Hoxha, Nina Khrushcheva, Enver Halil Hoxha.";
        finds_knowing(&NEAR_MISS, PEOPLE, people);
    }

    #[test]
    fn keeps_quiet_where_neither_form_is_settled() {
        keeps_quiet(&NEAR_MISS, "Anna Krelmann spoke. Anna Krelmamn wrote. Anna Krelmann died.");
        keeps_quiet(&NEAR_MISS, "Li Yun. Li Yun. Li Yun. Li Yan.");
    }

    const OTHERS: [&str; 2] = ["Anna Krelmann spoke. Anna Krelmann left.", "Anna Krelmann wrote. Then Carla Omstedt."];

    #[test]
    fn one_letter_of_a_name_that_the_collection_has() {
        let found = finds_among(&NEAR_MISS, &OTHERS, "Then ⸢Anna Krelmamn⸣ wrote.");
        assert_eq!(found[0].elsewhere.len(), 2);
        assert!(found[0].message.contains("3 times in 2 other documents"), "{}", found[0].message);
    }

    #[test]
    fn keeps_quiet_where_the_collection_settles_nothing() {
        keeps_quiet_among(&NEAR_MISS, &OTHERS, "Then Anna Krelmann met Carla Omsted and Anna Krelmanova.");
        keeps_quiet_among(&NEAR_MISS, &OTHERS[..1], "Then Anna Krelmamn wrote.");
        let both = [OTHERS[0], OTHERS[1], "Then Anna Krelmamn wrote."];
        keeps_quiet_among(&NEAR_MISS, &both, "Then Anna Krelmamn wrote.");
    }
}
