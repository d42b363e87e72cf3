//! What a run of capitals names, as its shape and its words tell: a person, a body, or who knows what.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::lexicon::Lexicon;
use crate::lexicon::format::LOWER;

use super::fold::Word;
use super::mention::MentionKind;
use super::{bodies, nicknames, titles};

/// What these words of a text name; `titled`, if a title stands before them.
pub(super) fn kind_of(words: &[Word], text: &str, titled: bool) -> MentionKind {
    if let [word] = words {
        return if bodies::is_acronym(&text[word.range.clone()]) && !titled {
            MentionKind::Acronym
        } else if titled {
            MentionKind::Person
        } else {
            MentionKind::Unsure
        };
    }
    if words.iter().any(|word| bodies::is_head(&word.key)) {
        return MentionKind::Body;
    }
    let joined = words.iter().any(|word| matches!(&*word.key, "of" | "the" | "for"));
    let shouted = words.iter().all(|word| word.is_upper_case(text) || word.is_initial());
    let personal = titled || has_initials(words) || words.len() <= 4 && may_be_a_person(words, text);
    if !joined && !shouted && personal { MentionKind::Person } else { MentionKind::Unsure }
}

/// Initials before a name are a person's; a letter after one word numbers it: `Tab B`, `Volume V`.
fn has_initials(words: &[Word]) -> bool {
    words.iter().take(words.len() - 1).any(Word::is_initial)
}

/// Whether capitals without a title or an initial may name a person: not `Gaza Strip` or `Executive Order`.
fn may_be_a_person(words: &[Word], text: &str) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let of_a_country = words.iter().any(|word| bodies::is_of_a_country(&word.key));
    let acronym = words.iter().any(|word| bodies::is_acronym(&text[word.range.clone()]));
    let is_numbered = last.is_initial();
    !of_a_country
        && !acronym
        && !is_numbered
        && !is_compound(words, text)
        && !words.iter().any(|word| is_place_word(&word.key))
        && !is_head_of_things(&last.key)
        && !titles::is_office(&last.key)
        && !(words.len() == 2 && is_article_of_places(&first.key))
        && (!words.iter().all(|word| is_ordinary(&word.key)) || nicknames::is_given_name(&first.key))
}

/// `Austria-Hungary`, `Cairo-Tehran`: two words with nothing but a hyphen between are no full name.
fn is_compound(words: &[Word], text: &str) -> bool {
    let whole = words[0].range.start..words[words.len() - 1].range.end;
    !text[whole].contains(char::is_whitespace)
}

/// Whether the language writes a word small, whatever names it also makes: *development* and *bill*, not *Cuba*.
fn is_ordinary(key: &str) -> bool {
    let lexicon = Lexicon::english();
    lexicon.rank(key).is_some_and(|rank| lexicon.forms(rank) & LOWER != 0)
}

static PLACE_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    "north south east west new san saint city river island islands street avenue sea ocean mount lake states \
     kingdom day war world united central northern southern eastern western act house report paper plan bay \
     port fort treaty agreement resolution note no nr english translation digital original hall building hotel \
     century letter telegram memorandum documents document volume chapter article section page appendix annex \
     history policy affairs relations security general middle far near britain airport language edition times \
     daily news post independence revolution asia africa america europe korea vietnam germany"
        .split_whitespace()
        .collect()
});

/// Words of names that are no person's: of places, papers, plans and wars.
fn is_place_word(key: &str) -> bool {
    PLACE_WORDS.contains(key)
}

/// The last words of what is no person: stretches of land and water, meetings, papers, plans, prizes, works.
static HEADS_OF_THINGS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    "accord accords archipelago award basin border boundary budget campaign canal cape castle cathedral century channel charter \
     church code coast conf constitution corridor crisis cup curtain declaration desert doctrine empire exhibition expedition fair \
     festival files games gulf isles islands lines locarno medal monument mountain mountains museum offensive operation ocean \
     palace papers parallel peninsula plaza prize program programme project prospect protocol province railroad railway rebellion \
     records region reservoir revolt road route sector series square station statement strait straits strip summit talks temple \
     territory theater theatre triangle tunnel uprising valley wall zone"
        .split_whitespace()
        .collect()
});

fn is_head_of_things(key: &str) -> bool {
    HEADS_OF_THINGS.contains(key)
}

/// Words before a single other that make the name of a place: `La Paz`, `São Paulo`, `Puerto Rico`.
fn is_article_of_places(key: &str) -> bool {
    matches!(
        key,
        "la" | "el"
            | "los"
            | "las"
            | "le"
            | "les"
            | "sao"
            | "santo"
            | "santa"
            | "puerto"
            | "porto"
            | "costa"
            | "rio"
            | "monte"
            | "villa"
    )
}
