//! `lacuna explain`

use std::io::Write;

use anstyle::Style;
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::collection::unknown_rule_message;
use crate::rules::{RULES, Rule, rule};

use super::rule_pages::{self, one_line, unindented};
use super::{Failure, Outcome, terminal};

/// Explain a rule: what it flags, why that happens, what to do
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// A rule, such as glyphs/filler-run, or a family, such as glyphs
    #[arg(required_unless_present = "all")]
    name: Option<String>,
    /// List all rules
    #[arg(long, conflicts_with = "name")]
    all: bool,
    /// Form of the explanation
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For the terminal
    #[default]
    Text,
    /// The page of the book, in Markdown
    Markdown,
    /// One JSON array of rules
    Json,
}

/// Columns of a paragraph, so that the eye finds the next line.
const MEASURE: usize = 80;

pub(super) fn run(arguments: &ExplainArguments) -> Result<Outcome, Failure> {
    let asked = arguments.name.as_deref().unwrap_or_default();
    let one = rule(asked);
    let rules: Vec<&Rule> = match one {
        Some(rule) => vec![rule],
        None => RULES.iter().copied().filter(|rule| arguments.all || rule.family() == asked).collect(),
    };
    if rules.is_empty() {
        return Err(Failure::Message(unknown_rule_message(asked)));
    }
    let mut out = anstream::stdout();
    match arguments.format {
        Form::Json => {
            let rules: Vec<_> = rules.iter().map(|rule| described(rule)).collect();
            serde_json::to_writer_pretty(&mut out, &rules).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Form::Markdown => write!(out, "{}", rule_pages::pages(&rules))?,
        Form::Text if one.is_some() => {
            for rule in rules {
                write!(out, "{}", page(rule, terminal::width().min(MEASURE)))?;
            }
        }
        Form::Text => {
            for rule in rules {
                let (bold, plain) = (Style::new().bold(), Style::new());
                writeln!(out, "{bold}{:<36}{bold:#} {plain}{}", rule.name, one_line(&unindented(rule.summary())))?;
            }
        }
    }
    Ok(Outcome::Clean)
}

fn described(rule: &Rule) -> serde_json::Value {
    json!({
        "name": rule.name,
        "family": rule.family(),
        "severity": rule.severity,
        "enabled": rule.enabled,
        "summary": one_line(&unindented(rule.summary())),
        "documentation": unindented(rule.doc).trim(),
        "url": rule.url(),
    })
}

/// A rule's documentation for the terminal: paragraphs wrapped, examples set off.
fn page(rule: &Rule, width: usize) -> String {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let state = if rule.enabled { "" } else { ", off by default" };
    let mut out = format!("{bold}{}{bold:#}  {dim}{}{state}{dim:#}\n\n", rule.name, rule.severity.name());
    let doc = unindented(rule.doc);
    let mut paragraph = String::new();
    let mut in_example = false;
    for line in doc.lines().chain([""]) {
        if let Some(info) = line.strip_prefix("```") {
            flush(&mut paragraph, width, &mut out);
            if in_example {
                out.push('\n');
            } else {
                let kind = if info.starts_with("quiet") { "Left alone:" } else { "Found:" };
                out.push_str(&format!("  {dim}{kind}{dim:#}\n"));
            }
            in_example = !in_example;
        } else if in_example {
            out.push_str(&format!("    {line}\n"));
        } else if line.trim().is_empty() || line.starts_with("- ") {
            flush(&mut paragraph, width, &mut out);
            if line.starts_with("- ") {
                paragraph.push_str(line);
            } else if !out.ends_with("\n\n") {
                out.push('\n');
            }
        } else {
            paragraph.push_str(if paragraph.is_empty() { "" } else { " " });
            paragraph.push_str(line.trim());
        }
    }
    out.trim_end().to_owned() + "\n"
}

/// Writes the paragraph in lines of at most `width` columns and empties it.
fn flush(paragraph: &mut String, width: usize, out: &mut String) {
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    if column > 0 {
        out.push('\n');
    }
    paragraph.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page_without_markup() {
        for rule in RULES.iter() {
            let page = page(rule, 80);
            assert!(!page.lines().any(|line| line.starts_with("```")), "{page}");
            assert!(page.lines().count() > 4, "{page}");
        }
    }

    #[test]
    fn paragraphs_are_wrapped() {
        let mut out = String::new();
        flush(&mut "one two three four".to_owned(), 9, &mut out);
        assert_eq!(out, "one two\nthree\nfour\n");
    }
}
