//! `residue/engine-talk`

use std::sync::LazyLock;

use regex::Regex;

use super::remark;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};

declare_rule! {
    /// A language model speaks in the text: an announcement, an apology, an offer of help.
    ///
    /// Asked to transcribe a page, a model may begin with “Here is the transcription” or answer that it
    /// cannot read it. Saved with the text, its words look like the document's.
    ///
    /// Remove them. After a refusal, transcribe the page again.
    ///
    /// ```finds
    /// ⸢Here is the transcription of the document:⸣
    ///
    /// The Politburo met on Monday.
    /// ```
    ///
    /// ```finds
    /// ⸢I'm sorry, but I cannot transcribe this image.⸣
    /// ```
    ///
    /// ```quiet
    /// I'm sorry, but I cannot come on Monday. Here is the draft of the treaty:
    /// ```
    pub static ENGINE_TALK = {
        name: "residue/engine-talk",
        severity: Severity::Error,
        enters: Places::MARKS,
        precedence: 70,
        check: Check::Block(check),
    }
}

static TALK: LazyLock<Regex> = LazyLock::new(|| {
    let announcement = r"(?:(?:sure|certainly|of course|okay|ok|absolutely|great)[!,.:]* ?)?(?:here(?:'s|’s| is| are)|below is|the following is) (?:the|a|your|my) (?:[a-z-]{1,20} ){0,3}(?:transcription|transcript|transcribed text|transcribed content|extracted text|ocr (?:text|output|result)|text (?:from|in|extracted from|visible in) the (?:image|scan|page))\b";
    let refusal = r"(?:i['’]m sorry,?|i am sorry,?|sorry,?|unfortunately,?|i apologi[sz]e,?)? ?(?:but )?(?:i|i['’]m|i am) ?(?:can['’]?t|cannot|can not|unable to|not able to|could not|couldn['’]t) (?:be able to )?(?:[a-z]{1,12} )?(?:transcribe|process|read|extract|view|see|assist with|help with) (?:[a-z]{1,12} ){0,4}(?:image|text|request|document|scan|page|handwriting|picture)s?\b";
    let offer = r"(?:please )?let me know if (?:you(?:['’]d| would)? (?:need|like|want|have)|there is anything)|i hope this (?:helps|transcription)|as an ai\b|if you (?:can )?(?:provide|upload|share) (?:a|an|the) (?:[a-z]{1,12} ){0,3}(?:image|scan|version)\b";
    let remark = r"(?:please )?note(?: that|:)? (?:that )?(?:some|certain|parts of the|portions of the) (?:[a-z]{1,12} ){0,3}(?:text|words|characters|image) (?:[a-z]{1,12} ){0,3}(?:may|might|could|was|were|is|are) (?:not )?(?:be )?(?:difficult|unclear|illegible|hard|inaccurate|incorrect)";
    Regex::new(&format!(r"(?i)^[*_(\[]{{0,3}}(?:(?P<announcement>{announcement})|{refusal}|{offer}|{remark})"))
        .unwrap_or_else(|error| unreachable!("{error}"))
});

/// What a model's remark can begin with, in lower case.
const FIRST_LETTERS: &[u8] = b"scogahbtiunpl*_([";

fn check(block: &BlockView, report: &mut BlockReport) {
    for line in block.lines() {
        let text = block.text[line.clone()].trim_start();
        let Some(first) = text.as_bytes().first().map(u8::to_ascii_lowercase) else { continue };
        if !FIRST_LETTERS.contains(&first) || !speaks_of_its_work(text) {
            continue;
        }
        if let Some(found) = TALK.captures(text) {
            let start = line.end - text.len();
            let said = remark(text, found.get_match().end());
            // After the colon of an announcement stands what it announces.
            let colon = found
                .name("announcement")
                .and_then(|known| said[known.end()..].find(':').map(|at| known.end() + at + 1));
            let range = start..start + colon.unwrap_or(said.len());
            let message = "these are the words of a language model, not of the document; remove them, and if it refused, \
                           transcribe the page again";
            let gone = Restoration::remove(block.with_surroundings(&range)).titled("remove the model's words");
            report.add(Finding::new(&ENGINE_TALK, range, message).restoration(gone));
        }
    }
}

/// Words without which no such remark is made, looked for before the pattern is tried.
fn speaks_of_its_work(text: &str) -> bool {
    static WORK: LazyLock<Option<aho_corasick::AhoCorasick>> = LazyLock::new(|| {
        let words = [
            "transcri",
            "image",
            "extracted",
            "ocr ",
            "let me know if",
            "hope this",
            "as an ai",
            "text",
            "scan",
            "page",
            "request",
            "handwriting",
            "document",
            "picture",
        ];
        aho_corasick::AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
    });
    // The remark names its work within its first words.
    let mut reach = text.len().min(160);
    while !text.is_char_boundary(reach) {
        reach -= 1;
    }
    WORK.as_ref().is_some_and(|work| work.is_match(&text[..reach]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    #[test]
    fn announcements_refusals_and_offers_are_found() {
        finds(&ENGINE_TALK, "⸢Sure! Here's the transcribed text from the image:⸣");
        finds(&ENGINE_TALK, "⸢I’m unable to read the handwriting.⸣");
        finds(&ENGINE_TALK, "The end.\n⸢Let me know if you need anything else!⸣");
        finds(&ENGINE_TALK, "⸢Note: Some words in the image may be illegible.⸣");
    }

    #[test]
    fn what_is_announced_in_the_same_line_stays() {
        restores(&ENGINE_TALK, "⸢Here is the transcription of the page:⸣ The Plenum met.", "The Plenum met.");
    }

    #[test]
    fn a_line_of_talk_goes() {
        restores(&ENGINE_TALK, "⸢Here is the transcription:⸣\nThe Plenum met.", "The Plenum met.");
    }

    #[test]
    fn keeps_quiet_at_letters() {
        keeps_quiet(
            &ENGINE_TALK,
            "I am sorry that I cannot read your last page aloud to him.\nHere is the text of the telegram:",
        );
        keeps_quiet(&ENGINE_TALK, "Let us know when he comes. I hope this letter finds you well.");
        keeps_quiet(&ENGINE_TALK, "Here is the transcontinental railway.");
    }
}
