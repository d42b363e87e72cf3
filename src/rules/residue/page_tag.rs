//! `residue/page-tag`

use std::sync::LazyLock;

use regex::Regex;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::Characters;
use crate::transcript::Format;

declare_rule! {
    /// An engine's note of page furniture stands in the text: a page number, a picture, a running head.
    ///
    /// Vision models tag what is not running text (`<page_number>3</page_number>`) and put the name of a
    /// file where they saw a picture (`![img-0.jpeg](img-0.jpeg)`).
    ///
    /// Write the page break as your edition does, and remove the tags and the pictures' names.
    ///
    /// ```finds
    /// and left.
    /// ⸢<page_number>3</page_number>⸣
    /// ⸢![img-0.jpeg](img-0.jpeg)⸣
    /// The next day
    /// → and left.
    /// → The next day
    /// ```
    ///
    /// ```quiet
    /// (p. 3) <pb n="3"/> see [the minutes](https://example.org/minutes)
    /// ```
    pub static PAGE_TAG = {
        name: "residue/page-tag",
        severity: Severity::Error,
        needs: Characters::ascii("<!"),
        enters: Places::MARKS.and(Places::ADDRESSES),
        precedence: 64,
        check: Check::Block(check),
    }
}

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)<(?:page_?(?:number|num|no)|pagenum)>[^<>\n]{0,20}</(?:page_?(?:number|num|no)|pagenum)>",
        r"|</?(?:page_?(?:number|num|no|header|footer|break|start|end)|pagenum|watermark|signature|stamp|figure|image|logo|header_?footer|table_of_contents|text_block|line_?break)(?: ?/)?>",
        r"|!\[[^\]\[\n]*\]\([^()\s]+\)",
    ))
    .unwrap_or_else(|error| unreachable!("{error}"))
});

fn check(block: &BlockView, report: &mut BlockReport) {
    for found in TAG.find_iter(&block.text) {
        let written = found.as_str();
        if written.starts_with('!') && block.context.format == Format::Markdown {
            continue;
        }
        let what = if written.starts_with('!') {
            "an engine's note of a picture"
        } else {
            "an engine's tag for what is not running text"
        };
        let message = format!("“{written}” is {what}; write a page break as your edition does, or remove it");
        let gone = Restoration::remove(block.with_surroundings(&found.range()));
        report.add(Finding::new(&PAGE_TAG, found.range(), message).restoration(gone));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn tags_and_pictures_go() {
        restores(&PAGE_TAG, "⸢<page_header>⸣SECRET⸢</page_header>⸣", "SECRET");
        restores(&PAGE_TAG, "one\n⸢![](page_3_img_1.png)⸣\ntwo", "one\ntwo");
    }

    #[test]
    fn keeps_quiet_at_an_editors_own() {
        keeps_quiet(&PAGE_TAG, "[page 3] <pb/> Stop![1] (see below) <figure 3>");
    }
}
