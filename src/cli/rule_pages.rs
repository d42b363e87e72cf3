//! Rules in Markdown: the pages of the book, a family a page.

use std::fmt::Write;

use crate::rules::{FAMILIES, Rule};

/// Pages of the families that these rules are of, each with those of its rules that are among them.
pub(super) fn pages(rules: &[&Rule]) -> String {
    let pages = FAMILIES.iter().filter_map(|&(family, finds)| {
        let rules: Vec<&Rule> = rules.iter().copied().filter(|rule| rule.family() == family).collect();
        (!rules.is_empty()).then(|| page(family, finds, &rules))
    });
    pages.collect::<Vec<_>>().join("\n")
}

fn page(family: &str, finds: &str, rules: &[&Rule]) -> String {
    let mut page = format!("# {family}\n\nFinds {finds}.\n\n| rule | severity | |\n| --- | --- | --- |\n");
    for rule in rules {
        let name = short_name(rule);
        page += &format!("| [{name}](#{name}) | {} | {} |\n", state(rule), one_line(&unindented(rule.summary())));
    }
    for rule in rules {
        page += &format!("\n## {}\n\n`{}` · {}\n\n", short_name(rule), rule.name, state(rule));
        page += &documentation(rule);
    }
    page
}

fn short_name(rule: &Rule) -> &'static str {
    rule.name.rsplit('/').next().unwrap_or(rule.name)
}

fn state(rule: &Rule) -> String {
    let off = if rule.enabled { "" } else { ", off by default" };
    format!("{}{off}", rule.severity.name())
}

/// A rule's documentation with a line above each example that says what it shows.
fn documentation(rule: &Rule) -> String {
    let mut out = String::new();
    let mut in_example = false;
    for line in unindented(rule.doc).trim().lines() {
        match line.strip_prefix("```") {
            Some(shown) if !in_example => out += &opening(shown),
            _ => out += line,
        }
        in_example ^= line.starts_with("```");
        out.push('\n');
    }
    out
}

/// The lines before an example: `finds` or `quiet`, then perhaps a convention and `markdown`.
fn opening(shown: &str) -> String {
    let mut words = shown.split_whitespace();
    let mut said = String::from(match words.next() {
        Some("finds") => "Found",
        Some("quiet") => "Left alone",
        _ => return format!("```{shown}"),
    });
    for word in words {
        // Writing to a string cannot fail.
        let _ = match word {
            "markdown" => write!(said, ", in a Markdown file"),
            convention => write!(said, ", in the convention `{convention}`"),
        };
    }
    format!("{said}:\n\n```text")
}

/// A doc comment without the space that stands after its slashes.
pub(super) fn unindented(doc: &str) -> String {
    doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned() + "\n").collect()
}

/// Text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn examples_say_what_they_show() {
        assert_eq!(opening("finds leiden"), "Found, in the convention `leiden`:\n\n```text");
        assert_eq!(opening("quiet markdown"), "Left alone, in a Markdown file:\n\n```text");
        assert_eq!(opening("toml"), "```toml");
    }

    #[test]
    fn every_rule_stands_under_the_anchor_that_its_link_names() {
        let book = pages(&RULES);
        for rule in RULES.iter() {
            let (page, anchor) = rule.url().rsplit_once('#').map(|(p, a)| (p.to_owned(), a.to_owned())).unwrap();
            assert!(page.ends_with(&format!("/docs/rules/{}.md", rule.family())), "{page}");
            assert!(book.contains(&format!("\n## {anchor}\n\n`{}`", rule.name)), "{anchor}");
        }
    }
}
