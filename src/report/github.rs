//! `github`: workflow commands, which GitHub Actions shows beside the lines of a pull request.

use std::io::{self, Write};

use crate::rules::Severity;

use super::{FileReport, Report, Summary, proposal, slashed};

/// For GitHub Actions.
#[derive(Debug, Default)]
pub struct GitHub;

impl Report for GitHub {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let path = property(&slashed(&file.path));
        for finding in &file.findings {
            let start = file.lines.position(&file.text, finding.range.start);
            let end = file.lines.position(&file.text, finding.range.end);
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info | Severity::Hint => "notice",
            };
            // Columns make sense to it within one line alone.
            let columns = if start.line == end.line {
                format!(",col={},endColumn={}", start.column, end.column)
            } else {
                String::new()
            };
            let message = match proposal::best(&file.text, finding) {
                Some(best) => format!("{} · {best}", finding.message),
                None => finding.message.to_string(),
            };
            writeln!(
                out,
                "::{command} file={path},line={},endLine={}{columns},title={}::{}",
                start.line,
                end.line,
                property(finding.rule.name),
                data(&message)
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// A message, escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, escaped.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
        assert_eq!(data("a, b: c"), "a, b: c");
    }
}
