//! `names/romanization`

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::authority::{FormKind, Record};
use crate::names::MentionKind;
use crate::names::attested::OtherForm;
use crate::names::romanization::Scheme;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};

use super::table::{Named, Table, often_elsewhere, relate_elsewhere, running_name, written_together};

declare_rule! {
    /// A name from another script is romanized otherwise than the authority, the rest of the document or the other documents
    /// of the collection do.
    ///
    /// `Chou En-lai` and `Zhou Enlai`, `Choe Yong-gon` and `Choi Yong-kun`, `Khrushchev` and `Khruschev` are one
    /// name each: translators and decades differ. A reader who searches for one form misses the other.
    ///
    /// What a source spells is the source's: leave it, and add it to the authority as a variant, or regularize it
    /// if your edition does so.
    ///
    /// ```finds
    /// Zhou Enlai spoke. Zhou Enlai left. Then ⸢Chou En-lai⸣ wrote.
    /// → Zhou Enlai spoke. Zhou Enlai left. Then Zhou Enlai wrote.
    /// ```
    ///
    /// ```quiet
    /// Zhou Enlai spoke. Zhou Enlai left. Then Zhou Enyang wrote.
    /// ```
    pub static ROMANIZATION = {
        name: "names/romanization",
        severity: Severity::Hint,
        precedence: 42,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, findings: &mut Vec<Finding>) {
    let table = view.names();
    let meeting = meeting(table);
    for named in table.of_kind(MentionKind::Person).filter(|named| !named.is_shouted()) {
        let Some(Preferred { form, why, elsewhere }) = preferred(named, &meeting, view) else { continue };
        for place in &named.places {
            let message = format!("“{}” is probably “{form}” in another romanization ({why})", named.form());
            let finding = Finding::new(&ROMANIZATION, place.clone(), message)
                .restoration(Restoration::regularize(place.clone(), form.clone()));
            findings.push(match &elsewhere {
                Some(other) => relate_elsewhere(finding, other),
                None => finding,
            });
        }
    }
}

/// A romanization that is better than another, and why.
struct Preferred<'v> {
    form: String,
    why: String,
    /// Where other documents have it.
    elsewhere: Option<OtherForm<'v>>,
}

type Meeting<'t, 'v> = FxHashMap<&'t (Scheme, Box<str>), Vec<&'t Named<'v>>>;

/// The forms of the document by the keys under which romanizations meet.
fn meeting<'t, 'v>(table: &'t Table<'v>) -> Meeting<'t, 'v> {
    let mut meeting: Meeting = FxHashMap::default();
    for named in table.of_kind(MentionKind::Person).filter(|named| !named.is_shouted()) {
        for sound in &named.mention.keys.sounds {
            meeting.entry(sound).or_default().push(named);
        }
    }
    meeting
}

/// The form to prefer; none if this one is as good as any.
fn preferred<'v>(named: &Named, meeting: &Meeting, view: &DocumentView<'v>) -> Option<Preferred<'v>> {
    let known = |(form, why)| Preferred { form, why, elsewhere: None };
    if let Some(record) = named.bearer(view) {
        return known_romanization(named, record).map(known);
    }
    if !named.mention.bearers.is_empty() {
        return None;
    }
    for sound in &named.mention.keys.sounds {
        let who = &view.context.who;
        if let [one] = who.known.people_sounding(sound, &who.authority)
            && let Some(record) = who.authority.records.get(usize::try_from(*one).ok()?)
        {
            let reading = running_name(record);
            let same = written_together(&reading) == named.mention.keys.letters();
            return (!same).then(|| known((reading, format!("{}; the authority has that one", sound.0.describe()))));
        }
        let better = of_this_document(named, sound, meeting).or_else(|| of_others(named, sound, view));
        if better.is_some() {
            return better;
        }
    }
    None
}

fn of_this_document<'v>(named: &Named, sound: &(Scheme, Box<str>), meeting: &Meeting) -> Option<Preferred<'v>> {
    let rivals = meeting.get(sound)?.iter();
    let better =
        rivals.filter(|other| is_other_name(named, &other.mention.keys.folded) && other.count() > named.count());
    let other = better.max_by_key(|other| other.count())?;
    let why = format!("{}; this one stands here {} times", sound.0.describe(), other.count());
    Some(Preferred { form: other.form().to_owned(), why, elsewhere: None })
}

