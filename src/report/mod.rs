//! Showing findings: one file an output format.

mod annotations;
mod concise;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod proposal;
mod sarif;
mod summary;
mod window;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub use annotations::Annotations;
pub use concise::Concise;
pub use full::Full;
pub use github::GitHub;
pub use gitlab::GitLab;
pub use json::{Json, JsonLines};
pub use junit::JUnit;
pub use markdown::Markdown;
pub use sarif::Sarif;
pub use summary::Summary;

use crate::rules::Finding;
use crate::text::LineIndex;

/// What was found in one file.
#[derive(Debug)]
pub struct FileReport {
    /// The file, as the user named it.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// Where its lines begin.
    pub lines: LineIndex,
    /// The findings to show, in the order of their places.
    pub findings: Vec<Finding>,
    /// Number of words.
    pub words: usize,
}

/// An output format.
pub trait Report: Send {
    /// Shows what was found in a file. Files come in the order of their names.
    ///
    /// # Errors
    /// Those of the output.
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()>;

    /// Shows what stands at the end.
    ///
    /// # Errors
    /// Those of the output.
    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

/// The name of an output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// Source lines with the finding marked and the best reading, for people
    #[default]
    Full,
    /// One line a finding, for people
    Concise,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Workflow commands of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// Tables in Markdown, for the summary of a job
    Markdown,
    /// SARIF 2.1.0
    Sarif,
    /// JUnit XML
    Junit,
    /// W3C Web Annotations in JSON-LD
    Annotations,
}

/// The formats by name, as `--format` has them.
impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Format, String> {
        Ok(match name {
            "full" => Format::Full,
            "concise" => Format::Concise,
            "json" => Format::Json,
            "jsonl" => Format::Jsonl,
            "github" => Format::Github,
            "gitlab" => Format::Gitlab,
            "sarif" => Format::Sarif,
            "junit" => Format::Junit,
            "annotations" => Format::Annotations,
            _ => return Err(format!("there is no format “{name}”; `lacuna check --help` lists them")),
        })
    }
}

impl Format {
    /// Whether people read it: such formats end with a closing line.
    pub fn is_for_people(self) -> bool {
        matches!(self, Format::Full | Format::Concise)
    }

    /// Whether programs read it to offer an editor all that may be done.
    pub fn tells_every_choice(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl)
    }

    /// The report of this format; `width` in columns.
    pub fn report(self, colored: bool, width: usize) -> Box<dyn Report> {
        match self {
            Format::Full => Box::new(Full::new(colored, width)),
            Format::Concise => Box::new(Concise::new(colored)),
            Format::Json => Box::new(Json::default()),
            Format::Jsonl => Box::new(JsonLines),
            Format::Github => Box::new(GitHub),
            Format::Gitlab => Box::new(GitLab::default()),
            Format::Markdown => Box::new(Markdown::default()),
            Format::Sarif => Box::new(Sarif::default()),
            Format::Junit => Box::new(JUnit::default()),
            Format::Annotations => Box::new(Annotations::default()),
        }
    }
}

/// A path with `/` between its parts on every system.
fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// A path as a relative URI reference (RFC 3986): what is not plain is percent-encoded.
fn uri(path: &Path) -> String {
    let mut uri = String::new();
    for byte in slashed(path).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// A hash of a finding that stays the same while the text around it does: FNV-1a, 64 bits, over
/// the rule, the file and the quotation. `same` counts the findings before it that share all three.
fn fingerprint(path: &str, finding: &Finding, text: &str, same: usize) -> String {
    let quotation = crate::lint::Quotation::of(text, &finding.range);
    let parts = [finding.rule.name, path, &quotation.prefix, &quotation.exact, &quotation.suffix, &same.to_string()];
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.join("\0").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// The fingerprints of a file's findings, in their order, no two alike.
fn fingerprints(file: &FileReport) -> Vec<String> {
    let path = slashed(&file.path);
    let mut seen = rustc_hash::FxHashMap::default();
    (file.findings.iter())
        .map(|finding| {
            let first = fingerprint(&path, finding, &file.text, 0);
            let count: &mut usize = seen.entry(first.clone()).or_default();
            *count += 1;
            if *count == 1 { first } else { fingerprint(&path, finding, &file.text, *count) }
        })
        .collect()
}
