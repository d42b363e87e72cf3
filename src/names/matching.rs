//! Whether two names can be one person or body: same, perhaps, different, and why.
//!
//! A verdict looks at letters alone. Dates, offices and an explicit `not` of the authority are
//! weighed by whoever asks; nothing here ever merges two records.
//!
//! The words of two names are laid side by side: family names first, then given names in their
//! order, each pair judged by [`Likeness`]. What stands in one name alone (a middle initial) is no
//! contradiction; what stands in both and differs is.

use super::bodies;
use super::confusables::{distance, skeleton};
use super::nicknames;
use super::personal::{NameWord, PersonalName};
use super::romanization::{self, Scheme};

/// What the letters of two names say of their bearers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judgement {
    /// Two people or bodies.
    Different,
    /// An editor should look.
    Perhaps,
    /// One person or body, as far as a name can tell.
    Same,
}

impl Judgement {
    /// The judgement as `lacuna names --same` prints it.
    pub fn as_str(self) -> &'static str {
        match self {
            Judgement::Different => "different",
            Judgement::Perhaps => "perhaps",
            Judgement::Same => "same",
        }
    }
}

/// A judgement with its weight and its reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Same, perhaps or different.
    pub judgement: Judgement,
    /// 0 (nothing in common) to 1 (letter for letter).
    pub score: f32,
    /// One clause for the reader: "the same words in another order".
    pub reason: String,
}

impl Verdict {
    pub(super) fn new(judgement: Judgement, score: f32, reason: impl Into<String>) -> Self {
        Verdict { judgement, score: score.clamp(0.0, 1.0), reason: reason.into() }
    }

    fn better(self, other: Verdict) -> Verdict {
        if (other.judgement, other.score) > (self.judgement, self.score) { other } else { self }
    }

    fn at_most_perhaps(mut self, reason: &str) -> Verdict {
        if self.judgement == Judgement::Same {
            self.judgement = Judgement::Perhaps;
            self.score = self.score.min(0.7);
            reason.clone_into(&mut self.reason);
        }
        self
    }
}

/// Compares two names of people or of bodies.
///
/// ```
/// use lacuna::names::matching::{compare, Judgement};
/// assert_eq!(compare("Hoxha, Enver", "Comrade Enver Hoxha").judgement, Judgement::Same);
/// assert_eq!(compare("Castro, Fidel", "Castro, Raúl").judgement, Judgement::Different);
/// assert_eq!(compare("Chou En-lai", "Zhou Enlai").reason, "Wade-Giles and Pinyin");
/// ```
pub fn compare(a: &str, b: &str) -> Verdict {
    if a.trim() == b.trim() && !a.trim().is_empty() {
        return Verdict::new(Judgement::Same, 1.0, "letter for letter");
    }
    if bodies::is_body(a) || bodies::is_body(b) {
        return bodies::compare(a, b);
    }
    compare_people(&PersonalName::parse(a), &PersonalName::parse(b))
}

/// Compares two personal names already taken apart.
pub fn compare_people(a: &PersonalName, b: &PersonalName) -> Verdict {
    let mut verdict = compare_forms(a, b);
    for (aside, of, other) in a.asides.iter().map(|s| (s, a, b)).chain(b.asides.iter().map(|s| (s, b, a))) {
        verdict = verdict.better(compare_aside(aside, of, other));
    }
    verdict
}

/// A second name in brackets is compared in place of what it explains.
fn compare_aside(aside: &str, of: &PersonalName, other: &PersonalName) -> Verdict {
    let second = PersonalName::parse(aside);
    if second.words.len() >= 2 {
        return compare_forms(&second, other);
    }
    let Some(word) = second.words.first() else {
        return nothing_in_common();
    };
    let mut replaced = PersonalName { asides: Vec::new(), ..of.clone() };
    let family = replaced.words.len() - replaced.family.unwrap_or(1).min(replaced.words.len());
    match replaced.words.get_mut(family) {
        Some(place) if word.key.chars().next() == place.key.chars().next() => *place = word.clone(),
        _ => replaced.words.splice(..family, [word.clone()]).for_each(drop),
    }
    compare_forms(&replaced, other)
}

