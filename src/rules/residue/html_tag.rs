//! `residue/html-tag`

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::words::misread_opening;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Edit};
use crate::transcript::Format;

declare_rule! {
    /// HTML tags stand in the text.
    ///
    /// Engines and vision models write underlining, raised letters and tables as HTML. A tag that opens
    /// or closes within a word is certainly none of the editor's.
    ///
    /// The text inside stays and the tags go. If underlining matters to the edition, write it as its
    /// convention says. Tags that the convention in force uses keep quiet. Where a line opens with an underlined
    /// initial that was misread, `<u>Inh</u>e` for `The`, that reading comes first.
    ///
    /// ```finds
    /// ⸢<u>Un</u>⸣der the agreement of the 3⸢<sup>rd</sup>⸣ of May, ⸢<b>all of the parties</b>⸣ agreed.
    /// → Under the agreement of the 3rd of May, all of the parties agreed.
    /// ```
    ///
    /// ```quiet
    /// Reply to <name@example.org>: a < b and c > d, <illegible>.
    /// ```
    pub static HTML_TAG = {
        name: "residue/html-tag",
        needs: Characters::ascii("<"),
        enters: Places::MARKS,
        precedence: 62,
        check: Check::Block(check),
    }
}

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)<(/?)(u|b|i|s|a|p|em|strong|strike|del|ins|sup|sub|br|hr|img|div|span|font|center|h[1-6]|small|big|tt|code|pre|mark|blockquote|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col|html|head|body|title|meta|style|header|footer)((?:[ \t\n]+[a-zA-Z-]+(?:[ \t\n]*=[ \t\n]*(?:"[^"<>\n]*"|'[^'<>\n]*'|[^ \t\n"'<>]+))?)*)[ \t\n]*/?>"#,
    )
    .unwrap_or_else(|error| unreachable!("{error}"))
});

/// A tag in the text.
struct Tag<'a> {
    range: Range<usize>,
    closes: bool,
    name: &'a str,
    attributes: bool,
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text = &block.text;
    let tags: Vec<Tag> = TAG.captures_iter(text).filter_map(|captures| tag(text, &captures)).collect();
    let mut rest = &tags[..];
    while let Some((first, others)) = rest.split_first() {
        if is_markup_of_the_project(block, first) {
            rest = others;
            continue;
        }
        let taken = if is_of_table(first) { table(rest, report) } else { one(block, rest, report) };
        rest = &rest[taken..];
    }
}

fn tag<'a>(text: &'a str, captures: &regex::Captures) -> Option<Tag<'a>> {
    let name = captures.get(2)?.range();
    Some(Tag {
        range: captures.get(0)?.range(),
        closes: !captures.get(1)?.is_empty(),
        name: &text[name],
        attributes: captures.get(3).is_some_and(|attributes| !attributes.is_empty()),
    })
}

/// Tags that the format or the convention allows, but for those that cut a word.
fn is_markup_of_the_project(block: &BlockView, tag: &Tag) -> bool {
    let allowed = block.context.format == Format::Markdown
        || block.context.convention.name() == "fromthepage"
        || block.context.convention.name() == "tei"
            && ["p", "u", "s", "head", "table", "title", "del", "div", "span", "code", "body", "caption"]
                .iter()
                .any(|name| tag.name.eq_ignore_ascii_case(name));
    allowed && !cuts_word(&block.text, &tag.range)
}

fn cuts_word(text: &str, range: &Range<usize>) -> bool {
    text[..range.start].ends_with(char::is_alphanumeric) && text[range.end..].starts_with(char::is_alphanumeric)
}

/// Bytes between two tags that make one finding with them.
const SHORT: usize = 40;

/// A tag alone, or with the one that closes it at once. Returns how many tags that were.
fn one(block: &BlockView, tags: &[Tag], report: &mut BlockReport) -> usize {
    let text = &block.text;
    let first = &tags[0];
    let pair = tags.get(1).filter(|next| !first.closes && next.closes && next.name.eq_ignore_ascii_case(first.name));
    let Some(close) = pair else {
        if is_single_letter(first) && !first.attributes && !cuts_word(text, &first.range) && !has_partner(tags, first) {
            return 1;
        }
        report.add(lone(block, first));
        return 1;
    };
    let content = &text[first.range.end..close.range.start];
    if content.len() > SHORT || content.contains(['\n', '\r', '<']) {
        report.add(lone(block, first));
        report.add(lone(block, close));
        return 2;
    }
    let range = first.range.start..close.range.end;
    let in_word = cuts_word(text, &first.range)
        || cuts_word(text, &close.range)
        || text[..range.start].ends_with(char::is_alphanumeric) && is_raised(first);
    let restoration = Restoration::replace(range.clone(), content).titled(format!("keep “{content}” without the tags"));
    let (message, restoration) = if in_word {
        let message = format!(
            "HTML tags cut the word here; the engine saw “{content}” underlined, raised or set off: the letters stay, \
             the tags go"
        );
        (message, restoration.safe())
    } else {
        let message = format!(
            "“{content}” stands in HTML tags; the words stay, the tags go, unless the edition shows how the text was set"
        );
        (message, restoration)
    };
    let severity = if in_word { Severity::Error } else { Severity::Warning };
    let initial = if in_word { misread_initial(block, &range, content) } else { None };
    let restorations: Vec<Restoration> = initial.into_iter().chain([restoration]).collect();
    report.add(Finding::new(&HTML_TAG, range, message).severity(severity).restorations(restorations));
    2
}

