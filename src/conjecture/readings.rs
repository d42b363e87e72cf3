//! What may have stood at a place: one word for another, two words for one, one for two.

use std::borrow::Cow;
use std::ops::Range;

use smallvec::SmallVec;

use super::beam;
use super::candidates::{Candidate, Effort};
use super::confusions;
use super::examiner::Examiner;
use super::neighbours::Neighbours;
use super::place::Place;
use super::suspicion::{Hypothesis, Kind};
use super::words::Word;
use crate::lexicon::format::{CAPITAL, Form, LOWER};
use crate::lexicon::morphology::Knowledge;
use crate::lexicon::{Entry, Lexicon, Rank};

/// Readings of one word for another that are looked at: what is told of them, and what another kind of damage may have read
/// too.
const MOST_READINGS: usize = 8;
/// Letters that a speck is taken for at most.
const LONGEST_SPECK: usize = 2;
/// What it costs to take a speck for a letter, in nats.
const SPECK: f32 = 10.0;
/// What a word costs more that owns something, in nats: most nouns own nothing.
const POSSESSIVE: f32 = 3.5;
/// What it costs to read a name for a word in small letters, in nats.
const MISPLACED_NAME: f32 = 3.0;
/// What a garbled word with a space inside may cost, damage and word together, in nats.
const DEAREST_IN_PIECES: f32 = 20.0;

