//! `lacuna init`

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use ignore::WalkBuilder;

use crate::collection::CONFIG_NAME;
use crate::text::{Encoding, counted, write_file};

use super::{Failure, Outcome, complain};

/// Write a commented lacuna.toml that fits what is there
#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The collection's folder
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Files that are looked at, at most.
const LOOKED_AT: usize = 10_000;
/// Bytes of a file that are looked at for editorial marks.
const HEAD: u64 = 16 << 10;
/// Transcriptions whose marks are counted, at most.
const SAMPLE: usize = 200;

pub(super) fn run(arguments: &InitArguments) -> Result<Outcome, Failure> {
    let folder = &arguments.folder;
    let path = folder.join(CONFIG_NAME);
    if path.exists() {
        return Err(Failure::Message(format!("{} exists already; nothing was written", path.display())));
    }
    if !folder.is_dir() {
        return Err(Failure::Message(format!("{} is no folder", folder.display())));
    }
    let there = Survey::of(folder);
    let write = write_file(&path, folder, &there.config(), Encoding::UTF8);
    write.map_err(|error| Failure::Message(error.to_string()))?;
    complain(&format!("wrote {} for {}", path.display(), counted(there.transcriptions, "transcription")));
    Ok(Outcome::Clean)
}

/// What a folder holds.
#[derive(Debug, Default)]
struct Survey {
    transcriptions: usize,
    /// Top folder and extension of the transcriptions.
    kinds: BTreeSet<(String, String)>,
    authority: bool,
    words: bool,
    marks: Marks,
}

/// Editorial marks met.
#[derive(Debug, Default)]
struct Marks {
    tei: usize,
    double: usize,
    single: usize,
}

impl Survey {
    fn of(folder: &Path) -> Survey {
        let mut survey = Survey::default();
        for entry in WalkBuilder::new(folder).require_git(false).build().flatten().take(LOOKED_AT) {
            let Ok(relative) = entry.path().strip_prefix(folder) else { continue };
            if entry.file_type().is_some_and(|kind| kind.is_file()) {
                survey.see(relative, entry.path());
            }
        }
        survey
    }

    fn see(&mut self, relative: &Path, path: &Path) {
        let extension = relative.extension().unwrap_or_default().to_string_lossy().into_owned();
        let top = match relative.components().next() {
            Some(first) if relative.components().count() > 1 => first.as_os_str().to_string_lossy().into_owned(),
            _ => String::new(),
        };
        let name = relative.file_name().unwrap_or_default().to_string_lossy();
        match extension.as_str() {
            "toml" if top == "authority" => self.authority = true,
            "txt" if name == "words.txt" => self.words = true,
            "txt" | "md" | "xml" if !name.starts_with("README") && !name.starts_with("LICEN") => {
                self.transcriptions += 1;
                self.kinds.insert((top, extension));
                if self.transcriptions <= SAMPLE {
                    self.marks.count(&head(path));
                }
            }
            _ => {}
        }
    }

    fn config(&self) -> String {
        let patterns: Vec<String> = (self.kinds.iter())
            .map(|(top, extension)| {
                let inside = if top.is_empty() { String::new() } else { format!("{top}/**/") };
                format!("\"{inside}*.{extension}\"")
            })
            .collect();
        let include = if patterns.is_empty() {
            "# include = [\"transcripts/**/*.txt\"]".into()
        } else {
            format!("include = [{}]", patterns.join(", "))
        };
        let authority = optional(self.authority, "files = [\"authority/*.toml\"]");
        let words = optional(self.words, "words = [\"words.txt\"]");
        format!(
            "# What Lacuna is to know of this collection. `lacuna schema config` describes every key.

[collection]
# Patterns of the transcriptions, from this folder on.
{include}
# How restorations are written: bracketed, leiden, tei, loc, nara, smithsonian, fromthepage, silent,
# or the path of a convention file.
convention = \"{}\"
# Languages of the texts, the usual one first.
languages = [\"en\"]

# Characters beyond ASCII that the texts may hold; what is not among them is found.
# characters = \"ëËçÇ§–—‘’“”\"

[header]
# What the header of every document must have, and the shape of the archive's call numbers.
# required = [\"Citation\", \"Credits\"]
# call-number = \"D [0-9]+, V\\\\. [0-9]{{4}}\"

[authority]
# People and bodies: who they are, how they are named.
{authority}

[lexicon]
# Known words, one a line.
{words}

[rules]
# off, on, or a severity: hint, info, warning, error. `lacuna explain --all` lists the rules.
# \"structure/*\" = \"off\"

# Other settings for some of the files.
# [[overrides]]
# files = [\"drafts/**\"]
# rules = {{ \"glyphs/*\" = \"hint\" }}
",
            self.marks.convention()
        )
    }
}

impl Marks {
    fn count(&mut self, text: &str) {
        self.tei +=
            ["<supplied", "<gap", "<unclear", "<choice>"].iter().map(|mark| text.matches(mark).count()).sum::<usize>();
        let double = text.matches("[[").count();
        self.double += double;
        self.single += text.matches('[').count() - 2 * double;
    }

    /// The convention that the marks speak for. Double brackets are a wiki link in one, a remark in
    /// another, so that only TEI tells itself apart.
    fn convention(&self) -> &'static str {
        if self.tei > self.single + self.double {
            "tei"
        } else if self.double > self.single {
            "smithsonian"
        } else {
            "bracketed"
        }
    }
}

/// A setting, or the same as a comment.
fn optional(there: bool, setting: &str) -> String {
    if there { setting.to_owned() } else { format!("# {setting}") }
}

fn head(path: &Path) -> String {
    let mut bytes = Vec::new();
    if let Ok(file) = std::fs::File::open(path) {
        // What cannot be read has no marks.
        let _ = file.take(HEAD).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Config;

    #[test]
    fn what_is_written_reads_and_fits() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("papers/1967")).unwrap();
        std::fs::create_dir_all(at("authority")).unwrap();
        std::fs::write(at("papers/1967/a.txt"), "<gap/> <supplied>x</supplied> [a]").unwrap();
        std::fs::write(at("authority/people.toml"), "").unwrap();
        let config = Config::parse(&Survey::of(folder.path()).config()).unwrap();
        assert_eq!(config.collection.include.unwrap()[0].get_ref(), "papers/**/*.txt");
        assert_eq!(config.collection.convention.unwrap().get_ref(), "tei");
        assert_eq!(config.authority.files[0].get_ref(), "authority/*.toml");
        assert!(config.lexicon.words.is_empty());
    }

    #[test]
    fn an_empty_folder_gets_a_configuration_too() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Config::parse(&Survey::of(folder.path()).config()).is_ok());
    }
}
