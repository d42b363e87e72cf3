//! Reads passages for suspect words.

use super::candidates::{Candidate, Candidates, Effort, Search};
use super::confusions::Confusions;
use super::evidence::{against_listed, against_unlisted, margin};
use super::glued::with_glued_signs;
use super::harmless::{is_harmless, is_syllable};
use super::initials::is_misread_initial;
use super::look_alikes::{LookAlikes, MOST_READ};
use super::neighbours::Neighbours;
use super::numeral::numeral;
use super::place::Costs;
use super::readings::cost_of_reading_within;
use super::suspicion::{Kind, Suspicion, kind_of};
use super::vocabulary::Vocabulary;
use super::words::{Word, words};
use crate::lexicon::Lexicon;
use crate::lexicon::format::Form;
use crate::lexicon::memory::Memory;
use crate::lexicon::morphology::Knowledge;

/// Hypotheses kept for a place.
const HYPOTHESES: usize = 5;
/// What it costs to meet a word nobody listed, before its spelling is looked at, in nats.
const UNLISTED: f32 = 6.0;
/// A listed word is questioned if its neighbours make it dearer than this.
const SURPRISING: f32 = 10.0;
/// Lengths of listed words that are questioned: a long word is hardly made of another by chance.
const LENGTHS_QUESTIONED: std::ops::RangeInclusive<usize> = 2..=9;

/// So many words divided for singing make a passage a song.
const SONG: usize = 2;

/// Reads passages and remembers the words met.
pub struct Examiner<'l> {
    pub(super) lexicon: &'l Lexicon,
    search: Search<'l>,
    pub(super) vocabulary: Vocabulary<'l>,
    candidates: [Memory<Candidates>; 2],
    old_spellings: Memory<bool>,
    look_alikes: LookAlikes,
    neighbours: Neighbours<'l>,
    pub(super) costs: Costs,
}

impl<'l> Examiner<'l> {
    /// An examiner with this lexicon and table of mistakes.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon, confusions: &'l Confusions) -> Self {
        Self {
            lexicon,
            search: Search::new(lexicon, confusions),
            vocabulary: Vocabulary::new(lexicon),
            candidates: [Memory::of(MOST_READ), Memory::of(MOST_READ)],
            old_spellings: Memory::of(MOST_READ),
            look_alikes: LookAlikes::new(),
            neighbours: Neighbours::new(lexicon),
            costs: Costs::default(),
        }
    }

    /// The suspect words of a passage, in order.
    pub fn examine(&mut self, text: &str) -> Vec<Suspicion> {
        let words = words(text, &mut self.vocabulary);
        self.costs.measure(&self.neighbours, &words);
        let divided_for_singing =
            words.iter().filter(|word| word.broken && text[word.range.clone()].contains(" - ")).count();
        let is_song = divided_for_singing >= SONG;
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            if word.is_known() {
                if self.is_surprising(word, at)
                    && let Some(confused) = self.question(word, at)
                {
                    tell(&mut found, confused, words[at.saturating_sub(2)].range.start);
                }
            } else if !(is_harmless(word, text) || is_song && is_syllable(word, text)) {
                found.push(self.suspect(text, &words, at));
            }
        }
        found
    }

    /// A word nobody listed.
    fn suspect(&mut self, text: &str, words: &[Word], at: usize) -> Suspicion {
        let (word, place) = (&words[at], &self.costs.place(at));
        let lower = word.text.to_lowercase();
        let candidates = self.candidates_of(&word.text, Effort::Guessing);
        let mut hypotheses = self.readings(word, place, &candidates);
        hypotheses.extend(self.possessives(word, place));
        hypotheses.extend(numeral(word, place, self.lexicon));
        let plain = candidates.first().is_some_and(Candidate::is_plain);
        hypotheses.extend(self.partings(word, place, plain));
        hypotheses.extend(self.joinings(words, at, place));
        hypotheses.extend(self.speck(text, words, at, place));
        hypotheses.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        hypotheses.dedup_by(|a, b| a.text == b.text);
        hypotheses.truncate(HYPOTHESES);
        let glued = with_glued_signs(text, &word.range);
        for hypothesis in
            hypotheses.iter_mut().filter(|reading| reading.range == word.range && !reading.text.is_empty())
        {
            hypothesis.range = glued.clone();
        }
        let shape = self.lexicon.shape_cost(&lower);
        let keep = UNLISTED + shape + place.right().map_or(0.0, |right| self.lexicon.cost(right));
        let kind = kind_of(word, hypotheses.first());
        let old_spelling = self.old_spellings.recall(&lower, || self.lexicon.is_old_spelling(&lower));
        let mut evidence = against_unlisted(word, old_spelling, shape, keep, hypotheses.first());
        evidence[28] = hypotheses.first().map_or(0.0, |best| place.pairs_of(self.lexicon, best));
        evidence[29] = margin(&hypotheses) * 0.1;
        // In running text capitals make a code name or a siglum rather than a heading.
        let stands_out = word.form == Form::Upper && beside(words, at).all(|word| word.form != Form::Upper);
        evidence[34] = f32::from(u8::from(stands_out));
        evidence[35] = evidence[34] * evidence[11] * 0.1;
        let read = hypotheses.first().filter(|best| !best.text.is_empty());
        let range = read.map_or(word.range.clone(), |best| best.range.clone());
        let misread_initial =
            at == 0 && hypotheses.first().is_some_and(|best| is_misread_initial(&word.text, &best.text));
        Suspicion { range, kind, evidence, hypotheses: hypotheses.into_iter().collect(), word: lower, misread_initial }
    }

    /// Whether a word of those measured is so dear where it stands that another may have been meant.
    fn is_surprising(&self, word: &Word, at: usize) -> bool {
        let may_be_questioned = LENGTHS_QUESTIONED.contains(&word.text.len())
            && match word.form {
                Form::Lower | Form::Upper => true,
                Form::Capital => word.opens_sentence,
                Form::Mixed => false,
            };
        may_be_questioned
            && !word.compound
            && !word.broken
            && self.costs.of_written(at) - self.costs.of_next(at) >= SURPRISING
    }

    /// A listed word that its neighbours make surprising, if another is more probable there.
    fn question(&mut self, word: &Word, at: usize) -> Option<Suspicion> {
        let Knowledge::Listed(rank) = word.knowledge else { return None };
        let lexicon = self.lexicon;
        let keep = self.costs.of_written(at);
        let place = &self.costs.place(at);
        let (search, neighbours) = (&mut self.search, &self.neighbours);
        let alike = self.look_alikes.of(&word.text, rank, word.form, lexicon, || search.look_alikes(&word.text));
        let affordable = |candidate: &Candidate| {
            cost_of_reading_within(candidate, word.form, place, neighbours, keep).is_some_and(|cost| cost <= keep)
        };
        if !alike.iter().any(affordable) {
            return None;
        }
        let alike = Candidates::clone(alike);
        let mut hypotheses = self.readings(word, place, &alike);
        hypotheses.retain(|reading| reading.text != word.text);
        hypotheses.first().filter(|best| best.cost <= keep)?;
        let evidence = against_listed(lexicon, word, rank, place, keep, &hypotheses);
        Some(Suspicion {
            range: word.range.clone(),
            kind: Kind::Confused,
            evidence,
            word: word.text.to_lowercase(),
            misread_initial: false,
            hypotheses: hypotheses.into_iter().take(HYPOTHESES).collect(),
        })
    }

    /// The words that may have been meant by one, the most probable first.
    pub fn candidates_of(&mut self, word: &str, effort: Effort) -> Candidates {
        let memory = &mut self.candidates[usize::from(effort == Effort::Guessing)];
        memory.recall(word, || self.search.candidates(word, effort))
    }
}

