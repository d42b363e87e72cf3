//! `sarif`: the Static Analysis Results Interchange Format, version 2.1.0 (OASIS).
//!
//! The log is written piece by piece, so that no number of findings fills the memory.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde_sarif::sarif;

use crate::lint::Quotation;
use crate::rules::{Elsewhere, Finding, RULES, Restoration, Rule, Severity};
use crate::text::{LineIndex, Position};

use super::{FileReport, Report, Summary, fingerprints, uri};

/// For code scanning services.
#[derive(Debug, Default)]
pub struct Sarif {
    begun: bool,
    results: usize,
}

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Name and version of the way fingerprints are made.
const FINGERPRINT: &str = "lacunaQuotation/v1";

impl Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
        serde_json::to_writer(&mut *out, &tool())?;
        out.write_all(b",\"columnKind\":\"unicodeCodePoints\",\"results\":[")
    }
}

impl Report for Sarif {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        for (finding, fingerprint) in file.findings.iter().zip(fingerprints(file)) {
            out.write_all(if self.results == 0 { b"\n" } else { b",\n" })?;
            self.results += 1;
            serde_json::to_writer(&mut *out, &result(file, finding, fingerprint))?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        out.write_all(b"\n]}]}\n")
    }
}

fn tool() -> sarif::Tool {
    let rules: Vec<sarif::ReportingDescriptor> = RULES.iter().map(|rule| descriptor(rule)).collect();
    let driver = sarif::ToolComponent::builder()
        .name("lacuna")
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .information_uri(env!("CARGO_PKG_REPOSITORY"))
        .rules(rules)
        .build();
    sarif::Tool::builder().driver(driver).build()
}

fn descriptor(rule: &Rule) -> sarif::ReportingDescriptor {
    let text = |text: &str, markdown: Option<&str>| {
        let message = sarif::MultiformatMessageString::builder().text(text);
        match markdown {
            Some(markdown) => message.markdown(markdown).build(),
            None => message.build(),
        }
    };
    sarif::ReportingDescriptor::builder()
        .id(rule.name)
        .short_description(text(rule.summary(), None))
        .full_description(text(rule.doc.trim(), Some(rule.doc.trim())))
        .help(text(rule.doc.trim(), Some(rule.doc.trim())))
        .help_uri(rule.url())
        .default_configuration(
            sarif::ReportingConfiguration::builder()
                .level(level(rule.severity).to_string())
                .enabled(rule.enabled)
                .build(),
        )
        .build()
}

fn result(file: &FileReport, finding: &Finding, fingerprint: String) -> sarif::Result {
    let message = sarif::Message::builder().text(&*finding.message).build();
    let locations = vec![location(file, &finding.range, None)];
    let related: Vec<sarif::Location> = (finding.related.iter())
        .map(|related| location(file, &related.range, Some(&related.message)))
        .chain(finding.elsewhere.iter().map(location_elsewhere))
        .collect();
    let fixes: Vec<sarif::Fix> = (finding.restorations.iter())
        .filter(|restoration| !restoration.edits.is_empty())
        .map(|restoration| fix(file, restoration))
        .collect();
    sarif::Result::builder()
        .rule_id(finding.rule.name)
        .rule_index(index_of(finding.rule))
        .level(level(finding.severity))
        .message(message)
        .locations(locations)
        .related_locations(related)
        .fixes(fixes)
        .partial_fingerprints(BTreeMap::from([(FINGERPRINT.to_owned(), fingerprint)]))
        .build()
}

/// The rule's place among the rules of the driver.
fn index_of(rule: &Rule) -> i64 {
    RULES.binary_search_by(|known| known.name.cmp(rule.name)).ok().and_then(|i| i64::try_from(i).ok()).unwrap_or(-1)
}

fn level(severity: Severity) -> sarif::ResultLevel {
    match severity {
        Severity::Error => sarif::ResultLevel::Error,
        Severity::Warning => sarif::ResultLevel::Warning,
        Severity::Info | Severity::Hint => sarif::ResultLevel::Note,
    }
}

fn artifact(path: &Path) -> sarif::ArtifactLocation {
    sarif::ArtifactLocation::builder().uri(uri(path)).build()
}

fn location(file: &FileReport, range: &std::ops::Range<usize>, said: Option<&str>) -> sarif::Location {
    let quotation = Quotation::of(&file.text, range);
    let snippet = sarif::ArtifactContent::builder().text(quotation.exact).build();
    let mut region = region(&file.text, &file.lines, range);
    region.snippet = Some(snippet);
    let place = sarif::PhysicalLocation::builder().artifact_location(artifact(&file.path)).region(region).build();
    let location = sarif::Location::builder().physical_location(place);
    match said {
        Some(said) => location.message(sarif::Message::builder().text(said).build()).build(),
        None => location.build(),
    }
}

fn location_elsewhere(elsewhere: &Elsewhere) -> sarif::Location {
    let place = sarif::PhysicalLocation::builder()
        .artifact_location(artifact(&elsewhere.path))
        .region(region_between(elsewhere.start.position(), elsewhere.end.position()))
        .build();
    let message = sarif::Message::builder().text(elsewhere.message.as_str()).build();
    sarif::Location::builder().physical_location(place).message(message).build()
}

fn region(text: &str, lines: &LineIndex, range: &std::ops::Range<usize>) -> sarif::Region {
    region_between(lines.position(text, range.start), lines.position(text, range.end))
}

fn region_between(start: Position, end: Position) -> sarif::Region {
    sarif::Region::builder()
        .start_line(number(start.line))
        .start_column(number(start.column))
        .end_line(number(end.line))
        .end_column(number(end.column))
        .build()
}

fn fix(file: &FileReport, restoration: &Restoration) -> sarif::Fix {
    let replacements: Vec<sarif::Replacement> = (restoration.edits.iter())
        .map(|edit| {
            sarif::Replacement::builder()
                .deleted_region(region(&file.text, &file.lines, &edit.range))
                .inserted_content(sarif::ArtifactContent::builder().text(edit.text.as_str()).build())
                .build()
        })
        .collect();
    let change =
        sarif::ArtifactChange::builder().artifact_location(artifact(&file.path)).replacements(replacements).build();
    sarif::Fix::builder()
        .description(sarif::Message::builder().text(&*restoration.title).build())
        .artifact_changes(vec![change])
        .build()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
