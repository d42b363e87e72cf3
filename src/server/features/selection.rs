//! Selection: word, sentence, paragraph, section.

use std::ops::Range;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;
use unicode_segmentation::UnicodeSegmentation;

use crate::rules::BlockView;
use crate::text::Source;

use super::super::analysis::Analysis;
use super::super::shared::Shared;
use super::outline::{Section, sections};

/// `textDocument/selectionRange`
pub(in super::super) async fn selection_range(
    shared: &Shared,
    params: lsp::SelectionRangeParams,
) -> Result<Option<Vec<lsp::SelectionRange>>> {
    let Some(analysis) = shared.analysis(&params.text_document.uri).await? else { return Ok(None) };
    let encoding = shared.abilities().encoding;
    let sections = sections(&analysis);
    let answers = params.positions.into_iter().map(|position| {
        let offset = encoding.offset(&analysis.text, position);
        let steps = widening(&analysis, &sections, offset);
        let mut answer: Option<lsp::SelectionRange> = None;
        for step in steps.into_iter().rev() {
            let range = encoding.range(&analysis.text, &step);
            answer = Some(lsp::SelectionRange { range, parent: answer.map(Box::new) });
        }
        answer.unwrap_or_else(|| lsp::SelectionRange { range: lsp::Range::new(position, position), parent: None })
    });
    Ok(Some(answers.collect()))
}

/// Ever wider ranges around a place, each inside the next.
fn widening(analysis: &Analysis, sections: &[Section], offset: usize) -> Vec<Range<usize>> {
    let mut steps: Vec<Range<usize>> = Vec::new();
    let mut widen = |range: Range<usize>| {
        let inner = steps.last().cloned().unwrap_or(offset..offset);
        if range.start <= inner.start && inner.end <= range.end && range != inner {
            steps.push(range);
        }
    };
    if let Some(block) = analysis.document.block_at(offset) {
        let text = Source::slice(&analysis.text, block.range());
        let view = BlockView::new(&text, block.place, analysis.document.context());
        let at = offset - block.start;
        let in_file = |range: Range<usize>| range.start + block.start..range.end + block.start;
        if let Some((start, word)) = around(text.split_word_bound_indices(), at) {
            widen(in_file(start..start + word.len()));
        }
        if view.is_its_own_source()
            && let Some(paragraph) = view.paragraphs().iter().find(|p| p.start <= at && at <= p.end)
        {
            let inside = &text[paragraph.clone()];
            if let Some((start, sentence)) = around(inside.split_sentence_bound_indices(), at - paragraph.start) {
                let start = start + paragraph.start;
                widen(in_file(start..start + sentence.trim_end().len()));
            }
            widen(in_file(paragraph.clone()));
        }
        widen(block.range());
    }
    let mut around: Vec<&Section> =
        sections.iter().filter(|s| s.range.start <= offset && offset <= s.range.end).collect();
    around.sort_by_key(|section| section.range.len());
    for section in around {
        widen(section.range.clone());
    }
    widen(0..analysis.text.len_bytes());
    steps
}

/// The piece that holds an offset.
fn around<'t>(pieces: impl Iterator<Item = (usize, &'t str)>, at: usize) -> Option<(usize, &'t str)> {
    pieces.take_while(|(start, _)| *start <= at).last()
}
