//! Reading and writing files: nothing half-written, nothing through a link that leads away.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::decode::{Decoded, Encoding, NotText, Unwritable};

/// Why a file could not be read as a transcription.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system refused.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's word.
        cause: io::Error,
    },
    /// The bytes are no text.
    #[error("{}: {cause}", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// What the bytes are.
        cause: NotText,
    },
}

/// Reads and decodes a file.
///
/// # Errors
/// [`ReadError`], which names the file.
pub fn read_file(path: &Path) -> Result<Decoded, ReadError> {
    let bytes = fs::read(path).map_err(|cause| ReadError::Io { path: path.into(), cause })?;
    Decoded::from_bytes(bytes).map_err(|cause| ReadError::NotText { path: path.into(), cause })
}

/// Why a file could not be written. The file on disk is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system refused.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's word.
        cause: io::Error,
    },
    /// The file is a link to a place outside the collection.
    #[error("{}: a link that leads out of {}; nothing was written", path.display(), root.display())]
    OutsideCollection {
        /// The link.
        path: PathBuf,
        /// The collection's folder.
        root: PathBuf,
    },
    /// The text does not fit the file's encoding.
    #[error("{}: {cause}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        cause: Unwritable,
    },
}

/// Writes `text` to `path` in the given encoding: first to a temporary file in the same folder,
/// then by renaming, so that a killed process leaves either the old file or the new one.
/// Permissions stay as they were. A link is followed only inside `root`.
///
/// # Errors
/// [`WriteError`]; the file is then unchanged.
pub fn write_file(path: &Path, root: &Path, text: &str, encoding: Encoding) -> Result<(), WriteError> {
    let io_error = |cause| WriteError::Io { path: path.into(), cause };
    let bytes = encoding.encode(text).map_err(|cause| WriteError::Unwritable { path: path.into(), cause })?;
    let target = resolve_inside(path, root)?;
    let folder = folder_of(&target);
    let permissions = fs::metadata(&target).ok().map(|m| m.permissions());
    let mut temporary = tempfile::Builder::new().prefix(".lacuna-").tempfile_in(folder).map_err(io_error)?;
    temporary.write_all(&bytes).map_err(io_error)?;
    let permissions = match permissions {
        Some(permissions) => permissions,
        None => new_file_permissions(folder).map_err(io_error)?,
    };
    temporary.as_file().set_permissions(permissions).map_err(io_error)?;
    temporary.as_file().sync_all().map_err(io_error)?;
    temporary.persist(&target).map_err(|error| io_error(error.error))?;
    Ok(())
}

/// What the system gives a new file here. Temporary files are private; a file that stays must
/// not be.
fn new_file_permissions(folder: &Path) -> io::Result<fs::Permissions> {
    let probe = tempfile::Builder::new().prefix(".lacuna-").make_in(folder, |path| fs::File::create_new(path))?;
    Ok(probe.as_file().metadata()?.permissions())
}

/// The file itself, links followed, if it lies under `root`.
fn resolve_inside(path: &Path, root: &Path) -> Result<PathBuf, WriteError> {
    let io_error = |cause| WriteError::Io { path: path.into(), cause };
    let outside = || WriteError::OutsideCollection { path: path.into(), root: root.into() };
    let real = match fs::symlink_metadata(path) {
        // A dangling link leads nowhere that could be judged.
        Ok(about) if about.is_symlink() => fs::canonicalize(path).map_err(|_| outside())?,
        Ok(_) => fs::canonicalize(path).map_err(io_error)?,
        Err(_) => fs::canonicalize(folder_of(path)).map_err(io_error)?.join(path.file_name().unwrap_or_default()),
    };
    let root = fs::canonicalize(root).map_err(io_error)?;
    if real.starts_with(&root) { Ok(real) } else { Err(outside()) }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn permissions_and_encoding_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, b"caf\xE9 cr\xE8me br\xFBl\xE9e").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let read = read_file(&path).unwrap();
        write_file(&path, folder.path(), &read.text.replace("café", "thé"), read.encoding).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"th\xE9 cr\xE8me br\xFBl\xE9e");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn a_link_out_of_the_collection_is_refused() {
        let outside = tempfile::tempdir().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let target = outside.path().join("b.txt");
        fs::write(&target, "as it was").unwrap();
        let link = folder.path().join("b.txt");
        symlink(&target, &link).unwrap();
        let refused = write_file(&link, folder.path(), "changed", Encoding::UTF8);
        assert!(matches!(refused, Err(WriteError::OutsideCollection { .. })));
        assert_eq!(fs::read_to_string(&target).unwrap(), "as it was");
    }

    #[test]
    fn a_link_inside_the_collection_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("real.txt"), "old").unwrap();
        symlink("real.txt", folder.path().join("link.txt")).unwrap();
        write_file(&folder.path().join("link.txt"), folder.path(), "new", Encoding::UTF8).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("real.txt")).unwrap(), "new");
        assert!(fs::symlink_metadata(folder.path().join("link.txt")).unwrap().file_type().is_symlink());
    }

    #[test]
    fn a_new_file_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.txt");
        write_file(&path, folder.path(), "x", Encoding::UTF8).unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), "x");
    }
}
