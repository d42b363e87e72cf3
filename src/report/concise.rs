//! `concise`: one line a finding.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::rules::Severity;

use super::{FileReport, Report, Summary, proposal, slashed};

/// For people who have many findings.
#[derive(Debug)]
pub struct Concise {
    colored: bool,
}

impl Concise {
    /// A report with or without colours.
    pub fn new(colored: bool) -> Concise {
        Concise { colored }
    }

    fn style(&self, severity: Severity) -> Style {
        if !self.colored {
            return Style::new();
        }
        let color = match severity {
            Severity::Error => AnsiColor::BrightRed,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Info => AnsiColor::BrightBlue,
            Severity::Hint => AnsiColor::BrightGreen,
        };
        color.on_default().bold()
    }
}

impl Report for Concise {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let path = slashed(&file.path);
        for finding in &file.findings {
            let position = file.lines.position(&file.text, finding.range.start);
            let style = self.style(finding.severity);
            write!(
                out,
                "{path}:{}:{}: {style}{}[{}]{style:#} {}",
                position.line,
                position.column,
                finding.severity.name(),
                finding.rule.name,
                finding.message
            )?;
            match proposal::best(&file.text, finding) {
                Some(best) => writeln!(out, " · {best}")?,
                None => writeln!(out)?,
            }
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{summary}")
    }
}