fn compare_forms(a: &PersonalName, b: &PersonalName) -> Verdict {
    if a.words.is_empty() || b.words.is_empty() {
        return nothing_in_common();
    }
    let verdict = compare_words(a, b);
    if let (Some(one), Some(two)) = (&a.suffix, &b.suffix)
        && one != two
    {
        return Verdict::new(Judgement::Different, verdict.score.min(0.5), "endings such as Jr. and III differ");
    }
    if a.is_of_a_woman() != b.is_of_a_woman() {
        return verdict.at_most_perhaps("one form is that of a woman, perhaps the wife");
    }
    verdict
}

fn compare_words(a: &PersonalName, b: &PersonalName) -> Verdict {
    let mut best =
        divisions(a, b).into_iter().map(|division| division.verdict(a, b)).fold(same_bag(a, b), Verdict::better);
    if let Some(scheme) = east_asian(a, b) {
        best = best.better(Verdict::new(Judgement::Same, 0.93, scheme.describe()));
    }
    best
}

/// Both names with the family name first, if that makes them one Korean or Chinese name.
fn east_asian(a: &PersonalName, b: &PersonalName) -> Option<Scheme> {
    let family_first = |name: &PersonalName| -> Vec<String> {
        name.family().iter().chain(name.given()).map(|word| word.key.clone()).collect()
    };
    let (a, b) = (family_first(a), family_first(b));
    let (a, b): (Vec<&str>, Vec<&str>) =
        (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
    romanization::of_one_east_asian_name(&a, &b)
}

/// One way to tell given names from family names on both sides.
struct Division<'n> {
    family: (&'n [NameWord], &'n [NameWord]),
    given: (&'n [NameWord], &'n [NameWord]),
    arabic: bool,
    /// Whether the family name stands first, as in Korean, Chinese and Vietnamese names.
    family_first: bool,
}

fn divisions<'n>(a: &'n PersonalName, b: &'n PersonalName) -> Vec<Division<'n>> {
    let arabic = [a, b].iter().any(|name| is_arabic(name));
    let cut = |name: &'n PersonalName, length: usize, first: bool| {
        let length = length.min(name.words.len());
        if first {
            (&name.words[..length], &name.words[length..])
        } else {
            let (given, family) = name.words.split_at(name.words.len() - length);
            (family, given)
        }
    };
    let stands_first = |name: &PersonalName| {
        name.family.is_none()
            && name.words.len() > 1
            && romanization::is_family_name_that_stands_first(&name.words[0].key)
    };
    let length = a.family.or(b.family).unwrap_or(1);
    let (length_a, length_b) = (a.family.unwrap_or(length), b.family.unwrap_or(length));
    let mut ways = Vec::new();
    if stands_first(a) || stands_first(b) || a.family.is_none() != b.family.is_none() {
        ways.push((length_a, a.family.is_none(), length_b, b.family.is_none()));
    }
    if !(stands_first(a) && stands_first(b)) {
        ways.push((length_a, false, length_b, false));
    }
    ways.into_iter()
        .map(|(length_a, first_a, length_b, first_b)| {
            let ((family_a, given_a), (family_b, given_b)) = (cut(a, length_a, first_a), cut(b, length_b, first_b));
            Division {
                family: (family_a, family_b),
                given: (given_a, given_b),
                arabic,
                family_first: stands_first(a) || stands_first(b),
            }
        })
        .collect()
}

fn is_arabic(name: &PersonalName) -> bool {
    const SIGNS: [&str; 12] = ["al", "el", "ul", "bin", "ben", "ibn", "abd", "abdel", "abdul", "abu", "ud", "ad"];
    const GIVEN: [&str; 10] =
        ["muhammad", "mohammed", "mohammad", "ahmad", "ahmed", "mustafa", "ali", "hassan", "hasan", "mahmoud"];
    name.particles.iter().any(|particle| SIGNS.contains(&particle.as_str()))
        || name.words.iter().any(|word| SIGNS.contains(&word.key.as_str()) || GIVEN.contains(&word.key.as_str()))
}

