//! Which formats a transcription comes in.

use std::path::Path;

/// The format of a file, told by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Running text without markup.
    #[default]
    Plain,
    /// CommonMark, with YAML front matter, code fences and comments.
    Markdown,
}

impl Format {
    /// The format of a file of this name; names that tell nothing are plain text.
    pub fn of(path: &Path) -> Format {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown") {
            Format::Markdown
        } else {
            Format::Plain
        }
    }
}
