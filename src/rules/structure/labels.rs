//! The labels of an archive's header, as the rules about it see them.

use std::ops::Range;

use crate::rules::DocumentView;
use crate::text::lines;
use crate::transcript::{Region, label};

/// A label of the header with what stands under it.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// What it announces.
    pub region: Region,
    /// The label itself: `Summary:`.
    pub range: Range<usize>,
    /// Whether anything stands beside it or below it, before the next label.
    pub has_value: bool,
}

/// Bytes of a block in which its label is looked for.
const LONGEST: usize = 64;

/// The labels over the document, in the order of the file, the one that opens the text included.
pub(super) fn labels(view: &DocumentView) -> Vec<Label> {
    let Some(last) = view.header.labels.iter().map(|label| label.range.end).max() else { return Vec::new() };
    let mut found: Vec<Label> = Vec::new();
    for block in view.blocks {
        let range = block.range();
        if block.place.region == Region::FrontMatter {
            continue;
        }
        match label_at(view, range.clone()).filter(|_| range.start < last) {
            Some(label) => found.push(label),
            None => {
                if let Some(open) = found.last_mut() {
                    open.has_value |= !range.is_empty();
                }
                if range.start >= last {
                    break;
                }
            }
        }
    }
    found
}

/// The label that a block begins with.
fn label_at(view: &DocumentView, block: Range<usize>) -> Option<Label> {
    let end = view.source.boundary_before(block.end.min(block.start + LONGEST));
    let text = view.text(block.start..end);
    let line = lines(&text).next()?.trim_end();
    let (region, has_value) = label(line)?;
    let start = block.start + line.len() - line.trim_start().len();
    let length = if has_value { line.trim_start().find(':')? + 1 } else { line.trim().len() };
    Some(Label { region, range: start..start + length, has_value })
}
