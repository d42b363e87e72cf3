//! `punctuation/unbalanced-quote`

use std::ops::Range;

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Restoration};
use crate::text::{Characters, Class};

use super::quotation_marks::{QuotationMark, Role, quotation_marks};

declare_rule! {
    /// A quotation opens that nothing closes, or closes what nothing opens.
    ///
    /// Quotation marks are small, and engines lose them at the edge of a line or read them as specks.
    ///
    /// Look in the original where the quotation ends or begins; the finding names the likeliest place. No mark is
    /// proposed where a typewriter's stands alone: it may be a speck, or belong to something else.
    /// A quotation of several paragraphs may open each of them and close the last alone: that is
    /// right.
    ///
    /// ```finds
    /// "The Soviet Union is a castle of peace.
    ///
    /// "Its policy plays a great role in the peace in ⸢general.⸣ (Ibid., page 10)
    ///
    /// With this he spoke of "neutral" states.
    /// → "The Soviet Union is a castle of peace.
    /// →
    /// → "Its policy plays a great role in the peace in general." (Ibid., page 10)
    /// →
    /// → With this he spoke of "neutral" states.
    /// ```
    ///
    /// ```quiet
    /// "The first paragraph of what he said.
    ///
    /// "The second one, with the end." Then he left by the 12" gauge line.
    /// ```
    pub static UNBALANCED_QUOTE = {
        name: "punctuation/unbalanced-quote",
        needs: Characters::ascii("\"").and(Class::Quote),
        enters: Places::MARKS.and(Places::SIC),
        check: Check::Folded { block: gather, document: fold },
    }
}

fn gather(block: &BlockView, report: &mut BlockReport) {
    let mut marks = quotation_marks(block);
    // More marks than that are no quotations.
    if marks.len() > 8 + block.text.len() / 24 {
        return;
    }
    marks.shrink_to_fit();
    report.facts.quotations = marks;
}

fn fold(view: &DocumentView, found: &mut Vec<Finding>) {
    let mut reader = Reader { open: None, found };
    let mut before: Option<(usize, usize)> = None;
    for (index, block) in view.blocks_with(FactKinds::QUOTATIONS) {
        for marks in block.report.facts.quotations.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let (Some(first), Some(last)) = (marks.first(), marks.last()) else { continue };
            let distance = before.map_or(0, |before| distance(view, before, (index, first.range.start)));
            reader.read(marks, block.start, distance);
            before = Some((index, last.range.end));
        }
    }
    reader.end();
}

/// About how many paragraphs it is from one place to another, in a later paragraph: 1 if the one
/// follows the other, but for headings, page numbers and running titles. A place is the index of a
/// block and a byte offset in it.
fn distance(view: &DocumentView, from: (usize, usize), to: (usize, usize)) -> usize {
    const FURNITURE: u16 = 10;
    let between = |index: usize| {
        let paragraphs = &view.blocks[index].report.facts.paragraphs;
        let start = if index == from.0 { paragraphs.partition_point(|p| p.range.start < from.1) } else { 0 };
        let end = if index == to.0 { paragraphs.partition_point(|p| p.range.end < to.1) } else { paragraphs.len() };
        paragraphs.get(start..end).unwrap_or_default().iter().filter(|p| p.words > FURNITURE).count()
    };
    let mut distance = 1;
    for index in from.0..=to.0 {
        distance += between(index);
        // How much further it is makes no difference.
        if distance > LONGEST {
            break;
        }
    }
    distance
}

/// A quotation that has been opened, in the file.
struct Opened {
    mark: QuotationMark,
    start: usize,
    /// The last sign of the last paragraph that it opened.
    paragraph_end: Range<usize>,
    /// Whether more than one paragraph was opened.
    continued: bool,
}

/// Follows the quotations of a document, paragraph by paragraph.
struct Reader<'a> {
    /// The quotation that is open when a paragraph begins.
    open: Option<Opened>,
    found: &'a mut Vec<Finding>,
}

/// A quotation that opens in one paragraph and closes in a later one, the paragraphs between them
/// not opened, spans this many at most.
const LONGEST: usize = 8;

impl Reader<'_> {
    /// Reads the marks of a paragraph that stands `distance` paragraphs after the last one that
    /// had any.
    fn read(&mut self, mut marks: &[QuotationMark], start: usize, distance: usize) {
        let Some(first) = marks.first() else { return };
        if let Some(open) = &mut self.open {
            let continues = distance <= 1 && first.begins_paragraph && first.role != Role::Closes;
            if continues {
                open.continued = true;
                open.paragraph_end = shifted(&first.paragraph_end, start);
                marks = &marks[1..];
            } else if first.role != Role::Closes || distance > LONGEST {
                self.report_open();
            }
        }
        let typed = marks.iter().all(|mark| mark.straight);
        if self.open.is_none() && typed && marks.len().is_multiple_of(2) {
            return;
        }
        self.follow(marks, start);
    }

    fn follow(&mut self, marks: &[QuotationMark], start: usize) {
        let mut inner: Option<Opened> = None;
        for mark in marks {
            let is_open = inner.is_some() || self.open.is_some();
            let closes = mark.role == Role::Closes || (mark.role == Role::Unclear && is_open);
            if !closes {
                let opened = Opened::new(mark, start);
                if self.open.is_none() {
                    self.open = Some(opened);
                } else if mark.begins_paragraph && inner.is_none() {
                    self.continue_with(opened);
                } else if let Some(unclosed) = inner.replace(opened) {
                    self.found.push(unclosed.finding());
                }
            } else if inner.take().is_none() && self.open.take().is_none() && !mark.after_figure {
                self.found.push(never_opened(mark, start));
            }
        }
        if let Some(unclosed) = inner {
            self.settle(unclosed);
        }
    }

    /// In hard-wrapped text a paragraph may begin inside a block.
    fn continue_with(&mut self, opened: Opened) {
        if let Some(open) = &mut self.open {
            open.continued = true;
            open.paragraph_end = opened.paragraph_end;
        }
    }

    /// Two quotations are open where a paragraph ends. The first was never closed if both began in
    /// this paragraph; one that came from before goes on.
    fn settle(&mut self, inner: Opened) {
        match &self.open {
            Some(outer) if !outer.continued && outer.paragraph_end == inner.paragraph_end => {
                let outer = self.open.replace(inner);
                self.found.extend(outer.map(|outer| outer.finding()));
            }
            _ => self.found.push(inner.finding()),
        }
    }

    fn report_open(&mut self) {
        self.found.extend(self.open.take().map(|open| open.finding()));
    }

    fn end(mut self) {
        self.report_open();
    }
}