/// What the other documents have more often than all together have this form.
fn of_others<'v>(named: &Named, sound: &(Scheme, Box<str>), view: &DocumentView<'v>) -> Option<Preferred<'v>> {
    let rivals = view.others.sounding_like(sound).filter(|other| is_other_name(named, other.folded()));
    let other = rivals.max_by_key(|other| (other.documents, other.mentions, Reverse(other.form())))?;
    let (mut documents, mut mentions) = (1, named.count());
    if let Some(same) = view.others.same(&named.mention.keys) {
        (documents, mentions) = (documents + same.documents, mentions + same.mentions);
    }
    let is_better = other.documents >= documents && other.mentions > mentions;
    let why = || format!("{}; that one stands {}", sound.0.describe(), often_elsewhere(&other));
    is_better.then(|| Preferred { form: other.form().to_owned(), why: why(), elsewhere: Some(other) })
}

/// A form that the authority itself calls a romanization.
fn known_romanization(named: &Named, record: &Record) -> Option<(String, String)> {
    let letters = written_together(named.form());
    let variant = record
        .variants
        .iter()
        .find(|variant| variant.kind == FormKind::Romanization && written_together(&variant.form) == letters)?;
    let why = variant.language.as_deref().map_or_else(
        || "the authority prefers that one".to_owned(),
        |language| format!("as in texts in “{language}”; the authority prefers that one"),
    );
    let reading = running_name(record);
    (written_together(&reading) != letters).then_some((reading, why))
}

fn is_other_name(named: &Named, other: &str) -> bool {
    named.mention.keys.letters() != other.replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, finds_among, finds_knowing, keeps_quiet, keeps_quiet_among};

    const PEOPLE: &str = "[[person]]\nid = 'z'\nname = 'Zhou, Enlai'\n[[person]]\nid = 'k'\nname = 'Kim Il Sung'\n
        variants = [{ form = 'Kim Ir Sen', kind = 'romanization', language = 'sq' }]\n";

    #[test]
    fn the_authority_has_another_romanization() {
        let found = finds_knowing(&ROMANIZATION, PEOPLE, "Then ⸢Chou En-lai⸣ met ⸢Kim Ir Sen⸣.");
        let read: Vec<&str> = found.iter().map(|finding| finding.restorations[0].title.as_ref()).collect();
        assert_eq!(read, ["write “Zhou Enlai”", "write “Kim Il Sung”"]);
    }

    #[test]
    fn the_document_has_another_romanization_more_often() {
        finds(&ROMANIZATION, "Choi Yong-kun met. Choi Yong-kun spoke. ⸢Choe Yong-gon⸣ left.");
        finds(&ROMANIZATION, "Boris Brezinsky met. Boris Brezinsky spoke. ⸢Boris Brezinskii⸣ left.");
    }

    #[test]
    fn keeps_quiet_at_the_preferred_form_and_at_western_namesakes() {
        finds_knowing(&ROMANIZATION, PEOPLE, "Then Zhou Enlai met Kim Il Sung.");
        keeps_quiet(&ROMANIZATION, "John Smith met. John Smith spoke. John Smyth left.");
        keeps_quiet(&ROMANIZATION, "Choi Yong-kun met. Choi Yong-kun spoke. Choi Min-ho left.");
    }

    #[test]
    fn the_collection_has_another_romanization_more_often() {
        let others = ["Choi Yong-kun met. Choi Yong-kun spoke.", "Choe Yong-gon left."];
        let found = finds_among(&ROMANIZATION, &others[..1], "We met ⸢Choe Yong-gon⸣.");
        assert_eq!(found[0].elsewhere.len(), 1);
        keeps_quiet_among(&ROMANIZATION, &others, "We met Choe Yong-gon.");
        keeps_quiet_among(&ROMANIZATION, &others, "We met Choi Yong-kun.");
    }
}