impl Examiner<'_> {
    /// One word for another, the cheapest first.
    pub(super) fn readings(&self, word: &Word, place: &Place, candidates: &[Candidate]) -> Vec<Hypothesis> {
        let form = meant_form(&word.text);
        let costs =
            candidates.iter().map(|candidate| (cost_of_reading(candidate, form, place, self.lexicon), candidate));
        let mut cheapest: SmallVec<[(f32, &Candidate); 16]> = costs.collect();
        cheapest.sort_by(|a, b| a.0.total_cmp(&b.0));
        let read = |(cost, candidate): (f32, &Candidate)| {
            let (spelling, forms) = (self.lexicon.spelling(candidate.rank), self.lexicon.forms(candidate.rank));
            let name = forms & LOWER == 0;
            // Inside a sentence no capital was misread at the beginning of a common word.
            let capital = candidate.capital && (name || spelling.len() == 1 || word.opens_sentence);
            let misplaced = name && form == Form::Lower;
            let form = if is_misread_capital(word, spelling, forms) { Form::Lower } else { form };
            Hypothesis {
                text: in_form(spelling, form, capital || misplaced),
                range: word.range.clone(),
                kind: Kind::Garbled,
                cost,
                damage: candidate.damage,
            }
        };
        cheapest.into_iter().take(MOST_READINGS).map(read).collect()
    }

    /// One word for another that owns something, as it does: `prisooner's`.
    pub(super) fn possessives(&mut self, word: &Word, place: &Place) -> Vec<Hypothesis> {
        let Some((owner, ending)) = owner_and_ending(&word.text) else { return Vec::new() };
        let candidates = self.candidates_of(owner, Effort::Guessing);
        let mut readings = self.readings(&Word { text: Cow::Borrowed(owner), ..word.clone() }, place, &candidates);
        for reading in &mut readings {
            reading.text.push_str(ending);
            reading.cost += POSSESSIVE;
        }
        readings
    }

    /// Nothing: a letter or two that the engine saw in a speck.
    pub(super) fn speck(&self, text: &str, words: &[Word], at: usize, place: &Place) -> Option<Hypothesis> {
        let word = &words[at];
        let letters = word.text.chars().count();
        let (before, after) = (&text[..word.range.start], &text[word.range.end..]);
        let stands_free =
            !before.ends_with(|c: char| !c.is_whitespace()) && !after.starts_with(|c: char| !c.is_whitespace());
        // `6 d`.
        let cites = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
        if letters > LONGEST_SPECK || !stands_free || cites || word.broken {
            return None;
        }
        let space_after = usize::from(after.starts_with(' '));
        Some(Hypothesis {
            text: String::new(),
            range: word.range.start..word.range.end + space_after,
            kind: Kind::Garbled,
            cost: SPECK * letters as f32 + place.cost_without(self.lexicon),
            damage: SPECK * letters as f32,
        })
    }

    /// Two words that lost the space between them, one of them perhaps garbled unless it is plain what one word was meant.
    pub(super) fn partings(&mut self, word: &Word, place: &Place, plain: bool) -> Option<Hypothesis> {
        let text = word.text.as_ref();
        if !(4..=24).contains(&text.len()) || word.punctuated || !text.is_ascii() {
            return None;
        }
        let lexicon = self.lexicon;
        let mut best: Option<Hypothesis> = None;
        let mut offer = |left: Rank, right: Rank, damage: f32, texts: (String, String)| {
            let cost = damage
                + confusions::LOST_SPACE
                + lexicon.cost_after(place.left(), left)
                + lexicon.cost_after(Some(left), right)
                + place.right().map_or(0.0, |beyond| lexicon.cost_after(Some(right), beyond));
            if best.as_ref().is_none_or(|known| cost < known.cost) {
                best = Some(Hypothesis {
                    text: format!("{} {}", texts.0, texts.1),
                    range: word.range.clone(),
                    kind: Kind::RunTogether,
                    cost,
                    damage: damage + confusions::LOST_SPACE,
                });
            }
        };
        let lower = text.to_ascii_lowercase();
        let whole = |part: Range<usize>| whole(lexicon, &text[part.clone()], &lower[part]);
        let mut halves: SmallVec<[(usize, f32, bool); 24]> = SmallVec::new();
        for cut in 1..text.len() {
            let (left, right) = (&text[..cut], &text[cut..]);
            let (left_rank, right_rank) = (whole(0..cut), whole(cut..text.len()));
            if let (Some(left_rank), Some(right_rank)) = (left_rank, right_rank) {
                offer(left_rank, right_rank, 0.0, (left.to_owned(), right.to_owned()));
            } else if let Some(rank) = left_rank.filter(|_| cut > 1 && text.len() - cut > 2) {
                halves.push((cut, lexicon.cost(rank), true));
            } else if let Some(rank) = right_rank.filter(|_| text.len() - cut > 1 && cut > 1) {
                halves.push((cut, lexicon.cost(rank), false));
            }
        }
        if plain {
            return best;
        }
        // One half is a frequent word, the other garbled: the three most frequent are tried.
        halves.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut garbled = Vec::new();
        for &(cut, _, left_is_whole) in halves.iter().filter(|half| half.1 < 9.5).take(3) {
            let (left, right) = (&text[..cut], &text[cut..]);
            let damaged = if left_is_whole { right } else { left };
            let candidates = self.candidates_of(damaged, Effort::Known);
            let probable = candidates.iter().filter(|candidate| candidate.total() < Effort::Known.dearest()).take(3);
            garbled.extend(probable.map(|&candidate| (cut, left_is_whole, candidate)));
        }
        for (cut, left_is_whole, candidate) in garbled {
            let (left, right) = (&text[..cut], &text[cut..]);
            let spelling = self.lexicon.spelling(candidate.rank);
            if left_is_whole {
                if let Some(rank) = whole(0..cut) {
                    let capital = lexicon.forms(candidate.rank) & LOWER == 0;
                    offer(
                        rank,
                        candidate.rank,
                        candidate.damage,
                        (left.to_owned(), in_form(spelling, meant_form(right), capital)),
                    );
                }
            } else if let Some(rank) = whole(cut..text.len()) {
                offer(
                    candidate.rank,
                    rank,
                    candidate.damage,
                    (in_form(spelling, meant_form(left), false), right.to_owned()),
                );
            }
        }
        best
    }

    /// A word with a space inside: this one with the next, or with the one before. It may be garbled besides.
    pub(super) fn joinings(&mut self, words: &[Word], at: usize, place: &Place) -> Vec<Hypothesis> {
        let mut found = Vec::new();
        if let Some(next) = words.get(at + 1) {
            found.extend(self.joining(&words[at], next, place.left(), 0.0));
        }
        if at > 0 {
            let lexicon = self.lexicon;
            let before = self.costs.place(at - 1).left();
            // The word before is used up: its own cost is saved.
            let saved = words[at - 1].rank(lexicon).map_or(12.0, |rank| lexicon.cost(rank));
            let also = place.right().map_or(0.0, |right| lexicon.cost(right)) - saved;
            found.extend(self.joining(&words[at - 1], &words[at], before, also));
        }
        found
    }

    /// What two words may have been in one piece, if nothing parts them. `also` is to be added to the cost.
    fn joining(&mut self, left: &Word, right: &Word, before: Option<Rank>, also: f32) -> Option<Hypothesis> {
        let gap = left.range.end..right.range.start;
        if right.parted
            || right.opens_sentence
            || gap.len() > 2
            || left.punctuated
            || right.punctuated
            || left.full_stop
            || !(3..=24).contains(&(left.text.len() + right.text.len()))
            || right.text.starts_with(char::is_uppercase) && !left.text.ends_with(char::is_uppercase)
        {
            return None;
        }
        let joined = [&*left.text, &*right.text].concat();
        let lexicon = self.lexicon;
        let (text, damage, rank) = match self.vocabulary.of(&joined) {
            Knowledge::Listed(rank) if joined.len() > 3 => (joined, 0.0, rank),
            Knowledge::Unknown if is_piece(left) && is_piece(right) => {
                let candidates = self.candidates_of(&joined, Effort::Guessing);
                let best = candidates.first().filter(|best| best.total() < DEAREST_IN_PIECES)?;
                let capital = best.capital || lexicon.forms(best.rank) & LOWER == 0;
                let text = in_form(lexicon.spelling(best.rank), meant_form(&joined), capital);
                (text, best.damage - beam::COMPANY, best.rank)
            }
            _ => return None,
        };
        Some(Hypothesis {
            text,
            range: left.range.start..right.range.end,
            kind: Kind::Split,
            cost: damage + confusions::STRAY_SPACE + lexicon.cost_after(before, rank) + also,
            damage: damage + confusions::STRAY_SPACE,
        })
    }
}