impl Division<'_> {
    fn verdict(&self, a: &PersonalName, b: &PersonalName) -> Verdict {
        let Some(family) = self.family_likeness() else {
            return nothing_in_common();
        };
        let given = align(self.given.0, self.given.1, |a, b| Likeness::of_given(a, b, self.arabic));
        let score = 0.5 * family.weight() + 0.5 * given.score();
        if given.contradiction() {
            return self.contradicted(&given, family, score);
        }
        if given.pairs.is_empty() {
            return Verdict::new(Judgement::Perhaps, 0.4 * family.weight() + 0.15, "a family name alone");
        }
        let extra = given.extra();
        let reason = reason(family, &given, a, b);
        let whole = given.pairs.iter().filter(|pair| pair.likeness.is_whole()).count();
        let near_given = given.pairs.iter().any(|pair| matches!(pair.likeness, Likeness::Near(_)));
        let first_agrees = given.pairs[0].at.0 == 0 && given.pairs[0].at.1 == 0;
        let firm_family = !matches!(family, Likeness::Near(_));
        let firm = firm_family
            && !near_given
            && !(self.family_first && extra > 0)
            && !(extra > 0 && whole == 1 && is_common_family_name(&self.family.0[0].key))
            && (whole >= 1 && first_agrees || given.pairs.len() >= 2);
        let judgement = if firm { Judgement::Same } else { Judgement::Perhaps };
        Verdict::new(judgement, if firm { score.max(0.75) } else { score.min(0.74) }, reason)
    }

    fn contradicted(&self, given: &Alignment, family: Likeness, score: f32) -> Verdict {
        let first_agrees = given.pairs.first().is_some_and(|pair| pair.at == (0, 0) && pair.likeness.is_whole());
        if first_agrees && given.only_initials_at_odds && !matches!(family, Likeness::Near(_)) {
            return Verdict::new(Judgement::Perhaps, score.min(0.65), "the same but for an initial");
        }
        Verdict::new(Judgement::Different, score.min(0.45), "given names differ")
    }

    /// How alike the family names are: as the least alike of their words.
    fn family_likeness(&self) -> Option<Likeness> {
        let (a, b) = self.family;
        let joined = |words: &[NameWord]| words.iter().map(|word| word.key.as_str()).collect::<String>();
        if joined(a) == joined(b) {
            return Some(Likeness::Same);
        }
        let aligned = align(a, b, |a, b| Likeness::of(a, b, self.arabic));
        let least = aligned.pairs.iter().map(|pair| pair.likeness).min_by(|x, y| x.weight().total_cmp(&y.weight()))?;
        let whole = !aligned.contradiction() && !matches!(least, Likeness::Initial);
        whole.then_some(least)
    }
}

/// Family names so common in English-language archives that one given name does not single out a bearer.
fn is_common_family_name(key: &str) -> bool {
    const COMMON: &str = " smith johnson williams jones brown davis miller wilson moore taylor anderson thomas jackson \
        white harris martin thompson robinson clark lewis lee walker hall allen young king wright hill scott green adams \
        baker nelson carter mitchell roberts turner phillips campbell parker evans edwards collins stewart morris murphy \
        cook rogers reed bailey bell cooper richardson cox howard ward watson brooks gray james bennett wood ross \
        henderson coleman hughes russell graham kim nguyen garcia rodriguez martinez gonzalez lopez perez ";
    COMMON.split_ascii_whitespace().any(|name| name == key)
}

/// How alike two words of a name are.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Likeness {
    Same,
    /// The same to the eye of a scanner.
    Confusable,
    Romanized(Scheme),
    Nickname,
    /// An initial and a word that begins with it, or two initials that are one letter.
    Initial,
    /// Alike by weighted edit distance: 0.7 to 1.
    Near(f32),
}

