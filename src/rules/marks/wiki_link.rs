//! `marks/wiki-link`

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration};
use crate::text::Characters;

declare_rule! {
    /// A wiki-link is not written as FromThePage reads it.
    ///
    /// FromThePage takes `[[Title]]` and `[[Title|what the document says]]` for links to subjects. A
    /// link that is not closed, has an empty title or text, or is closed by other brackets is refused
    /// when the page is saved, or links to nothing.
    ///
    /// Close the link, or fill in what is missing. Only collections that declare the convention
    /// `fromthepage` have such links.
    ///
    /// ```finds fromthepage
    /// by ⸢[[Enver Hoxha}}⸣ and ⸢[[]]⸣ of ⸢[[Tirana|]]⸣
    /// → by [[Enver Hoxha]] and  of [[Tirana]]
    /// ```
    ///
    /// ```finds fromthepage
    /// by ⸢[[⸣Enver Hoxha of [[Tirana]]
    /// ```
    ///
    /// ```quiet fromthepage
    /// by [[Enver Hoxha|Comrade Enver]] of [[Tirana]] [illegible]
    /// ```
    ///
    /// ```quiet
    /// by [[Enver Hoxha}} in a collection without wiki-links
    /// ```
    pub static WIKI_LINK = {
        name: "marks/wiki-link",
        needs: Characters::ascii("["),
        enters: Places::MARKS,
        precedence: 70,
        check: Check::Block(check),
    }
}

/// An opening with what follows it up to the next bracket or brace, and what closes it, if anything.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[\[(?P<inside>[^\[\]{}\r\n]*)(?P<close>\]{2,}|\}\}|\]\}|\}\]|\])?")
        .unwrap_or_else(|error| unreachable!("{error}"))
});

fn check(block: &BlockView, report: &mut BlockReport) {
    if block.context.convention.name() != "fromthepage" {
        return;
    }
    for captures in LINK.captures_iter(&block.text) {
        let (Some(whole), Some(inside)) = (captures.get(0), captures.name("inside")) else { continue };
        let close = captures.name("close");
        if let Some(finding) = fault(whole.range(), inside.as_str(), close.map(|close| (close.range(), close.as_str())))
        {
            report.add(finding);
        }
    }
}

fn fault(whole: Range<usize>, inside: &str, close: Option<(Range<usize>, &str)>) -> Option<Finding> {
    match close {
        Some((_, "]]")) => blank(whole, inside),
        Some((range, wrong @ ("}}" | "]}" | "}]"))) => Some(
            Finding::new(&WIKI_LINK, whole, format!("this link is closed by “{wrong}”; FromThePage closes it by “]]”"))
                .restoration(Restoration::regularize(range, "]]").safe()),
        ),
        Some((range, many)) if many.starts_with("]]") => Some(
            Finding::new(&WIKI_LINK, whole, "a bracket too many closes this link; FromThePage refuses the page")
                .restoration(Restoration::regularize(range, "]]")),
        ),
        Some((range, "]")) => Some(
            Finding::new(&WIKI_LINK, whole, "one bracket closes this link, two opened it")
                .restoration(Restoration::regularize(range, "]]")),
        ),
        _ => {
            let opening = whole.start..whole.start + 2;
            Some(Finding::new(&WIKI_LINK, opening, "this link is opened and never closed: “]]” is missing"))
        }
    }
}

fn blank(whole: Range<usize>, inside: &str) -> Option<Finding> {
    let Some((title, text)) = inside.split_once('|') else {
        let message = "this link names no subject";
        return inside
            .trim()
            .is_empty()
            .then(|| Finding::new(&WIKI_LINK, whole.clone(), message).restoration(Restoration::remove(whole)));
    };
    let (message, kept) = match (title.trim(), text.trim()) {
        ("", "") => ("this link names no subject and shows no text", String::new()),
        ("", text) => ("this link names no subject before the bar", text.to_owned()),
        (title, "") => ("this link shows no text after the bar", format!("[[{title}]]")),
        _ => return None,
    };
    let restoration =
        if kept.is_empty() { Restoration::remove(whole.clone()) } else { Restoration::regularize(whole.clone(), kept) };
    Some(Finding::new(&WIKI_LINK, whole, message).restoration(restoration))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convention::Convention;
    use crate::rules::Context;
    use crate::rules::testing::{findings, keeps_quiet, only};

    fn found(text: &str) -> Vec<String> {
        let convention = Convention::built_in("fromthepage").unwrap();
        findings(Context { convention, convention_declared: true, ..only(&WIKI_LINK) }, text)
            .into_iter()
            .map(|finding| text[finding.range].to_owned())
            .collect()
    }

    #[test]
    fn every_fault_of_a_link_is_found() {
        assert_eq!(found("a [[b]]] c"), ["[[b]]]"]);
        assert_eq!(found("a [[b] c"), ["[[b]"]);
        assert_eq!(found("a [[|b]] [[ | ]] c"), ["[[|b]]", "[[ | ]]"]);
        assert_eq!(found("a [[b\nc"), ["[["]);
    }

    #[test]
    fn keeps_quiet_at_good_links() {
        assert_eq!(found("a [[b c]] [[d|e f]] [g]"), Vec::<String>::new());
        keeps_quiet(&WIKI_LINK, "a [[b] c");
    }

    #[test]
    fn ten_thousand_openings_take_no_time() {
        assert_eq!(found(&"[[".repeat(10_000)).len(), 10_000);
    }
}
