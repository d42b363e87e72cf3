//! `full`: source lines with the finding marked and the best reading, as a compiler shows them.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::rules::{Finding, Severity};
use crate::text::Position;

use super::window::window;
use super::{FileReport, Report, Summary, proposal, slashed};

/// Columns that the line number and its border take.
const MARGIN: usize = 12;
/// A window is never narrower.
const NARROWEST: usize = 40;

/// For people, at a terminal.
#[derive(Debug)]
pub struct Full {
    renderer: Renderer,
    width: usize,
}

impl Full {
    /// A report of `width` columns.
    pub fn new(colored: bool, width: usize) -> Full {
        let renderer = if colored { Renderer::styled() } else { Renderer::plain() };
        let width = width.saturating_sub(MARGIN).max(NARROWEST);
        // Lines are cut to the window before they are shown, so that the renderer need not cut.
        Full { renderer: renderer.term_width(width * 4), width }
    }

    fn show(&self, file: &FileReport, path: &str, finding: &Finding) -> String {
        let title = level(finding.severity).primary_title(&*finding.message);
        let mut group = title.id(finding.rule.name).element(self.origin(file, path, finding.range.start));
        group = self.marked(group, file, finding);
        for related in &finding.related {
            let window = window(&file.text, &file.lines, &related.range, self.width);
            let snippet = Snippet::source(window.text)
                .line_start(file.lines.position(&file.text, related.range.start).line)
                .annotation(AnnotationKind::Context.span(window.span).label(related.message.clone()));
            group = group.element(self.origin(file, path, related.range.start)).element(snippet);
        }
        for other in &finding.elsewhere {
            let Position { line, column, .. } = other.start.position();
            let place = format!("{}:{line}:{column}", slashed(&other.path));
            group = group.element(Level::NOTE.message(format!("{}: {place}", other.message)));
        }
        if let Some(others) = proposal::others(&file.text, finding) {
            group = group.element(Level::HELP.message(others));
        }
        without_empty_origins(&self.renderer.render(&[group]))
    }

    fn origin<'a>(&self, file: &FileReport, path: &'a str, offset: usize) -> Origin<'a> {
        let position = file.lines.position(&file.text, offset);
        Origin::path(path).line(position.line).char_column(position.column)
    }

    fn marked<'a>(&self, group: Group<'a>, file: &FileReport, finding: &Finding) -> Group<'a> {
        let window = window(&file.text, &file.lines, &finding.range, self.width);
        let mut mark = AnnotationKind::Primary.span(window.span);
        if let Some(best) = proposal::best(&file.text, finding) {
            mark = mark.label(best);
        }
        let line = file.lines.position(&file.text, finding.range.start).line;
        group.element(Snippet::source(window.text).line_start(line).annotation(mark))
    }
}

/// The renderer sets `:::` before a source that names no file of its own. Ours name none, since the place
/// is told before them: it counts from the line's beginning, not from the window's.
fn without_empty_origins(rendered: &str) -> String {
    let is_empty_origin = |line: &&str| anstream::adapter::strip_str(line).to_string().trim() == ":::";
    rendered.lines().filter(|line| !is_empty_origin(line)).collect::<Vec<_>>().join("\n")
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::NOTE.with_name("hint"),
    }
}

impl Report for Full {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let path = slashed(&file.path);
        for finding in &file.findings {
            writeln!(out, "{}\n", self.show(file, &path, finding))?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{summary}")
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::rules::{Restoration, rule};
    use crate::text::LineIndex;

    fn shown(text: &str, found: &str, width: usize) -> String {
        let start = text.find(found).unwrap();
        let range = start..start + found.len();
        let finding = Finding::new(rule("glyphs/filler-run").unwrap(), range.clone(), "boxes stand here")
            .restoration(Restoration::remove(range));
        let file = FileReport {
            path: PathBuf::from("a.txt"),
            text: text.to_owned(),
            lines: LineIndex::new(text),
            findings: vec![finding],
            words: 0,
        };
        let mut out = Vec::new();
        Full::new(false, width).file(&file, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_finding_is_shown_in_its_line() {
        insta::assert_snapshot!(shown("one\nthe ☐☐ meeting\n", "☐☐", 80), @r"
        warning[glyphs/filler-run]: boxes stand here
         --> a.txt:2:5
          |
        2 | the ☐☐ meeting
          |     ^^ remove it
        ");
    }

    #[test]
    fn wide_and_combining_characters_stay_aligned() {
        insta::assert_snapshot!(shown("e\u{301}t 北京 ☐☐\n", "☐☐", 80), @"
        warning[glyphs/filler-run]: boxes stand here
         --> a.txt:1:8
          |
        1 | e\u{301}t 北京 ☐☐
          |         ^^ remove it
        ");
    }

    #[test]
    fn a_long_line_is_a_window() {
        let line = format!("{}☐☐{}", "word ".repeat(600), " word".repeat(600));
        insta::assert_snapshot!(shown(&line, "☐☐", 60), @r"
        warning[glyphs/filler-run]: boxes stand here
         --> a.txt:1:3001
          |
        1 | …rd word word word word ☐☐ word word word word wo…
          |                         ^^ remove it
        ");
    }
}