/// What it costs to read a candidate for a word of this form.
fn cost_of_reading(candidate: &Candidate, form: Form, place: &Place, lexicon: &Lexicon) -> f32 {
    let of_form = cost_of_form(lexicon.entry(candidate.rank), form);
    candidate.damage + place.cost(lexicon, candidate.rank) + of_form
}

/// The same; none where it is plain before all is added up that it is beyond `most`.
pub(super) fn cost_of_reading_within(
    candidate: &Candidate,
    form: Form,
    place: &Place,
    neighbours: &Neighbours,
    most: f32,
) -> Option<f32> {
    let word = neighbours.lexicon.entry(candidate.rank);
    let of_form = cost_of_form(word, form);
    let cost = place.cost_within(neighbours, word, most - candidate.damage - of_form)?;
    Some(candidate.damage + cost + of_form)
}

/// What it costs to read a name for a word in small letters.
fn cost_of_form(read: Entry, form: Form) -> f32 {
    if form == Form::Lower && read.forms() & LOWER == 0 { MISPLACED_NAME } else { 0.0 }
}

/// Whether what stands here may be a piece of a word: it is none by itself, or a lone letter.
fn is_piece(word: &Word) -> bool {
    !word.is_known() || word.text.len() == 1 && !matches!(word.text.as_ref(), "a" | "A" | "I" | "O")
}

/// The rank of a word that may stand by itself, as it is written and in small letters.
fn whole(lexicon: &Lexicon, written: &str, lower: &str) -> Option<Rank> {
    if lower.len() == 1 && lower != "a" && written != "I" {
        return None;
    }
    let rank = lexicon.rank(lower)?;
    (lower.len() > 2 || lexicon.cost(rank) < 8.5).then_some(rank)
}

/// A possessive in two: `prisooner`, `'s`.
fn owner_and_ending(word: &str) -> Option<(&str, &str)> {
    let owner = word.strip_suffix(['s', 'S'])?.strip_suffix(['\'', '’'])?;
    let is_word = owner.len() > 2 && owner.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_word.then(|| word.split_at(owner.len()))
}

/// Whether a capital inside a sentence was misread for the first letter of a word that is no name: `Noutng` for `young`.
fn is_misread_capital(word: &Word, spelling: &str, forms: u8) -> bool {
    let first = |text: &str| text.chars().next().map(|letter| letter.to_ascii_lowercase());
    let capital = matches!(meant_form(&word.text), Form::Capital);
    capital
        && !word.opens_sentence
        && !word.parted
        && forms & (LOWER | CAPITAL) == LOWER
        && first(&word.text) != first(spelling)
}

/// The form that a word was meant to have: a capital or a small letter inside it was misread. `TIhe` begins with a capital,
/// `COuRT` is in capitals.
fn meant_form(word: &str) -> Form {
    let form = Form::of(word);
    if form != Form::Mixed {
        return form;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
    let smalls = letters.clone().count() - capitals;
    let ends_in_capital = letters.next_back().is_some_and(char::is_uppercase);
    if capitals > smalls + usize::from(!ends_in_capital) {
        Form::Upper
    } else if word.starts_with(char::is_uppercase) {
        Form::Capital
    } else {
        Form::Lower
    }
}

/// A reading in the form of what stands there.
fn in_form(spelling: &str, form: Form, capital: bool) -> String {
    match form {
        Form::Upper => spelling.to_uppercase(),
        Form::Capital => capitalized(spelling),
        Form::Lower | Form::Mixed if capital => capitalized(spelling),
        Form::Lower | Form::Mixed => spelling.to_owned(),
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
