//! `markdown`: tables for the summary of a job, as GitHub and other forges show it.

use std::io::{self, Write};

use crate::rules::rule;

use super::{FileReport, Report, Summary, proposal, slashed};
use crate::text::thousands;

/// The findings as a table under the count of each rule.
///
/// What stands on top is known last, so the table is kept until then, up to [`LONGEST`].
#[derive(Debug, Default)]
pub struct Markdown {
    rows: String,
    left_out: usize,
}

/// Bytes of the table, at most. GitHub takes no summary above 1 MiB.
const LONGEST: usize = 768 << 10;

impl Report for Markdown {
    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        let path = escaped(&slashed(&file.path));
        for finding in &file.findings {
            let place = file.lines.position(&file.text, finding.range.start);
            let mut said = escaped(&finding.message);
            if let Some(best) = proposal::best(&file.text, finding) {
                said += &format!(" · {}", escaped(&best));
            }
            let (name, url) = (finding.rule.name, finding.rule.url());
            let severity = finding.severity.name();
            let row = format!("| {path}:{}:{} | {severity} | {said} | [{name}]({url}) |\n", place.line, place.column);
            if self.left_out == 0 && self.rows.len() + row.len() <= LONGEST {
                self.rows += &row;
            } else {
                self.left_out += 1;
            }
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "### Lacuna\n\n{summary}")?;
        if self.rows.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n| findings | severity | rule |\n| ---: | --- | --- |")?;
        for (name, severity, count) in summary.by_rule() {
            let url = rule(name).map(|rule| rule.url()).unwrap_or_default();
            writeln!(out, "| {} | {} | [{name}]({url}) |", thousands(count), severity.name())?;
        }
        writeln!(out, "\n| place | severity | finding | rule |\n| --- | --- | --- | --- |")?;
        out.write_all(self.rows.as_bytes())?;
        if self.left_out > 0 {
            writeln!(out, "\nand {} more, for which there is no room here.", thousands(self.left_out))?;
        }
        Ok(())
    }
}

/// Text that means nothing to Markdown and fits in a cell: every sign of ASCII that could speak to it is
/// escaped (CommonMark 2.4), white space that would break the row is a space.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '$' | '@' | '#' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::rules::{Finding, rule};
    use crate::text::LineIndex;

    fn shown(path: &str, message: &str, findings: usize) -> String {
        let finding = Finding::new(rule("glyphs/filler-run").unwrap(), 4..10, message.to_owned());
        let text = "the ☐☐\n";
        let file = FileReport {
            path: PathBuf::from(path),
            lines: LineIndex::new(text),
            text: text.to_owned(),
            findings: vec![finding; findings],
            words: 1,
        };
        let (mut report, mut summary, mut out) = (Markdown::default(), Summary::default(), Vec::new());
        summary.count_document(1);
        summary.count_findings(&file);
        report.file(&file, &mut out).unwrap();
        report.finish(&summary, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn counts_stand_above_the_findings() {
        let url = rule("glyphs/filler-run").unwrap().url();
        let expected = format!(
            "### Lacuna\n\n1 document, 1 word: 1 warning · 0 ms\n\n\
             | findings | severity | rule |\n| ---: | --- | --- |\n| 1 | warning | [glyphs/filler-run]({url}) |\n\n\
             | place | severity | finding | rule |\n| --- | --- | --- | --- |\n\
             | a.txt:1:5 | warning | boxes stand here | [glyphs/filler-run]({url}) |\n"
        );
        assert_eq!(shown("a.txt", "boxes stand here", 1), expected);
    }

    #[test]
    fn keeps_quiet_where_nothing_is_found() {
        assert_eq!(shown("a.txt", "", 0), "### Lacuna\n\n1 document, 1 word: nothing found · 0 ms\n");
    }

    #[test]
    fn what_a_document_holds_does_not_break_the_table() {
        assert!(
            shown("a|b\n.txt", "“<b>|*x*”\n|", 1).contains("| a\\|b .txt:1:5 | warning | “\\<b\\>\\|\\*x\\*” \\| |")
        );
    }

    #[test]
    fn what_a_forge_would_refuse_is_counted_instead() {
        let shown = shown("a.txt", "boxes stand here", 20_000);
        assert!(shown.len() < 1 << 20, "{}", shown.len());
        let rows = shown.matches("a.txt:1:5").count();
        assert!(shown.ends_with(&format!("and {} more, for which there is no room here.\n", thousands(20_000 - rows))));
    }
}
