//! `residue/html-entity`

use quick_xml::escape::resolve_html5_entity;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Class};
use crate::transcript::Format;

declare_rule! {
    /// A character is written as an HTML entity.
    ///
    /// `&nbsp;`, `&#8212;` and their like are how web pages write characters; copied out of a page's
    /// source, or written by an engine that was trained on such, they stay in the text.
    ///
    /// Write the character itself; that changes no reading.
    ///
    /// ```finds
    /// Smith⸢&nbsp;⸣⸢&amp;⸣ Sons⸢&#8212;⸣the firm
    /// → Smith & Sons—the firm
    /// ```
    ///
    /// ```quiet
    /// R&D; AT&T; a&b
    /// ```
    pub static HTML_ENTITY = {
        name: "residue/html-entity",
        severity: Severity::Error,
        needs: Characters::ascii("&"),
        enters: Places::MARKS.and(Places::SIC),
        precedence: 62,
        check: Check::Block(check),
    }
}

/// The longest name in the HTML standard has 31 letters.
const LONGEST: usize = 33;

fn check(block: &BlockView, report: &mut BlockReport) {
    let mut done = 0;
    for start in memchr::memchr_iter(b'&', block.text.as_bytes()) {
        if start < done {
            continue;
        }
        let Some((length, character)) = entity(&block.text[start..]) else { continue };
        if is_needed(&character, block) {
            continue;
        }
        done = start + length;
        let written = &block.text[start..done];
        let message = format!("“{written}” is how a web page writes {}; write the character itself", name(&character));
        let restoration = if character.is_empty() {
            Restoration::remove(start..done)
        } else {
            Restoration::replace(start..done, character)
        };
        report.add(Finding::new(&HTML_ENTITY, start..done, message).restoration(restoration.safe()));
    }
}

/// The length of the entity that a text begins with and the character it stands for. Spaces of every
/// width become the plain one, what has no picture becomes nothing.
fn entity(text: &str) -> Option<(usize, String)> {
    let reach = text.len().min(LONGEST + "&amp;".len());
    let escaped = text.starts_with("&amp;").then_some("&amp;".len());
    // An entity that was escaped once more: &amp;nbsp;
    for prefix in escaped.into_iter().chain([1]) {
        let Some(length) = text.as_bytes()[prefix..reach.max(prefix)].iter().position(|&byte| byte == b';') else {
            continue;
        };
        if let Some(character) = resolve(&text[prefix..prefix + length]) {
            return Some((prefix + length + 1, plain(character)));
        }
    }
    None
}

fn resolve(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(str::to_owned);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    let c = char::from_u32(code.ok()?)?;
    (!c.is_control() || c == '\n').then(|| c.to_string())
}

fn plain(character: String) -> String {
    let mut characters = character.chars();
    match (characters.next().and_then(Class::of), characters.next()) {
        (Some(Class::OddSpace), None) => " ".into(),
        (Some(Class::Invisible), None) => String::new(),
        _ => character,
    }
}

/// Where the sign itself would be markup, the entity is the right way to write it.
fn is_needed(character: &str, block: &BlockView) -> bool {
    let markup = block.context.format != Format::Plain || block.context.convention.name() == "tei";
    markup && matches!(character, "&" | "<" | ">")
}

fn name(character: &str) -> String {
    match character {
        "" => "a character without a picture".into(),
        " " => "a space".into(),
        _ => format!("“{character}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn entities_become_characters() {
        restores(&HTML_ENTITY, "a⸢&#x2014;⸣b ⸢&ldquo;⸣c⸢&rdquo;⸣ d⸢&shy;⸣e", "a—b “c” de");
        restores(&HTML_ENTITY, "a⸢&amp;nbsp;⸣b", "a b");
    }

    #[test]
    fn keeps_quiet_at_what_is_no_entity() {
        keeps_quiet(&HTML_ENTITY, "R&D; H&K; &#xZZ; &nosuchname; & ; AT&T");
        keeps_quiet(&HTML_ENTITY, "https://example.org/?a=1&copy;b");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "([&#;a-zx0-9é]|&amp;){0,30}") {
            crate::rules::testing::findings(crate::rules::testing::only(&HTML_ENTITY), &text);
        }
    }
}
