//! Which files and rules a command is about: the arguments that `check`, `fix` and `review` share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::collection::{Choices, Collection, Files, find_files};

use super::listed::{Listed, Named, Names};
use super::{Failure, absolute};

/// Files, rules and configuration.
#[derive(Debug, Args)]
pub(super) struct Selection {
    /// Read the names of the files from FILE, or from standard input if it is '-'; one a line, or
    /// ended by NUL bytes
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// Leave out what the configuration excludes even where it is named
    #[arg(long)]
    force_exclude: bool,
    /// Run these rules alone: a name, or a pattern such as 'glyphs/*'
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE")]
    ignore: Vec<String>,
    /// Write restorations in this convention: bracketed, leiden, tei, loc, nara, smithsonian,
    /// fromthepage, silent, or the path of a convention file
    #[arg(long, value_name = "NAME")]
    convention: Option<String>,
    /// Use this configuration for all files
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Use no configuration and no ledger
    #[arg(long)]
    isolated: bool,
    /// Threads to use; by default one a core
    #[arg(long, short, value_name = "NUMBER")]
    jobs: Option<usize>,
}

impl Selection {
    /// Whether the project's own files play no part.
    pub fn is_isolated(&self) -> bool {
        self.isolated
    }

    /// Whether one configuration is to hold wherever the files lie.
    pub fn names_the_configuration(&self) -> bool {
        self.config.is_some()
    }

    /// Whether what is named may be left out, so that nothing may remain.
    pub fn may_be_empty(&self) -> bool {
        self.force_exclude
    }

    /// The transcriptions under `paths` and those named by `--files-from`.
    pub fn files(&self, paths: &[PathBuf]) -> Result<Files, Failure> {
        self.use_threads()?;
        let mut paths = paths.to_vec();
        match &self.files_from {
            Some(list) => paths.extend(Names::open(list)?.collect::<Result<Vec<_>, _>>()?),
            None if paths.is_empty() => paths.push(PathBuf::from(".")),
            None => {}
        }
        let choices = self.choices();
        let fixed = self.fixed(&choices)?;
        let mut files = find_files(&paths, &choices, fixed.as_ref())?;
        if self.force_exclude {
            files.files.retain(is_included);
        }
        Ok(files)
    }

    /// The transcriptions of the list alone, as they are asked for; none if paths are named as well, which have
    /// to be sorted together.
    pub fn listed(&self, paths: &[PathBuf]) -> Result<Option<impl Iterator<Item = Result<Named, String>>>, Failure> {
        let Some(list) = self.files_from.as_ref().filter(|_| paths.is_empty()) else { return Ok(None) };
        self.use_threads()?;
        let choices = self.choices();
        let fixed = self.fixed(&choices)?;
        let force = self.force_exclude;
        let listed = Listed::open(list, choices, fixed)?;
        Ok(Some(listed.filter(move |found| !force || found.as_ref().is_ok_and(is_included))))
    }

    /// The collection that a file belongs to.
    pub fn collection_of(&self, file: &Path) -> Result<Arc<Collection>, Failure> {
        self.use_threads()?;
        let choices = self.choices();
        match self.fixed(&choices)? {
            Some(fixed) => Ok(fixed),
            None => Ok(Arc::new(Collection::of(file, &choices)?)),
        }
    }

    fn choices(&self) -> Choices {
        Choices {
            convention: self.convention.clone(),
            rules: self.rules.clone(),
            ignore: self.ignore.clone(),
            ..Choices::default()
        }
    }

    /// The collection of all files, where the user says so.
    fn fixed(&self, choices: &Choices) -> Result<Option<Arc<Collection>>, Failure> {
        let here = std::env::current_dir()?;
        // Choices that cannot be met are told even where no file is found.
        let isolated = Collection::unconfigured(&here, choices)?;
        match &self.config {
            Some(config) => Ok(Some(Arc::new(Collection::load(config, choices)?))),
            None => Ok(self.isolated.then(|| Arc::new(isolated))),
        }
    }

    fn use_threads(&self) -> Result<(), Failure> {
        let Some(jobs) = self.jobs else { return Ok(()) };
        if jobs == 0 {
            return Err(Failure::Message("--jobs must be at least 1".into()));
        }
        // The pool can be made once; a second reading under --watch keeps the first.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
        Ok(())
    }
}

/// Whether a file's collection wants it.
fn is_included((path, collection): &Named) -> bool {
    collection.includes(&absolute(path))
}

/// A path from the bytes that stand for it outside the program.
#[cfg(unix)]
pub(super) fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(name).into()
}

/// A path from the bytes that stand for it outside the program.
#[cfg(not(unix))]
pub(super) fn path_of(name: &[u8]) -> PathBuf {
    String::from_utf8_lossy(name).into_owned().into()
}