impl Likeness {
    fn of(a: &NameWord, b: &NameWord, arabic: bool) -> Option<Likeness> {
        if a.is_initial() || b.is_initial() {
            return (a.key.chars().next() == b.key.chars().next()).then_some(Likeness::Initial);
        }
        if a.key == b.key {
            return Some(Likeness::Same);
        }
        if skeleton(&a.key) == skeleton(&b.key) {
            return Some(Likeness::Confusable);
        }
        if nicknames::are_forms_of_one(&a.key, &b.key) {
            return Some(Likeness::Nickname);
        }
        if let Some(scheme) = romanization::of_one_word(&a.text, &b.text) {
            return Some(Likeness::Romanized(scheme));
        }
        if arabic && romanization::of_one_arabic_word(&a.key, &b.key) {
            return Some(Likeness::Romanized(Scheme::Arabic));
        }
        near(&a.key, &b.key)
    }

    /// As [`Likeness::of`], with the short forms of given names: *Dom* for *Dominic*, *deB.* for *deBelleville*.
    fn of_given(a: &NameWord, b: &NameWord, arabic: bool) -> Option<Likeness> {
        let (short, long) = if a.key.len() <= b.key.len() { (&a.key, &b.key) } else { (&b.key, &a.key) };
        Likeness::of(a, b, arabic)
            .or_else(|| (short.len() >= 3 && long.starts_with(short.as_str())).then_some(Likeness::Near(0.8)))
    }

    fn weight(self) -> f32 {
        match self {
            Likeness::Same => 1.0,
            Likeness::Confusable => 0.97,
            Likeness::Romanized(_) => 0.93,
            Likeness::Nickname => 0.88,
            Likeness::Initial => 0.75,
            Likeness::Near(likeness) => 0.8 * likeness,
        }
    }

    fn is_whole(self) -> bool {
        !matches!(self, Likeness::Initial | Likeness::Near(_))
    }
}

fn near(a: &str, b: &str) -> Option<Likeness> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let length = short.chars().count();
    if length < 4 {
        return None;
    }
    let (longest, least) = (long.chars().count() as f32, if length < 6 { 0.76 } else { 0.7 });
    // A little more than the least likeness allows: that is compared by itself.
    let likeness = 1.0 - distance(a, b, (1.01 - least) * longest)? / longest;
    (likeness >= least).then_some(Likeness::Near(likeness))
}

/// Two rows of words laid side by side.
#[derive(Debug, Default)]
struct Alignment {
    pairs: Vec<Pair>,
    /// Words on both sides that stand at one place and agree in nothing.
    at_odds: usize,
    only_initials_at_odds: bool,
    lengths: (usize, usize),
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    at: (usize, usize),
    likeness: Likeness,
}

impl Alignment {
    fn contradiction(&self) -> bool {
        self.at_odds > 0
    }

    fn extra(&self) -> usize {
        self.lengths.0.max(self.lengths.1) - self.pairs.len()
    }

    fn score(&self) -> f32 {
        let longest = self.lengths.0.max(self.lengths.1).max(1) as f32;
        let matched: f32 = self.pairs.iter().map(|pair| pair.likeness.weight()).sum();
        let shortest = self.lengths.0.min(self.lengths.1).max(1) as f32;
        0.7 * (matched / shortest).min(1.0) + 0.3 * matched / longest
    }
}

/// Lays two rows of words side by side in order, so that the likeness of the pairs is greatest.
fn align(a: &[NameWord], b: &[NameWord], judge: impl Fn(&NameWord, &NameWord) -> Option<Likeness>) -> Alignment {
    // A name of forty words is no name; its tail is not looked at.
    let (a, b) = (&a[..a.len().min(40)], &b[..b.len().min(40)]);
    let width = b.len() + 1;
    let judge = &judge;
    let likeness: Vec<Option<Likeness>> = a.iter().flat_map(|x| b.iter().map(move |y| judge(x, y))).collect();
    let mut best = vec![0.0f32; (a.len() + 1) * width];
    for row in (0..a.len()).rev() {
        for column in (0..b.len()).rev() {
            let paired =
                likeness[row * b.len() + column].map_or(0.0, |l| l.weight() + best[(row + 1) * width + column + 1]);
            best[row * width + column] =
                paired.max(best[(row + 1) * width + column]).max(best[row * width + column + 1]);
        }
    }
    let mut alignment = Alignment { only_initials_at_odds: true, lengths: (a.len(), b.len()), ..Alignment::default() };
    let (mut row, mut column, mut last) = (0, 0, (0, 0));
    while row < a.len() && column < b.len() {
        let here = best[row * width + column];
        let paired = likeness[row * b.len() + column]
            .filter(|l| l.weight() + best[(row + 1) * width + column + 1] >= here - 1e-6);
        if let Some(likeness) = paired {
            alignment.note_gap(&a[last.0..row], &b[last.1..column]);
            alignment.pairs.push(Pair { at: (row, column), likeness });
            (row, column) = (row + 1, column + 1);
            last = (row, column);
        } else if best[(row + 1) * width + column] >= here - 1e-6 {
            row += 1;
        } else {
            column += 1;
        }
    }
    alignment.note_gap(&a[last.0..], &b[last.1..]);
    alignment
}

