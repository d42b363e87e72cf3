//! `lacuna names --use FORM --for OTHER`: one form of a name put in place of others, everywhere in the documents.

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use similar::TextDiff;

use crate::collection::Collection;
use crate::names::index::NameIndex;
use crate::text::{Decoded, Edit, apply_edits, counted, read_file, write_file};

use super::{Failure, Outcome, complain};

/// What to write, and in place of what.
#[derive(Debug)]
pub(super) struct Change<'a> {
    /// The form to use.
    pub form: &'a str,
    /// The forms it takes the place of.
    pub others: &'a [String],
    /// Whether to show what would change and write nothing.
    pub diff: bool,
}

/// What was done.
#[derive(Debug, Default)]
pub(super) struct Done {
    places: usize,
    documents: usize,
    failed: bool,
}

impl Done {
    /// Tells the user, and says how the command ends.
    pub fn tell(&self, change: &Change) -> Result<Outcome, Failure> {
        let verb = if change.diff { "would be used" } else { "is used" };
        let (places, documents) = (counted(self.places, "place"), counted(self.documents, "document"));
        complain(&format!("“{}” {verb} at {places} in {documents}", change.form));
        match (self.failed, change.diff && self.places > 0) {
            (true, _) => Err(Failure::Message("not every file could be written".into())),
            (false, true) => Ok(Outcome::Findings),
            (false, false) => Ok(Outcome::Clean),
        }
    }
}

/// Makes the change in all documents of an index. A file is written whole or not at all; one that cannot be written is
/// complained of, and the others are written.
pub(super) fn apply(index: &NameIndex, collection: &Collection, change: &Change, done: &mut Done) {
    for (path, names) in index.documents() {
        let wanted = names.forms.iter().filter(|form| change.others.iter().any(|other| even(other) == *form.form));
        let places: Vec<Range<usize>> = wanted.flat_map(|form| form.places.iter().cloned()).collect();
        if places.is_empty() {
            continue;
        }
        match in_document(path, collection, &places, change) {
            Ok(()) => {
                done.places += places.len();
                done.documents += 1;
            }
            Err(message) => {
                complain(&message);
                done.failed = true;
            }
        }
    }
}

fn in_document(path: &Path, collection: &Collection, places: &[Range<usize>], change: &Change) -> Result<(), String> {
    let Decoded { text, encoding } = read_file(path).map_err(|error| error.to_string())?;
    let edit = |place: &Range<usize>| {
        let written = text.get(place.clone())?;
        Some(Edit::replace(place.clone(), broken_as(written, change.form)))
    };
    let edits: Option<Vec<Edit>> = places.iter().map(edit).collect();
    let changed = edits.and_then(|edits| apply_edits(&text, &edits).ok());
    let Some(changed) = changed else { return Err(format!("{}: the file changed meanwhile", path.display())) };
    if change.diff {
        let name = path.display().to_string();
        let difference = TextDiff::from_lines(text.as_str(), changed.as_str());
        let shown = write!(anstream::stdout(), "{}", difference.unified_diff().header(&name, &name));
        return shown.map_err(|error| error.to_string());
    }
    let absolute = std::path::absolute(path).map_err(|error| error.to_string())?;
    let folder = absolute.parent().unwrap_or(&absolute);
    let root = if absolute.starts_with(collection.root()) { collection.root() } else { folder };
    write_file(&absolute, root, &changed, encoding).map_err(|error| error.to_string())
}

/// The form with the line break that stands inside the written one, so that lines stay as they are.
fn broken_as(written: &str, form: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (written.split_whitespace().collect(), form.split_whitespace().collect());
    if old.len() != new.len() || !written.contains(['\n', '\r']) {
        return form.to_owned();
    }
    let mut broken = String::with_capacity(written.len());
    let mut rest = written;
    for (old, new) in old.into_iter().zip(new) {
        let at = rest.find(old).unwrap_or(0);
        broken.push_str(&rest[..at]);
        broken.push_str(new);
        rest = &rest[at + old.len()..];
    }
    broken
}

fn even(form: &str) -> String {
    form.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_inside_a_name_stays() {
        assert_eq!(broken_as("Kim II\nSung", "Kim Il Sung"), "Kim Il\nSung");
        assert_eq!(broken_as("Kim II Sung", "Kim Il Sung"), "Kim Il Sung");
        assert_eq!(broken_as("Albanian\r\nLabor Party", "Albanian Party of Labour"), "Albanian Party of Labour");
    }
}
