//! `json` and `jsonl`: the findings as data, for other tools.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::rules::{Elsewhere, Finding, Related, Restoration, Severity};
use crate::text::Position;

use super::{FileReport, Report, Summary, slashed};

/// One finding, in the form that other tools depend on.
#[derive(Serialize)]
struct Record<'a> {
    path: &'a str,
    rule: &'static str,
    severity: Severity,
    message: &'a str,
    start: Position,
    end: Position,
    text: &'a str,
    url: String,
    related: Vec<RelatedRecord<'a>>,
    restorations: &'a [Restoration],
}

#[derive(Serialize)]
struct RelatedRecord<'a> {
    path: Cow<'a, str>,
    start: Position,
    end: Position,
    message: &'a str,
}

/// One object a line.
#[derive(Debug, Default)]
pub struct JsonLines;

impl Report for JsonLines {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let path = slashed(&file.path);
        let mut line = Vec::new();
        for finding in &file.findings {
            // Many small pieces are cheaper to gather than to write.
            line.clear();
            serde_json::to_writer(&mut line, &record(file, &path, finding))?;
            line.push(b'\n');
            out.write_all(&line)?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// One array of the objects that [`JsonLines`] writes.
#[derive(Debug, Default)]
pub struct Json {
    begun: bool,
}

impl Report for Json {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let path = slashed(&file.path);
        for finding in &file.findings {
            out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
            self.begun = true;
            serde_json::to_writer(&mut *out, &record(file, &path, finding))?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}

fn record<'a>(file: &'a FileReport, path: &'a str, finding: &'a Finding) -> Record<'a> {
    let position = |offset| file.lines.position(&file.text, offset);
    Record {
        path,
        rule: finding.rule.name,
        severity: finding.severity,
        message: &finding.message,
        start: position(finding.range.start),
        end: position(finding.range.end),
        text: &file.text[finding.range.clone()],
        url: finding.rule.url(),
        related: (finding.related.iter().map(|related| related_record(file, path, related)))
            .chain(finding.elsewhere.iter().map(elsewhere_record))
            .collect(),
        restorations: &finding.restorations,
    }
}

fn related_record<'a>(file: &FileReport, path: &'a str, related: &'a Related) -> RelatedRecord<'a> {
    let position = |offset| file.lines.position(&file.text, offset);
    RelatedRecord {
        path: path.into(),
        start: position(related.range.start),
        end: position(related.range.end),
        message: &related.message,
    }
}

fn elsewhere_record(elsewhere: &Elsewhere) -> RelatedRecord<'_> {
    let Elsewhere { path, start, end, message } = elsewhere;
    RelatedRecord { path: slashed(path).into(), start: start.position(), end: end.position(), message }
}