/// Adds a suspicion of a listed word. Of two words that clash one alone was misread: the one whose reading gains more.
fn tell(found: &mut Vec<Suspicion>, confused: Suspicion, reach: usize) {
    let rival = |last: &Suspicion| confused.mends_clash() && last.mends_clash() && last.range.start >= reach;
    match found.pop_if(|last| rival(last)) {
        Some(rival) if !confused.gains_more_than(&rival) => found.push(rival),
        _ => found.push(confused),
    }
}

/// The words before and after one.
fn beside<'w, 't>(words: &'w [Word<'t>], at: usize) -> impl Iterator<Item = &'w Word<'t>> {
    at.checked_sub(1).and_then(|before| words.get(before)).into_iter().chain(words.get(at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conjecture::evidence::GAIN_OF_LISTED;

    fn examiner() -> Examiner<'static> {
        Examiner::new(Lexicon::english(), Confusions::of_ocr())
    }

    fn first_reading(text: &str) -> String {
        let found = examiner().examine(text);
        found
            .first()
            .and_then(|suspicion| suspicion.hypotheses.first())
            .map_or_else(String::new, |best| best.text.clone())
    }

    #[test]
    fn reads_what_was_garbled() {
        assert_eq!(first_reading("He put it in tbe box before the meeting."), "the");
        assert_eq!(first_reading("Inheir entire stance has been constructed so."), "Their");
        assert_eq!(first_reading("Imsome countries the comrades were present."), "In some");
        assert_eq!(first_reading("Qn the occasion of the anniversary"), "On");
    }

    #[test]
    fn sees_decorated_initials_only_where_a_passage_begins() {
        assert!(examiner().examine("Inheir entire stance")[0].misread_initial);
        assert!(examiner().examine("Imsome countries the comrades")[0].misread_initial);
        assert!(!examiner().examine("The Inheir entire stance")[0].misread_initial);
        assert!(!examiner().examine("Tbeir entire stance")[0].misread_initial);
    }

    #[test]
    fn reads_specks_pieces_and_signs() {
        assert_eq!(first_reading("He said that t the minister was present."), "");
        assert_eq!(first_reading("Under the gov rnment of the treaty he left."), "government");
        assert_eq!(first_reading("He put it in th« box before the meeting."), "the");
        assert_eq!(first_reading("TIhe minister was present at the meeting."), "The");
        assert_eq!(first_reading("They went down to the prisooner's room."), "prisoner's");
        assert_eq!(first_reading("All of thi's was read at the meeting."), "this");
    }

    #[test]
    fn takes_in_signs_that_are_glued_to_a_garbled_word() {
        let restored = |text: &str| -> String {
            let found = examiner().examine(text);
            let best = &found[0].hypotheses[0];
            format!("{}{}{}", &text[..best.range.start], best.text, &text[best.range.end..])
        };
        assert_eq!(restored("of what had ;aken place since"), "of what had taken place since");
        assert_eq!(restored("the plans cf. the ministry were"), "the plans of the ministry were");
        assert_eq!(restored("he went to 'tbe ministry at noon"), "he went to the ministry at noon");
        assert_eq!(restored("they read 'tbe plans' at noon"), "they read 'the plans' at noon");
        assert_eq!(restored("he has read tbe. Then he left"), "he has read the. Then he left");
    }

    #[test]
    fn a_capital_misread_within_a_sentence_makes_no_name() {
        assert_eq!(first_reading("he was a very Eurprised gentleman of the district"), "surprised");
        assert_eq!(first_reading("he was an elderly gentleman. Eurprised by this he left"), "Surprised");
        assert_eq!(first_reading("THE CONFERENcE OF THE MINISTERS"), "CONFERENCE");
    }

    #[test]
    fn words_in_capitals_are_questioned_as_others_are() {
        assert_eq!(first_reading("THE MEETING OP THE PARTY"), "OF");
    }

    #[test]
    fn small_words_clash_where_no_sentence_has_them() {
        assert_eq!(first_reading("The guests came our openly to the aid of the town."), "out");
        assert_eq!(first_reading("They met one the eve of the feast."), "on");
        assert_eq!(first_reading("He came back an the following day."), "on");
        assert_eq!(first_reading("She told us all that be was there."), "he");
        for text in [
            "This was told to our in-house counsel and laid down in our by-laws.",
            "They signed Annex A to the treaty, and schedule A of the other.",
            "Both of them knew that the US was ready.",
            "He had looked for he knew not what.",
            "Such an a priori view gives one an impression of haste.",
            "He wrote that it was to be had for an hour or so.",
        ] {
            let found = examiner().examine(text);
            assert!(!found.iter().any(Suspicion::mends_clash), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_listed_word_is_suspected_only_where_another_is_more_probable() {
        let mut examiner = examiner();
        let text = "The mists hid the wharfs of the town and its growths. She consults the boy and omitted the neat strings. \
                    Then they met one the eve of the feast.";
        let found = examiner.examine(text);
        assert!(found.iter().any(|suspicion| suspicion.kind == Kind::Confused));
        for confused in found.iter().filter(|suspicion| suspicion.kind == Kind::Confused) {
            assert!(confused.evidence[GAIN_OF_LISTED] >= 0.0, "{confused:?}");
        }
    }

    #[test]
    fn of_two_words_that_clash_one_is_suspected() {
        let mut examiner = examiner();
        let found = examiner.examine("They met one the eve of the feast.");
        assert_eq!(found.iter().filter(|suspicion| suspicion.mends_clash()).count(), 1);
    }

    #[test]
    fn keeps_quiet_at_specks_that_cite() {
        let readings = |text: &str| -> Vec<String> {
            let found = examiner().examine(text);
            found.iter().flat_map(|suspicion| suspicion.hypotheses.iter().map(|reading| reading.text.clone())).collect()
        };
        for text in
            ["in the case of Stewart v Murray", "at three shillings and 6 d. a bottle", "of the tales, &c. from him"]
        {
            assert!(!readings(text).contains(&String::new()), "{text}");
        }
    }

    #[test]
    fn words_divided_for_singing_are_put_together() {
        assert!(examiner().examine("our dis - tant west - ern home").is_empty());
    }

    #[test]
    fn a_word_without_end_is_neither_suspected_nor_remembered() {
        let mut examiner = examiner();
        assert!(examiner.examine(&"ab".repeat(5_000_000)).is_empty());
        assert!(examiner.vocabulary.len() == 0 && examiner.candidates.iter().all(|memory| memory.len() == 0));
    }

    #[test]
    fn keeps_quiet_at_what_the_lexicon_knows() {
        assert!(examiner().examine("The Albanian delegation spoke of demagoguery in the plenum.").is_empty());
    }
}
