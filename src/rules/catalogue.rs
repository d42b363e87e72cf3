//! The classes of debris and inconsistency that Lacuna knows, and the rules that find them.
//!
//! # Characters
//!
//! | class | found by |
//! | --- | --- |
//! | runs of boxes and other filler | `glyphs/filler-run`, `structure/lost-opening` |
//! | a lone shape, a bullet misread | `glyphs/lone-filler` |
//! | the replacement character | `glyphs/replacement-character` |
//! | UTF-8 read in another encoding | `glyphs/mojibake`; a whole file: `glyphs/legacy-encoding` |
//! | characters of the private-use areas | `glyphs/private-use` |
//! | control and unassigned characters, a byte-order mark inside | `glyphs/control-character` |
//! | characters nobody sees | `glyphs/invisible` |
//! | soft hyphens left inside words | `glyphs/soft-hyphen` |
//! | `¬` at the end of a line | `glyphs/soft-hyphen` |
//! | letters in two normal forms | `glyphs/unnormalized` |
//! | presentation ligatures | `glyphs/ligature` |
//! | the long s read as f | `words/long-s` |
//! | a character outside the project's inventory | `glyphs/outside-inventory`, once the project declares one |
//! | spaces other than the space bar's | `glyphs/odd-space` |
//! | dashes and hyphens mixed | `glyphs/mixed-dashes` |
//! | quotation marks mixed or put together from others | `glyphs/makeshift-quote` |
//! | degree and ordinal signs confused, signs of no typewriter | `glyphs/rare-sign` |
//!
//! # Scripts
//!
//! | class | found by |
//! | --- | --- |
//! | scraps of a script that the document does not use | `scripts/stray-run` |
//! | letters of two scripts in a word | `scripts/mixed-token` |
//! | a word that another script's letters imitate | `scripts/homoglyph` |
//! | a passage in another language without a mark | `scripts/other-language` |
//!
//! # Residue of engines
//!
//! | class | found by |
//! | --- | --- |
//! | LaTeX | `residue/latex` |
//! | loops | `residue/loop` |
//! | what an assistant says before and after | `residue/engine-talk` |
//! | descriptions of the picture | `residue/image-description` |
//! | fences and other Markdown | `residue/markdown` |
//! | HTML | `residue/html-tag`, `residue/html-entity` |
//! | a gap filled by plausible text | `residue/damage-note`, where a note tells of the damage; the invention itself cannot be told from the text alone |
//! | bounding boxes and tokens of a model | `residue/model-token` |
//! | tags of page furniture | `residue/page-tag` |
//!
//! # Spaces, hyphens, lines
//!
//! | class | found by |
//! | --- | --- |
//! | a word split in two | `words/split`; a clitic: `spacing/spaced-clitic`; supplied letters: `marks/spaced-supply` |
//! | words run together | `words/run-together` |
//! | a number run into a word | `spacing/joined-number` |
//! | no space after a mark | `spacing/lost-space` |
//! | a space before a mark or inside brackets | `spacing/space-before-mark`, `spacing/inside-brackets` |
//! | the opening of a paragraph lost | `structure/lost-opening` |
//! | two or more spaces, spaces at the ends of lines | `spacing/double-space`, `spacing/trailing-space` |
//! | lines taken for paragraphs, or broken in the middle of a sentence | `structure/broken-paragraph` |
//!
//! # Punctuation
//!
//! | class | found by |
//! | --- | --- |
//! | a bracket without its other half | `punctuation/unmatched-bracket` |
//! | a bracket closed by one of another kind | `punctuation/wrong-closer` |
//! | a bracket inside one of its own kind | `punctuation/nested-bracket` |
//! | a bracket in the middle of a word | `punctuation/bracket-for-letter` |
//! | a quotation without its other half | `punctuation/unbalanced-quote` |
//! | a space on the wrong side of a quotation mark | `punctuation/quote-spacing` |
//! | marks doubled | `punctuation/doubled-mark` |
//! | ellipses written in several ways | `punctuation/ellipsis` |
//! | a stop for a comma and the other way round | `punctuation/stop-or-comma` |
//! | a letter for a mark | `punctuation/letter-for-mark` |
//! | no stop at the end of a paragraph | `punctuation/missing-stop` |
//! | a line that begins with a mark | `punctuation/leading-mark` |
//!
//! # Editorial marks
//!
//! | class | found by |
//! | --- | --- |
//! | a mark of another convention | `marks/foreign` |
//! | a misspelt mark | `marks/misspelt` |
//! | a mark that the engine misread | `marks/garbled-mark` |
//! | a variant of a mark | `marks/variant` |
//! | a gap that does not say how much is missing | `marks/gap-extent`, off unless a project wants it |
//! | an extent that cannot be | `marks/impossible-extent` |
//! | a space inside a mark | `marks/loose` |
//! | empty brackets | `marks/empty` |
//! | TEI elements that contradict one another | none here: it is for the rules about XML |
//! | a supplied word that is none | `words/garbled`, which reads what brackets enclose |
//! | supplied letters apart from the rest of their word | `marks/spaced-supply` |
//! | a mark that opens and does not close | `marks/unclosed` |
//! | `[sic]` after nothing | `marks/stray-sic`; whether what stands before it is wrong is a question of fact that no text answers |
//! | slips in wiki links | `marks/wiki-link` |
//! | page marks out of sequence | `marks/page-sequence` |
//! | running heads and feet | `structure/running-head` |
//! | a signature without a name | `marks/unsigned` |
//! | a footnote without its call and the other way round | `marks/footnote` |
//! | notes of work in progress | `marks/work-note` |
//!
//! # Structure
//!
//! | class | found by |
//! | --- | --- |
//! | a header field missing | `structure/missing-field` |
//! | a header field twice, or out of order | `structure/header-order` |
//! | title, citation and text disagree | `structure/header-mismatch` |
//! | an empty section | `structure/empty-section` |
//! | a paragraph that begins in lower case | `structure/lower-case-opening` |
//! | a paragraph twice, pages that overlap | `structure/repeated-paragraph` |
//! | a line of one character | `structure/stray-line` |
//! | line ends mixed, no end at the end | `structure/line-ends` |
//! | an item of a list run into the paragraph before it | `structure/run-on-item` |
//! | the shape of call numbers | `structure/call-number` |
//! | no credit, translator, rights | `structure/missing-field` |
//! | an address that will not last | `structure/staging-address` |
//!
//! # Dates
//!
//! | class | found by |
//! | --- | --- |
//! | a day no calendar has | `dates/impossible` |
//! | a year that does not fit the document | `dates/improbable-year` |
//! | a wrong day of the week | `dates/weekday` |
//! | a day after the document's own | `dates/after-document` |
//! | dates with spaces or marks gone astray | `dates/malformed` |
//! | dates written in several ways | `dates/mixed-forms` |
//!
//! Words, names, the ledger and XML have rules of their own, each explained where it stands.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::rules::RULES;

    #[test]
    fn the_table_names_the_rules_there_are() {
        let table = include_str!("catalogue.rs").lines().filter_map(|line| line.strip_prefix("//! | "));
        let quoted = table.flat_map(|row| row.split('`').skip(1).step_by(2)).filter(|text| text.contains('/'));
        let named: BTreeSet<&str> = quoted.collect();
        let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
        let unknown: Vec<_> = named.difference(&known).collect();
        assert!(unknown.is_empty(), "no rules: {unknown:?}");
        let elsewhere = |rule: &&&str| ["words/", "names/", "ledger/"].iter().any(|family| rule.starts_with(family));
        let left_out: Vec<_> = known.difference(&named).filter(|rule| !elsewhere(rule)).collect();
        assert!(left_out.is_empty(), "in no class: {left_out:?}");
    }
}
