//! Which files to read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;
use rustc_hash::FxHashMap;

use super::{Choices, Collection, CollectionError};

/// The transcriptions under some paths, each with its collection, in the order of their names.
#[derive(Debug, Default)]
pub struct Files {
    /// Path as the user wrote it or would, and the collection it belongs to.
    pub files: Vec<(PathBuf, Arc<Collection>)>,
    /// Paths that cannot be read, with the reason.
    pub unreadable: Vec<String>,
}

/// Finds the transcriptions under `paths`. A file that is named is read whatever its name; a folder
/// gives the files its collection includes, honouring `.gitignore`. `fixed` is the collection of
/// all files if the user named one.
///
/// # Errors
/// [`CollectionError`], if a configuration that is met cannot be used.
pub fn find_files(
    paths: &[PathBuf],
    choices: &Choices,
    fixed: Option<&Arc<Collection>>,
) -> Result<Files, CollectionError> {
    find_files_of(paths, &mut |file| match fixed {
        Some(fixed) => Ok(Arc::clone(fixed)),
        None => Collection::of(file, choices).map(Arc::new),
    })
}

/// As [`find_files`], where `collection_of` knows the collection of a file. It is asked once a folder.
///
/// # Errors
/// Those of `collection_of`.
pub fn find_files_of(paths: &[PathBuf], collection_of: &mut CollectionOf) -> Result<Files, CollectionError> {
    let mut finder = Finder { collection_of, by_folder: FxHashMap::default(), found: Files::default() };
    for path in paths {
        finder.add(path)?;
    }
    let mut files = finder.found;
    files.files.sort_by(|a, b| a.0.cmp(&b.0));
    files.files.dedup_by(|a, b| a.0 == b.0);
    Ok(files)
}

/// Knows the collection of a file.
pub type CollectionOf<'a> = dyn FnMut(&Path) -> Result<Arc<Collection>, CollectionError> + 'a;

struct Finder<'a, 'b> {
    collection_of: &'a mut CollectionOf<'b>,
    /// The collection of each folder met so far.
    by_folder: FxHashMap<PathBuf, Arc<Collection>>,
    found: Files,
}

impl Finder<'_, '_> {
    fn add(&mut self, path: &Path) -> Result<(), CollectionError> {
        match std::fs::metadata(path) {
            Err(error) => self.found.unreadable.push(format!("{}: {error}", path.display())),
            Ok(about) if about.is_dir() => self.walk(path)?,
            Ok(_) => {
                let collection = self.collection_of(path)?;
                self.found.files.push((path.to_owned(), collection));
            }
        }
        Ok(())
    }

    fn walk(&mut self, folder: &Path) -> Result<(), CollectionError> {
        for entry in WalkBuilder::new(folder).require_git(false).build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.found.unreadable.push(error.to_string());
                    continue;
                }
            };
            if !entry.file_type().is_some_and(|kind| kind.is_file() || kind.is_symlink() && entry.path().is_file()) {
                continue;
            }
            let collection = self.collection_of(entry.path())?;
            let absolute = std::path::absolute(entry.path()).unwrap_or_else(|_| entry.path().to_owned());
            if collection.includes(&absolute) {
                let path = entry.path().strip_prefix("./").unwrap_or(entry.path()).to_owned();
                self.found.files.push((path, collection));
            }
        }
        Ok(())
    }

    fn collection_of(&mut self, file: &Path) -> Result<Arc<Collection>, CollectionError> {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        if let Some(known) = self.by_folder.get(&folder) {
            return Ok(Arc::clone(known));
        }
        let mut collection = (self.collection_of)(file)?;
        // Folders of one collection share it.
        if let Some(known) = self
            .by_folder
            .values()
            .find(|known| known.config_path().is_some() && known.config_path() == collection.config_path())
        {
            collection = Arc::clone(known);
        }
        self.by_folder.insert(folder, Arc::clone(&collection));
        Ok(collection)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn folders_give_what_their_collection_includes() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("papers/drafts")).unwrap();
        fs::write(at("papers/lacuna.toml"), "[collection]\nexclude = [\"drafts/**\"]\n").unwrap();
        for name in ["papers/b.txt", "papers/a.md", "papers/drafts/c.txt", "papers/picture.png", "d.txt", "README.md"] {
            fs::write(at(name), "x").unwrap();
        }
        fs::write(at(".gitignore"), "d.txt\n").unwrap();
        let files = find_files(&[folder.path().to_owned()], &Choices::default(), None).unwrap();
        let names: Vec<_> =
            files.files.iter().map(|(path, _)| path.strip_prefix(folder.path()).unwrap().to_owned()).collect();
        assert_eq!(names, [Path::new("papers/a.md"), Path::new("papers/b.txt")]);
    }

    #[test]
    fn a_missing_path_is_named() {
        let files = find_files(&["no/such".into()], &Choices::default(), None).unwrap();
        assert!(files.unreadable[0].starts_with("no/such: "));
    }
}
