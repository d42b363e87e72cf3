//! `annotations`: W3C Web Annotations (Web Annotation Data Model, 2017) in JSON-LD, for annotation
//! servers and viewers.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::lint::Quotation;
use crate::rules::{Finding, Intent};

use super::{FileReport, Report, Summary, fingerprints, uri};

/// One annotation page; each finding is an annotation of its file.
#[derive(Debug, Default)]
pub struct Annotations {
    count: usize,
}

const HEAD: &str = "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"items\":[";

impl Report for Annotations {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let source = uri(&file.path);
        let mut characters = Characters { text: &file.text, offset: 0, count: 0 };
        for (finding, fingerprint) in file.findings.iter().zip(fingerprints(file)) {
            let start = characters.before(finding.range.start);
            let length = file.text[finding.range.clone()].chars().count();
            let quotation = Quotation::of(&file.text, &finding.range);
            let annotation = json!({
                "id": format!("urn:lacuna:{fingerprint}"),
                "type": "Annotation",
                "motivation": "assessing",
                "generator": { "type": "Software", "name": "lacuna", "homepage": env!("CARGO_PKG_REPOSITORY") },
                "body": bodies(finding),
                "target": {
                    "source": source,
                    "selector": [
                        { "type": "TextQuoteSelector", "exact": quotation.exact, "prefix": quotation.prefix, "suffix": quotation.suffix },
                        { "type": "TextPositionSelector", "start": start, "end": start + length },
                    ],
                },
            });
            out.write_all(if self.count == 0 { HEAD.as_bytes() } else { b"," })?;
            out.write_all(b"\n")?;
            self.count += 1;
            serde_json::to_writer(&mut *out, &annotation)?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.count == 0 {
            out.write_all(HEAD.as_bytes())?;
        }
        out.write_all(b"\n]}\n")
    }
}

/// What is said of the place, the rule as a tag, and each reading that is proposed.
fn bodies(finding: &Finding) -> Vec<Value> {
    let said =
        json!({ "type": "TextualBody", "purpose": "assessing", "format": "text/plain", "value": finding.message });
    let rule = json!({ "type": "TextualBody", "purpose": "tagging", "value": finding.rule.name });
    let proposed = (finding.restorations.iter())
        .filter(|restoration| restoration.intent != Intent::Keep)
        .map(|r| json!({ "type": "TextualBody", "purpose": "editing", "format": "text/plain", "value": r.title }));
    [said, rule].into_iter().chain(proposed).collect()
}

/// Counts characters from the beginning of the text, each once.
struct Characters<'a> {
    text: &'a str,
    offset: usize,
    count: usize,
}

impl Characters<'_> {
    /// Characters before a byte offset; offsets are asked for in their order.
    fn before(&mut self, offset: usize) -> usize {
        self.count += self.text[self.offset..offset].chars().count();
        self.offset = offset;
        self.count
    }
}