/// An underlined initial is misread more often than not: what the word was, if it opens its line.
fn misread_initial(block: &BlockView, tagged: &Range<usize>, content: &str) -> Option<Restoration> {
    let text = &block.text;
    let opens = text[..tagged.start].trim_end_matches([' ', '\t']);
    if !block.is_english() || !(opens.is_empty() || opens.ends_with('\n')) {
        return None;
    }
    let line = text[tagged.end..].lines().next().unwrap_or_default();
    let ending = line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len());
    let reading = misread_opening(&format!("{content}{line}"))?;
    let whole_word = reading.range == (0..content.len() + ending);
    whole_word
        .then(|| Restoration::replace(tagged.start..tagged.end + ending, reading.text).certainty(Certainty::Medium))
}

fn is_raised(tag: &Tag) -> bool {
    tag.name.eq_ignore_ascii_case("sup") || tag.name.eq_ignore_ascii_case("sub")
}

/// `<b>` may be a letter that an edition marks as struck out.
fn is_single_letter(tag: &Tag) -> bool {
    tag.name.len() == 1
}

/// Whether the first of the tags is closed, within sight, by another. A closing tag needs no partner.
fn has_partner(tags: &[Tag], first: &Tag) -> bool {
    first.closes || tags.iter().skip(1).take(8).any(|other| other.closes && other.name.eq_ignore_ascii_case(first.name))
}

fn lone(block: &BlockView, tag: &Tag) -> Finding {
    let breaks = matches!(tag.name.to_ascii_lowercase().as_str(), "br" | "hr" | "p" | "div" | "li");
    let written = &block.text[tag.range.clone()];
    let message =
        format!("“{written}” is an HTML tag, which did not stand in the document; the text stays, the tag goes");
    let between_words = breaks && cuts_word(&block.text, &tag.range);
    let restoration = if between_words {
        Restoration::replace(tag.range.clone(), "\n").titled("begin a new line")
    } else if tag.name.eq_ignore_ascii_case("img") || breaks {
        Restoration::remove(block.with_surroundings(&tag.range))
    } else {
        Restoration::remove(tag.range.clone())
    };
    Finding::new(&HTML_TAG, tag.range.clone(), message).restoration(restoration)
}

fn is_of_table(tag: &Tag) -> bool {
    const PARTS: [&str; 11] =
        ["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col", "table"];
    PARTS.iter().any(|part| tag.name.eq_ignore_ascii_case(part))
}

/// All tags of a table are one finding: cells go apart by tabs, rows by lines.
fn table(tags: &[Tag], report: &mut BlockReport) -> usize {
    let count = tags.iter().take_while(|tag| is_of_table(tag)).count();
    let mut edits: Vec<Edit> = Vec::with_capacity(count);
    for (i, tag) in tags[..count].iter().enumerate() {
        let next_closes = tags[..count].get(i + 1).is_none_or(|next| next.closes);
        let new = match tag.name.to_ascii_lowercase().as_str() {
            "td" | "th" if tag.closes && !next_closes => "\t",
            "tr" if tag.closes && !next_closes => "\n",
            _ => "",
        };
        edits.push(Edit::replace(tag.range.clone(), new));
    }
    let message = "a table is written as HTML here; its words stay, each row on a line of its own, and the tags go";
    let restoration = Restoration::remove(tags[0].range.clone()).titled("write the table as lines with tabs");
    report
        .add(Finding::new(&HTML_TAG, tags[0].range.clone(), message).restoration(Restoration { edits, ..restoration }));
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, keeps_quiet, only, restores};

    #[test]
    fn a_tag_within_a_word_goes_safely() {
        restores(&HTML_TAG, "⸢<u>Un</u>⸣der the law", "Under the law");
        let found = findings(only(&HTML_TAG), "<u>Un</u>der the law");
        assert_eq!(found[0].restorations[0].applicability, crate::rules::Applicability::Safe);
    }

    #[test]
    fn a_misread_initial_is_read_through_its_tag() {
        restores(&HTML_TAG, "⸢<u>Inh</u>⸣e stance of the party", "The stance of the party");
        let found = findings(only(&HTML_TAG), "<u>Inh</u>e stance of the party");
        assert_eq!(found[0].restorations[0].applicability, crate::rules::Applicability::Suggested);
        restores(&HTML_TAG, "of ⸢<u>Inh</u>⸣e stance of the party", "of Inhe stance of the party");
    }

    #[test]
    fn emphasis_and_line_breaks_go() {
        restores(&HTML_TAG, "the ⸢<i>Times</i>⸣ said", "the Times said");
        restores(&HTML_TAG, "one⸢<br>⸣two ⸢<br/>⸣ three", "one\ntwo three");
        restores(
            &HTML_TAG,
            "⸢<span class=\"x\">⸣the words of the whole long sentence that follows⸢</span>⸣",
            "the words of the whole long sentence that follows",
        );
    }

    #[test]
    fn a_table_becomes_lines() {
        restores(
            &HTML_TAG,
            "⸢<table>⸣<tr><td>Name</td><td>Post</td></tr><tr><td>A</td><td>B</td></tr></table>",
            "Name\tPost\nA\tB",
        );
    }

    #[test]
    fn keeps_quiet_at_other_angle_brackets() {
        keeps_quiet(&HTML_TAG, "a <b> c <deleted words> <u>");
        keeps_quiet(&HTML_TAG, "x<y and z>w <supplied>First</supplied>");
    }

    #[test]
    fn keeps_quiet_where_markdown_allows_it() {
        let mut context = only(&HTML_TAG);
        context.format = Format::Markdown;
        assert!(findings(context.clone(), "the <i>Times</i> said").is_empty());
        assert_eq!(findings(context, "<u>Inh</u>e stance").len(), 1);
    }
}
