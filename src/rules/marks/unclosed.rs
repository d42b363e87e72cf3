//! `marks/unclosed`

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::convention::Pair;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places};

declare_rule! {
    /// A mark is opened and never closed, or closed and never opened.
    ///
    /// Conventions with marks of several characters enclose whole passages: `[* … *]` in the margin,
    /// `[[strikethrough]] … [[/strikethrough]]`, `<del>…</del>`, `〚…〛`. When one half is missing,
    /// nobody can tell how far the mark reaches.
    ///
    /// Set the missing half, or remove the one that is left. Plain brackets are looked at by another
    /// rule.
    ///
    /// ```finds loc
    /// the delegation ⸢[*⸣ received in the margin
    /// ```
    ///
    /// ```finds smithsonian
    /// [[strikethrough]] old [[/strikethrough]] new ⸢[[/strikethrough]]⸣ words
    /// ```
    ///
    /// ```quiet tei
    /// the <del>old <unclear>words</unclear></del> and <gap reason="lost" extent="unknown"/>
    /// ```
    pub static UNCLOSED = {
        name: "marks/unclosed",
        enters: Places::MARKS.and(Places::SIC),
        precedence: 60,
        check: Check::Folded { block, document },
    }
}

/// One half of a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkEnd {
    /// Where it stands.
    pub range: Range<usize>,
    /// Which pair of the convention it belongs to.
    pair: usize,
    /// What must be the same in both halves.
    key: u64,
    opens: bool,
}

impl MarkEnd {
    fn closes(&self, opening: &MarkEnd) -> bool {
        !self.opens && (self.pair, self.key) == (opening.pair, opening.key)
    }
}

/// Marks lie no deeper in one another than this; a half that is missing further out is not sought.
const DEEPEST: usize = 32;

fn block(block: &BlockView, report: &mut BlockReport) {
    let pairs = block.context.convention.pairs();
    let mut ends: Vec<MarkEnd> =
        pairs.iter().enumerate().flat_map(|(index, pair)| ends_of(block, index, pair)).collect();
    ends.retain(|end| !block.is_protected(&end.range, UNCLOSED.enters));
    ends.sort_by_key(|end| end.range.start);
    report.facts.marks.ends = ends;
}

fn ends_of(block: &BlockView, pair: usize, patterns: &Pair) -> Vec<MarkEnd> {
    [(&patterns.open, true), (&patterns.close, false)]
        .into_iter()
        .flat_map(|(pattern, opens)| {
            pattern.captures_iter(&block.text).filter_map(move |captures| {
                let key = captures.get(1).map_or(0, |group| key(group.as_str()));
                captures.get(0).map(|whole| MarkEnd { range: whole.range(), pair, key, opens })
            })
        })
        .collect()
}

fn key(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.to_lowercase().as_bytes());
    hasher.finish()
}

fn document(view: &DocumentView, found: &mut Vec<Finding>) {
    let mut open: Vec<(Range<usize>, &MarkEnd)> = Vec::new();
    for (_, block) in view.blocks_with(FactKinds::MARKS) {
        for end in &block.report.facts.marks.ends {
            let place = block.in_file(&end.range);
            if end.opens {
                open.push((place, end));
                continue;
            }
            match open.iter().rev().take(DEEPEST).position(|(_, opening)| end.closes(opening)) {
                Some(depth) => {
                    let at = open.len() - 1 - depth;
                    found.extend(open.drain(at..).skip(1).map(|(place, _)| never_closed(view, place)));
                }
                None => found.push(never_opened(view, place)),
            }
        }
    }
    found.extend(open.into_iter().map(|(place, _)| never_closed(view, place)));
}

fn never_closed(view: &DocumentView, place: Range<usize>) -> Finding {
    let written = view.text(place.clone()).into_owned();
    Finding::new(&UNCLOSED, place, format!("“{written}” opens a mark that is never closed"))
}

fn never_opened(view: &DocumentView, place: Range<usize>) -> Finding {
    let written = view.text(place.clone()).into_owned();
    Finding::new(&UNCLOSED, place, format!("“{written}” closes a mark that was never opened"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convention::Convention;
    use crate::rules::Context;
    use crate::rules::testing::{findings, keeps_quiet, only};

    fn found(convention: &str, text: &str) -> Vec<String> {
        let convention = Convention::built_in(convention).unwrap();
        findings(Context { convention, convention_declared: true, ..only(&UNCLOSED) }, text)
            .into_iter()
            .map(|finding| text[finding.range].to_owned())
            .collect()
    }

    #[test]
    fn the_half_that_is_left_is_found() {
        assert_eq!(found("tei", "a <del>b <unclear>c</del> d"), ["<unclear>"]);
        assert_eq!(found("leiden", "αβγ 〚δε"), ["〚"]);
        assert_eq!(found("leiden", "αβγ <:δε|corr|ζ"), ["<:"]);
    }

    #[test]
    fn keeps_quiet_at_marks_over_several_paragraphs() {
        assert_eq!(found("loc", "[* one\n\ntwo *]"), Vec::<String>::new());
        assert_eq!(
            found("smithsonian", "[[underlined]] a [[strikethrough]] b [[/strikethrough]] c [[/underlined]]"),
            Vec::<String>::new()
        );
        keeps_quiet(&UNCLOSED, "a [* b");
    }

    #[test]
    fn ten_thousand_openings_take_no_time() {
        assert_eq!(found("loc", &"[* ".repeat(10_000)).len(), 10_000);
    }
}
