//! `scripts/other-language`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, PlacedBlock, Severity};
use crate::text::Language;
use crate::transcript::{Kind, Region};

declare_rule! {
    /// A passage is in another language than the document, and no mark says so.
    ///
    /// A sentence of the original was left untranslated, a page of another document slipped in, or the
    /// engine read with the alphabet of the wrong language. Readers and search engines take such a
    /// passage for noise.
    ///
    /// Translate it, mark it as a quotation, or say in a note what language it is in. Quotations, passages in
    /// brackets, what a colon introduces, and documents that go back and forth between languages are left
    /// alone.
    ///
    /// ```finds
    /// The envoy came to the ministry and spoke of the harvest, which had been good that year.
    ///
    /// The minister thanked him and said that the mills were at work again in all of the districts.
    ///
    /// ⸢Der Gesandte kam in das Ministerium und sprach lange von der Ernte, die in diesem Jahr gut war.⸣
    ///
    /// They parted at noon, and the envoy left by the road that goes along the river to the coast.
    /// ```
    ///
    /// ```quiet
    /// The envoy came to the ministry and spoke of the harvest, which had been good that year.
    ///
    /// The minister thanked him and said that the mills were at work again in all of the districts. He wrote:
    ///
    /// Der Gesandte kam in das Ministerium und sprach lange von der Ernte, die in diesem Jahr gut war.
    ///
    /// They parted at noon, and the envoy left by the road that goes along the river to the coast.
    /// ```
    pub static OTHER_LANGUAGE = {
        name: "scripts/other-language",
        severity: Severity::Hint,
        precedence: 10,
        check: Check::Document(document),
    }
}

/// A document with more than one in so many of its words in other languages is written in several.
const ONE_IN: u32 = 4;
/// Shorter passages are titles, mottoes and names of things.
const FEWEST_WORDS: u32 = 8;
/// So many bytes at a passage's beginning, and before it, tell what it is.
const NEAR: usize = 16;

fn document(view: &DocumentView, found: &mut Vec<Finding>) {
    if view.blocks.iter().all(|block| block.language == Language::Undecided) {
        return;
    }
    let main = view.languages().main();
    let differs = |block: &PlacedBlock| differs(block, main);
    let others: u32 = view.blocks.iter().filter(|block| differs(block)).map(|block| block.words).sum();
    let words: u32 = view.blocks.iter().map(|block| block.words).sum();
    if others == 0 || others.saturating_mul(ONE_IN) > words {
        return;
    }
    for (at, passage) in passages(view.blocks, differs) {
        if !is_announced(view, at, &passage) {
            found.push(finding(view, passage, view.blocks[at].language, main));
        }
    }
}

fn differs(block: &PlacedBlock, main: Language) -> bool {
    let language = block.language;
    block.place.region == Region::Body
        && block.place.kind == Kind::Prose
        && block.words >= FEWEST_WORDS
        && language != Language::Undecided
        && language != main
}

/// Blocks of one language that follow one another, as one passage, with the number of the first.
fn passages(blocks: &[PlacedBlock], differs: impl Fn(&PlacedBlock) -> bool) -> Vec<(usize, Range<usize>)> {
    let mut passages: Vec<(usize, Range<usize>)> = Vec::new();
    let mut last = None;
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| differs(block)) {
        let follows = last.is_some_and(|last: usize| last + 1 == at && blocks[last].language == block.language);
        match passages.last_mut() {
            Some((_, passage)) if follows => passage.end = block.range().end,
            _ => passages.push((at, block.range())),
        }
        last = Some(at);
    }
    passages
}

/// Whether a reader knows what to expect: it is a quotation, it stands in brackets, a colon leads to it.
fn is_announced(view: &DocumentView, at: usize, passage: &Range<usize>) -> bool {
    let boundary = |at: usize| view.source.boundary_before(at);
    let opening = view.text(passage.start..boundary(passage.end.min(passage.start + NEAR)));
    let encloses = |c: char| matches!(c, '"' | '“' | '„' | '«' | '‘' | '\'' | '[' | '(' | '>' | '|');
    let led_to = at.checked_sub(1).is_some_and(|before| {
        let before = view.blocks[before].range();
        view.text(boundary(before.end.saturating_sub(NEAR)).max(before.start)..before.end).trim_end().ends_with(':')
    });
    led_to || opening.trim_start().starts_with(encloses)
}

fn finding(view: &DocumentView, passage: Range<usize>, language: Language, main: Language) -> Finding {
    let text = view.text(passage.clone());
    let range = passage.start..passage.start + text.trim_end().len();
    let main = main.english_name().unwrap_or("the document’s language");
    let message = match language.english_name() {
        Some(name) => format!("this passage seems to be in {name}, not in {main}: translate it, or mark it"),
        None => format!("this passage does not read as {main}: it is in another language, or was misread as a whole"),
    };
    Finding::new(&OTHER_LANGUAGE, range, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    const ENGLISH: &str = "The envoy came to the ministry and spoke of the harvest, which had been good that year.";
    const GERMAN: &str =
        "Der Gesandte kam in das Ministerium und sprach lange von der Ernte, die in diesem Jahr gut war.";
    const ALBANIAN: &str =
        "Delegacioni i partisë erdhi në ministri dhe foli gjatë për të korrat, të cilat këtë vit ishin të mira.";

    #[test]
    fn what_follows_one_another_is_one_passage() {
        let english = [ENGLISH; 12].join("\n\n");
        finds(&OTHER_LANGUAGE, &format!("{english}\n\n⸢{GERMAN}\n\n{GERMAN}⸣\n\n{ENGLISH}\n\n⸢{ALBANIAN}⸣\n"));
    }

    #[test]
    fn keeps_quiet_at_quotations_and_documents_in_several_languages() {
        let english = [ENGLISH; 4].join("\n\n");
        keeps_quiet(&OTHER_LANGUAGE, &format!("{english}\n\n“{GERMAN}”\n\n[{ALBANIAN}]\n"));
        keeps_quiet(&OTHER_LANGUAGE, &format!("{ENGLISH}\n\n{GERMAN}\n\n{ENGLISH}\n\n{GERMAN}\n"));
        keeps_quiet(&OTHER_LANGUAGE, &format!("{english}\n\nVive la République, vive la liberté!\n"));
        keeps_quiet(&OTHER_LANGUAGE, &[GERMAN; 3].join("\n\n"));
    }

    #[test]
    fn letters_of_several_bytes_stand_at_both_ends() {
        let russian = "Посланник приехал в министерство и долго говорил об урожае, который в этом году был хорош.";
        let english = [ENGLISH; 4].join("\n\n");
        finds(&OTHER_LANGUAGE, &format!("{english}\n\n資料資料資料資\n\n⸢{russian}⸣\n\nэтом году был хорош\n"));
    }
}
