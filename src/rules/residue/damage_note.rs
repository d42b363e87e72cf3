//! `residue/damage-note`

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::convention::Meaning;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Severity};
use crate::text::Characters;

declare_rule! {
    /// A note says that the page is damaged, and yet no gap is marked in the text.
    ///
    /// A vision model that tells of a torn or faded page and then gives a whole, fluent text has
    /// filled the holes itself. What it invents reads well and cannot be told from the text alone; the
    /// note is the only trace.
    ///
    /// Read the passages at the damage against the picture, and mark what cannot be read.
    ///
    /// ```finds
    /// ⸢<warning>The lower left corner of the page is torn.</warning>⸣
    ///
    /// The harvest was brought in before the rains came.
    /// ```
    ///
    /// ```quiet
    /// <warning>The lower left corner of the page is torn.</warning>
    ///
    /// The harvest was brought in before the [illegible] came.
    /// ```
    pub static DAMAGE_NOTE = {
        name: "residue/damage-note",
        severity: Severity::Hint,
        needs: Characters::ascii("[(<"),
        enters: Places::MARKS,
        precedence: 55,
        check: Check::Folded { block, document },
    }
}

/// What a block tells of damage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DamageFacts {
    /// Notes that the page is damaged.
    pub notes: Vec<Range<usize>>,
    /// Whether a place is marked that cannot be read.
    marks_gap: bool,
}

/// Letters that every note of damage holds: most texts hold none, and are not looked at twice.
static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let signs = [
        "torn",
        "damage",
        "faded",
        "stained",
        "burn",
        "cut off",
        "blur",
        "smudged",
        "obscured",
        "partially",
        "missing",
    ];
    AhoCorasick::builder().ascii_case_insensitive(true).build(signs).unwrap_or_else(|error| unreachable!("{error}"))
});

static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    let place = r"(?:page|paper|sheet|leaf|corner|edge|margin|lower|upper|left|right|bottom|top|part|portion|document|ink|text|image|scan)";
    let damage = r"(?:torn|damaged|faded|stained|burnt|burned|cut off|water[- ]?damaged?|blurred|blurry|smudged|obscured|partially (?:illegible|visible)|missing)";
    Regex::new(&format!(
        r"(?i)(?:<(?P<tag>warning|damage|note)>[^<\n]*\b{damage}\b[^<\n]*</(?:warning|damage|note)>|[\[(][^\[\]()\n]*\b{place}\b[^\[\]()\n]{{0,80}}\b(?:is|are|was|were|appears?(?: to be)?|partly|partially|badly)\b ?(?:partly |partially |badly |heavily |slightly )?{damage}\b[^\[\]()\n]*[\])])"
    ))
    .unwrap_or_else(|error| unreachable!("{error}"))
});

fn block(block: &BlockView, report: &mut BlockReport) {
    let notes: Vec<Range<usize>> = if SIGNS.is_match(block.text.as_ref()) {
        NOTE.find_iter(&block.text).map(|note| note.range()).collect()
    } else {
        Vec::new()
    };
    let outside = |range: &Range<usize>| notes.iter().all(|note| range.end <= note.start || note.end <= range.start);
    let is_gap = |meaning| matches!(meaning, Meaning::Gap | Meaning::Lost | Meaning::Unclear | Meaning::Supplied);
    let gap = block.marks().iter().any(|mark| is_gap(mark.meaning) && outside(&mark.range));
    report.facts.damage = DamageFacts { notes, marks_gap: gap };
}

fn document(view: &DocumentView, found: &mut Vec<Finding>) {
    if view.blocks_with(FactKinds::DAMAGE).any(|(_, block)| block.report.facts.damage.marks_gap) {
        return;
    }
    for (_, block) in view.blocks_with(FactKinds::DAMAGE) {
        found.extend(block.report.facts.damage.notes.iter().map(|note| {
            let message = "this tells of damage, but no gap is marked in the text: an engine may have filled it; \
                           read the place against the picture";
            Finding::new(&DAMAGE_NOTE, block.in_file(note), message)
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn notes_beside_a_whole_text_are_found() {
        finds(&DAMAGE_NOTE, "⸢[The right margin of the page is badly faded]⸣\n\nThe mills worked day and night.\n");
    }

    #[test]
    fn keeps_quiet_at_the_documents_own_words() {
        keeps_quiet(&DAMAGE_NOTE, "The bridge (which was damaged in the war) is shut. (The text was read to them.)\n");
        keeps_quiet(&DAMAGE_NOTE, "[The page is torn here]\n\nThe mills [worked?] day and night.\n");
    }
}