impl Alignment {
    fn note_gap(&mut self, a: &[NameWord], b: &[NameWord]) {
        let both = a.len().min(b.len());
        self.at_odds += both;
        if both > 0 && !a.iter().zip(b).all(|(a, b)| a.is_initial() && b.is_initial()) {
            self.only_initials_at_odds = false;
        }
    }
}

/// The same words in any order: *Mandungu Bula Nyati* and *Bula Nyati, Mandungu*.
fn same_bag(a: &PersonalName, b: &PersonalName) -> Verdict {
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    let mut left: Vec<&NameWord> = long.words.iter().collect();
    let mut firm = true;
    for word in &short.words {
        let found = left
            .iter()
            .enumerate()
            .filter_map(|(at, other)| Some((at, Likeness::of(word, other, false)?)))
            .max_by(|x, y| x.1.weight().total_cmp(&y.1.weight()));
        let Some((at, likeness)) = found else {
            return nothing_in_common();
        };
        let same_initial = likeness == Likeness::Initial && left[at].key == word.key;
        firm &= same_initial || matches!(likeness, Likeness::Same | Likeness::Confusable);
        if !firm && (short.words.len() > 1 || matches!(likeness, Likeness::Initial)) {
            return nothing_in_common();
        }
        left.remove(at);
    }
    match (short.words.len(), left.is_empty()) {
        (1, false) => Verdict::new(Judgement::Perhaps, 0.35, "one word of the longer name"),
        (1, true) if firm => Verdict::new(Judgement::Same, 0.8, "the same single name"),
        (1, true) => Verdict::new(Judgement::Perhaps, 0.6, "single names spelt alike"),
        (_, true) => Verdict::new(Judgement::Same, 0.9, "the same words"),
        (_, false) => Verdict::new(Judgement::Perhaps, 0.6, "all words of the shorter name stand in the longer"),
    }
}

fn reason(family: Likeness, given: &Alignment, a: &PersonalName, b: &PersonalName) -> String {
    let likenesses = || given.pairs.iter().map(|pair| pair.likeness).chain([family]);
    let scheme = likenesses().find_map(|likeness| match likeness {
        Likeness::Romanized(scheme) => Some(scheme.describe()),
        _ => None,
    });
    let mut reasons: Vec<&str> = Vec::new();
    if matches!(family, Likeness::Near(_)) {
        reasons.push("family names spelt alike");
    }
    if likenesses().any(|likeness| likeness == Likeness::Confusable) {
        reasons.push("letters a scanner confuses");
    }
    reasons.extend(scheme);
    if likenesses().any(|likeness| likeness == Likeness::Nickname) {
        reasons.push("a familiar form of the given name");
    }
    if likenesses().any(|likeness| likeness == Likeness::Initial) {
        reasons.push("an initial that agrees");
    }
    if given.pairs.iter().any(|pair| matches!(pair.likeness, Likeness::Near(_))) {
        reasons.push("given names spelt alike");
    }
    if given.extra() > 0 {
        reasons.push("one form has more given names");
    }
    if reasons.is_empty() && a.titles != b.titles {
        reasons.push("the same name, titles aside");
    }
    if reasons.is_empty() {
        reasons.push("the same name");
    }
    reasons.join(", ")
}

fn nothing_in_common() -> Verdict {
    Verdict::new(Judgement::Different, 0.0, "too little in common")
}
