//! `gitlab`: a Code Quality report.

use std::io::{self, Write};

use serde_json::json;

use crate::rules::Severity;

use super::{FileReport, Report, Summary, fingerprints, slashed};

/// For GitLab CI, as the artifact `codequality`.
#[derive(Debug, Default)]
pub struct GitLab {
    begun: bool,
}

impl Report for GitLab {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let path = slashed(&file.path);
        for (finding, fingerprint) in file.findings.iter().zip(fingerprints(file)) {
            let line = |offset| file.lines.position(&file.text, offset).line;
            let issue = json!({
                "description": finding.message,
                "check_name": finding.rule.name,
                "fingerprint": fingerprint,
                "severity": severity(finding.severity),
                "location": {
                    "path": path,
                    "lines": { "begin": line(finding.range.start), "end": line(finding.range.end) },
                },
            });
            out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
            self.begun = true;
            serde_json::to_writer(&mut *out, &issue)?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Info => "minor",
        Severity::Hint => "info",
    }
}
