//! `--files-from`: the files of a list, one after the other, so that no list is too long.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::collection::{Choices, Collection, CollectionError, find_files_of};

use super::Failure;
use super::selection::path_of;

/// A file and the collection it belongs to.
pub(super) type Named = (PathBuf, Arc<Collection>);

/// The transcriptions that a list names, in its order. What cannot be read is told in its place.
pub(super) struct Listed {
    names: Names,
    collections: Collections,
    /// Found under the name read last, which may be a folder's.
    found: VecDeque<Result<Named, String>>,
}

impl Listed {
    /// The files in `list`; `fixed` is the collection of all of them if the user named one.
    pub fn open(list: &Path, choices: Choices, fixed: Option<Arc<Collection>>) -> Result<Listed, Failure> {
        let collections = Collections { choices, fixed, by_config: FxHashMap::default(), last: None };
        Ok(Listed { names: Names::open(list)?, collections, found: VecDeque::new() })
    }

    fn find(&mut self, name: PathBuf) {
        match find_files_of(&[name], &mut |file| self.collections.of(file)) {
            Ok(files) => {
                self.found.extend(files.unreadable.into_iter().map(Err));
                self.found.extend(files.files.into_iter().map(Ok));
            }
            Err(error) => self.found.push_back(Err(error.to_string())),
        }
    }
}

impl Iterator for Listed {
    type Item = Result<Named, String>;

    fn next(&mut self) -> Option<Result<Named, String>> {
        loop {
            if let Some(found) = self.found.pop_front() {
                return Some(found);
            }
            match self.names.next()? {
                Ok(name) => self.find(name),
                Err(error) => return Some(Err(format!("the list of files: {error}"))),
            }
        }
    }
}

/// The collections met: each configuration is read once, and the folder met last is remembered.
struct Collections {
    choices: Choices,
    fixed: Option<Arc<Collection>>,
    by_config: FxHashMap<PathBuf, Arc<Collection>>,
    last: Option<(PathBuf, Arc<Collection>)>,
}

impl Collections {
    fn of(&mut self, file: &Path) -> Result<Arc<Collection>, CollectionError> {
        if let Some(fixed) = &self.fixed {
            return Ok(Arc::clone(fixed));
        }
        let folder = file.parent().unwrap_or(Path::new(""));
        if let Some((_, collection)) = self.last.as_ref().filter(|(known, _)| known == folder) {
            return Ok(Arc::clone(collection));
        }
        let collection = match Collection::config_of(file) {
            None => Arc::new(Collection::of(file, &self.choices)?),
            Some(config) => match self.by_config.get(&config) {
                Some(known) => Arc::clone(known),
                None => {
                    let read = Arc::new(Collection::load(&config, &self.choices)?);
                    self.by_config.insert(config, Arc::clone(&read));
                    read
                }
            },
        };
        self.last = Some((folder.to_owned(), Arc::clone(&collection)));
        Ok(collection)
    }
}

/// Bytes in which a list that ends its names with NUL shows one: no name is as long.
const HEAD: u64 = 8 << 10;

/// Names of files, ended by NUL bytes if there are any, else by line ends.
pub(super) struct Names {
    list: Box<dyn BufRead>,
    end: u8,
}

impl Names {
    /// The names in a file, or on standard input if it is `-`.
    pub fn open(list: &Path) -> Result<Names, Failure> {
        let failure = |error: io::Error| Failure::Message(format!("{}: {error}", list.display()));
        let mut reader: Box<dyn BufRead> = if list == Path::new("-") {
            Box::new(BufReader::new(io::stdin()))
        } else {
            Box::new(BufReader::new(File::open(list).map_err(failure)?))
        };
        let mut head = Vec::new();
        reader.by_ref().take(HEAD).read_to_end(&mut head).map_err(failure)?;
        let end = if head.contains(&0) { 0 } else { b'\n' };
        Ok(Names { list: Box::new(Cursor::new(head).chain(reader)), end })
    }
}

impl Iterator for Names {
    type Item = io::Result<PathBuf>;

    fn next(&mut self) -> Option<io::Result<PathBuf>> {
        loop {
            let mut name = Vec::new();
            match self.list.read_until(self.end, &mut name) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
            let name = name.strip_suffix(&[self.end]).unwrap_or(&name);
            let name = if self.end == b'\n' { name.strip_suffix(b"\r").unwrap_or(name) } else { name };
            if !name.is_empty() {
                return Some(Ok(path_of(name)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[u8]) -> Vec<PathBuf> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), list).unwrap();
        Names::open(file.path()).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn names_end_with_lines_or_with_nul() {
        assert_eq!(names(b"a.txt\r\n\nb c.txt"), [Path::new("a.txt"), Path::new("b c.txt")]);
        assert_eq!(names(b"a\nb.txt\0c.txt\0"), [Path::new("a\nb.txt"), Path::new("c.txt")]);
        assert!(names(b"").is_empty());
    }

    #[test]
    fn a_configuration_is_read_once_for_all_its_folders() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("lacuna.toml"), "").unwrap();
        let mut collections =
            Collections { choices: Choices::default(), fixed: None, by_config: FxHashMap::default(), last: None };
        let mut of = |name: &str| collections.of(&folder.path().join(name)).unwrap();
        let first = of("a/x.txt");
        assert!(Arc::ptr_eq(&first, &of("b/x.txt")) && Arc::ptr_eq(&first, &of("a/y.txt")));
    }
}