impl Opened {
    fn new(mark: &QuotationMark, start: usize) -> Opened {
        let paragraph_end = shifted(&mark.paragraph_end, start);
        Opened { mark: mark.clone(), start, paragraph_end, continued: false }
    }

    /// That the quotation is never closed, told where it most probably ended.
    fn finding(self) -> Finding {
        let mark = shifted(&self.mark.range, self.start);
        let near = shifted(&self.mark.other, self.start);
        // What begins a paragraph is quoted to its end; a phrase inside one, to the next pause.
        let whole =
            self.continued || self.mark.begins_paragraph || near.is_empty() || self.paragraph_end.end <= near.end;
        let (best, next) = if whole { (self.paragraph_end, near) } else { (near, self.paragraph_end) };
        let closer = if self.mark.straight { "\"" } else { "”" };
        let insert = |site: &Range<usize>| Restoration::replace(site.end..site.end, closer);
        let mut finding = Finding::new(&UNBALANCED_QUOTE, best.clone(), NEVER_CLOSED)
            .related(mark.clone(), "the quotation opens here");
        // A lone typewriter's mark is a speck or closes something as readily as it opens this.
        if self.mark.straight && !self.continued {
            return finding;
        }
        finding = finding.restoration(insert(&best).titled("close the quotation here").certainty(Certainty::Medium));
        if !next.is_empty() && next.end != best.end && next.end > mark.end {
            let title = if whole { "close it at the first pause" } else { "close it at the end of the paragraph" };
            finding = finding
                .restoration(insert(&next).titled(title).certainty(Certainty::Low))
                .related(next, "or it may end here");
        }
        finding.restoration(Restoration::remove(mark).titled("remove the opening mark").certainty(Certainty::Low))
    }
}

const NEVER_CLOSED: &str =
    "a quotation is opened and never closed; it may end here, look in the original where the closing mark stands";

/// That a quotation is never opened, told where it is closed.
fn never_opened(mark: &QuotationMark, start: usize) -> Finding {
    let (range, site) = (shifted(&mark.range, start), shifted(&mark.other, start));
    let message = "this mark closes a quotation that nothing opens; look in the original where it begins";
    let finding =
        Finding::new(&UNBALANCED_QUOTE, range.clone(), message).related(site.clone(), "the quotation may begin here");
    if mark.straight {
        return finding;
    }
    finding
        .restoration(
            Restoration::replace(site.start..site.start, "“")
                .titled("open the quotation where it probably begins")
                .certainty(Certainty::Medium),
        )
        .restoration(Restoration::remove(range).titled("remove the mark").certainty(Certainty::Low))
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, finds, keeps_quiet, only, restores};

    const RULE: &crate::rules::Rule = &UNBALANCED_QUOTE;

    #[test]
    fn a_phrase_is_never_closed() {
        restores(
            RULE,
            "They took the “neutral ⸢position,⸣ which failed.",
            "They took the “neutral position,” which failed.",
        );
    }

    #[test]
    fn a_quotation_is_never_opened() {
        restores(RULE, "They left. He said, come in,⸢”⸣ and sat.", "They left. He said, “come in,” and sat.");
    }

    #[test]
    fn nothing_is_proposed_for_a_lone_typed_mark() {
        for text in ["They left. He said, come in,\" and sat.", "They took the \"neutral position, which failed."] {
            let found = findings(only(RULE), text);
            assert!(found.len() == 1 && found[0].restorations.is_empty(), "{text}");
        }
    }

    #[test]
    fn keeps_quiet_at_a_quotation_of_several_paragraphs() {
        keeps_quiet(RULE, "He said:\n\n“One.\n\n“Two “and” three.\n\n- 2 -\n\n“Four.”\n\nThen “five” came.");
        keeps_quiet(RULE, "\"One.\n\nTwo is not opened.\n\nThree.\" Then.");
    }

    #[test]
    fn a_quotation_of_several_paragraphs_is_never_closed() {
        finds(RULE, "“One.\n\n“Two of ⸢these.⸣\n\nThen “five” came.\n\nAnd “six.”");
    }

    #[test]
    fn keeps_quiet_at_typed_marks_in_even_number() {
        keeps_quiet(RULE, "the \"Pueblo \"and the \" Banner\" and a 12\" gun");
    }

    #[test]
    fn two_are_opened_and_one_is_closed() {
        finds(RULE, "He took the “neutral ⸢position,⸣ said “so” and left. “Now he is ⸢gone.⸣");
    }

    #[test]
    fn keeps_quiet_in_wrapped_text_with_paragraphs_inside_a_block() {
        keeps_quiet(
            RULE,
            "He said to us all there:\n\"One is the first.\n\"Two is the second one\nof them.\" Then he\nleft.",
        );
    }
}
