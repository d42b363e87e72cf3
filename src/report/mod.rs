//! Showing findings: one file an output format.

mod json;

use std::io::{self, Write};
use std::path::PathBuf;

pub use json::{Json, JsonLines};

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
pub trait Report {
    /// Shows what was found in a file. Files come in the order of their names.
    ///
    /// # Errors
    /// Those of the output.
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()>;

    /// Shows what stands at the end.
    ///
    /// # Errors
    /// Those of the output.
    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()>;
}
