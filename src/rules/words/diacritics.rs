//! `words/diacritics`

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};
use crate::text::in_case_of;

use super::spellings::Spelling;
use super::verdict::gather;

declare_rule! {
    /// A word has lost its diacritics, or has others than elsewhere in the document or in the authority.
    ///
    /// Engines trained on English leave accents out or take them for specks; typists without the key did the same.
    /// `Hodza` and `Hodža` are then two words to whoever searches.
    ///
    /// Write the form of the authority, or the one the document has most. Where house style drops diacritics turn
    /// the rule off. A word of English with a stray accent is told by `words/garbled`.
    ///
    /// ```finds
    /// Then Hodža spoke. Hodža was late, and ⸢Hodza⸣ knew it.
    /// → Then Hodža spoke. Hodža was late, and Hodža knew it.
    /// ```
    ///
    /// ```quiet
    /// Then Hodža spoke, and Hodza, and Hožda, and Hodža's friend.
    /// ```
    pub static DIACRITICS = {
        name: "words/diacritics",
        severity: Severity::Info,
        precedence: 44,
        check: Check::Folded { block: gather, document: check },
    }
}

/// Shorter words are too alike, in characters.
const SHORTEST: usize = 4;
/// So many times as often must the other form stand.
const TIMES: usize = 2;

fn check(document: &DocumentView, found: &mut Vec<Finding>) {
    against_authority(document, found);
    against_document(document, found);
}

/// Names that the authority writes with other diacritics.
fn against_authority(document: &DocumentView, found: &mut Vec<Finding>) {
    for named in &document.names().forms {
        let form = named.form();
        let Some(record) = named.bearer(document).filter(|record| record.forms().all(|known| known != form)) else {
            continue;
        };
        let plain = skeleton(form);
        let Some(right) =
            record.forms().find(|known| *known != form && known.chars().any(is_accented) && skeleton(known) == plain)
        else {
            continue;
        };
        for place in &named.places {
            let message = format!("the authority writes “{right}” for “{form}”: the diacritics differ");
            let regular = Restoration::regularize(place.clone(), right);
            found.push(Finding::new(&DIACRITICS, place.clone(), message).restoration(regular));
        }
    }
}

/// Words that the document has more often with other diacritics.
fn against_document(document: &DocumentView, found: &mut Vec<Finding>) {
    let letters = |word: &str| word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic);
    let words = || document.spellings().words.iter().filter(|spelling| letters(spelling.word));
    // Of two words that differ in diacritics alone one has some, and few words have any.
    let accented = words().filter(|spelling| !spelling.word.is_ascii());
    let mut alike: FxHashMap<String, Vec<&Spelling>> =
        accented.map(|spelling| (skeleton(spelling.word), Vec::new())).collect();
    for spelling in words() {
        let forms = if spelling.word.is_ascii() {
            alike.get_mut(spelling.word)
        } else {
            alike.get_mut(&skeleton(spelling.word))
        };
        forms.into_iter().for_each(|forms| forms.push(spelling));
    }
    let forms = alike.values().filter(|forms| forms.len() > 1);
    for (spelling, forms) in forms.flat_map(|forms| forms.iter().map(move |spelling| (spelling, forms))) {
        let Some(usual) = usual(spelling, forms) else { continue };
        for (place, written) in spelling.as_written(document) {
            let right = in_case_of(&written, usual.word);
            let message = format!("“{written}” stands elsewhere in this document as “{right}”: the diacritics differ");
            let regular = Restoration::regularize(place.clone(), right).certainty(Certainty::Medium);
            let finding = Finding::new(&DIACRITICS, place, message).restoration(regular);
            found.push(finding.related(usual.places[0].clone(), "it stands here so"));
        }
    }
}

/// The form of a word, of those that differ in diacritics alone, that the document has clearly more often.
fn usual<'s>(spelling: &Spelling, forms: &[&'s Spelling<'s>]) -> Option<&'s Spelling<'s>> {
    let most = forms.iter().max_by_key(|form| form.places.len())?;
    (most.word != spelling.word && most.places.len() >= TIMES * spelling.places.len()).then_some(*most)
}

/// The letters without their diacritics.
fn skeleton(word: &str) -> String {
    let plain = |c: char| match c {
        'ł' => 'l',
        'Ł' => 'L',
        'ø' => 'o',
        'Ø' => 'O',
        'đ' => 'd',
        'Đ' => 'D',
        'ı' => 'i',
        other => other,
    };
    word.nfd().filter(|&c| !is_combining_mark(c)).map(plain).collect()
}

fn is_accented(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn the_form_the_document_has_most_is_right() {
        finds(&DIACRITICS, "Of Çarçani and Çarçani. Of ⸢Carçani⸣ too.");
        finds(&DIACRITICS, "At Gödöllő, in Gödöllő. Near ⸢Gödöllö⸣ too.");
    }

    #[test]
    fn keeps_quiet_where_both_stand_as_often_and_at_words_of_english() {
        keeps_quiet(&DIACRITICS, "Of Çarçani. Of Carcani. The café and the cafe, the café and the resume of a résumé.");
    }
}
