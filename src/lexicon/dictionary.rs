//! Hunspell dictionaries: words of languages other than the built-in one.
//!
//! A dictionary is two files, `de_DE.dic` and `de_DE.aff` beside it; the line `SET` of the second names the encoding
//! of both. They come from the project (`[lexicon] dictionaries` in `lacuna.toml`) or from the system's folders.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::SystemTime;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use rustc_hash::FxHashMap;

use super::memory::Memory;

/// The words of a language.
pub struct Dictionary {
    path: PathBuf,
    words: spellbook::Dictionary,
    /// Whether it has words that were asked for, on several shelves: to take a word of German apart
    /// takes a hundred times as long as to remember it, and threads do not wait for one another at one shelf.
    met: [Mutex<Memory<bool>>; SHELVES],
}

/// Why a dictionary cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {message}", path.display(), line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct DictionaryError {
    /// The file at fault.
    pub path: PathBuf,
    /// The line at fault, from 1, if there is one.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

/// Longer files are no dictionaries, in bytes.
const LARGEST: u64 = 64 << 20;
/// Shelves of words that were asked for, and how many each has room for.
const SHELVES: usize = 64;
const MOST_ON_A_SHELF: usize = 1 << 10;
/// Longer words are in none, in bytes.
const LONGEST_WORD: usize = 96;

impl fmt::Debug for Dictionary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Dictionary").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Dictionary {
    /// Reads the dictionary whose `.dic` file is at `path`; its `.aff` file lies beside it.
    ///
    /// # Errors
    /// [`DictionaryError`], with the file and line at fault.
    pub fn read(path: &Path) -> Result<Dictionary, DictionaryError> {
        let rules_path = path.with_extension("aff");
        let words = read_bytes(path)?;
        let rules = read_bytes(&rules_path)?;
        let encoding = declared_encoding(&rules).map_err(|(line, message)| fault(&rules_path, Some(line), message))?;
        let rules = decode(&rules_path, &rules, encoding)?;
        let words = decode(path, &words, encoding)?;
        let words = spellbook::Dictionary::new(&rules, &words).map_err(|error| {
            let file = if error.source == spellbook::ParseDictionaryErrorSource::Aff { &rules_path } else { path };
            fault(file, error.line_number, error.kind.to_string())
        })?;
        let met = std::array::from_fn(|_| Mutex::new(Memory::of(MOST_ON_A_SHELF)));
        Ok(Dictionary { path: path.to_owned(), words, met })
    }

    /// Whether the dictionary has `word`, as it is written or with a small letter at its beginning.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        if word.len() > LONGEST_WORD {
            return false;
        }
        let sum = word.bytes().fold(0, |sum: usize, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let mut shelf = self.met[sum % SHELVES].lock().unwrap_or_else(PoisonError::into_inner);
        shelf.recall(word, || self.words.check(word))
    }
}

/// The dictionaries of a collection, by the primary tag of their language.
#[derive(Clone, Debug, Default)]
pub struct Dictionaries(BTreeMap<String, Arc<Dictionary>>);

impl Dictionaries {
    /// Reads the dictionaries that a collection declares by path, and those of its other languages that the system has.
    /// What cannot be read, or is nowhere to be found, is told in `faults` and left out.
    #[must_use]
    pub fn load(declared: &BTreeMap<String, PathBuf>, languages: &[&str], faults: &mut Vec<String>) -> Dictionaries {
        let mut found = BTreeMap::new();
        let from_system = languages.iter().filter(|tag| !declared.contains_key(**tag) && primary(tag) != "en");
        let from_system: BTreeMap<String, Option<PathBuf>> =
            from_system.map(|tag| ((*tag).to_owned(), in_system(tag))).collect();
        let missing = from_system.iter().filter(|(_, path)| path.is_none());
        faults.extend(missing.map(|(tag, _)| {
            format!(
                "no dictionary of “{tag}” is found, so no word in it is looked at: install a Hunspell dictionary of it, or \
                 name one under [lexicon.dictionaries]"
            )
        }));
        let from_system = from_system.into_iter().filter_map(|(tag, path)| Some((tag, path?)));
        for (tag, path) in declared.iter().map(|(tag, path)| (tag.clone(), path.clone())).chain(from_system) {
            match known(&path) {
                Ok(dictionary) => drop(found.insert(primary(&tag).to_owned(), dictionary)),
                Err(error) => faults.push(format!("{error}; without this dictionary no word in “{tag}” is looked at")),
            }
        }
        Dictionaries(found)
    }

    /// The dictionary of a language.
    #[must_use]
    pub fn of(&self, tag: &str) -> Option<&Dictionary> {
        self.0.get(primary(tag)).map(|dictionary| &**dictionary)
    }

    /// The dictionaries with their languages.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Dictionary)> {
        self.0.iter().map(|(tag, dictionary)| (tag.as_str(), &**dictionary))
    }

    /// Where the dictionaries lie in memory: what is read anew lies elsewhere.
    pub(crate) fn identity(&self) -> Vec<(&str, usize)> {
        self.0.iter().map(|(tag, dictionary)| (tag.as_str(), Arc::as_ptr(dictionary) as usize)).collect()
    }
}

/// `de` of `de-AT` and `de_AT`.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// A dictionary, read once as long as its file stays as it is.
fn known(path: &Path) -> Result<Arc<Dictionary>, DictionaryError> {
    type Known = FxHashMap<PathBuf, (Option<SystemTime>, Arc<Dictionary>)>;
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    let changed = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let changed = changed(path).max(changed(&path.with_extension("aff")));
    let mut all = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((then, dictionary)) = all.get(path)
        && *then == changed
    {
        return Ok(Arc::clone(dictionary));
    }
    let dictionary = Arc::new(Dictionary::read(path)?);
    all.insert(path.to_owned(), (changed, Arc::clone(&dictionary)));
    Ok(dictionary)
}

/// The dictionary of a language in the folders where systems keep them.
fn in_system(tag: &str) -> Option<PathBuf> {
    folders().iter().find_map(|folder| in_folder(folder, tag))
}

fn folders() -> Vec<PathBuf> {
    let declared = std::env::var_os("DICPATH");
    let declared = declared.iter().flat_map(std::env::split_paths);
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let of_home = home.iter().flat_map(|home| [home.join(".local/share/hunspell"), home.join("Library/Spelling")]);
    const OF_SYSTEM: [&str; 6] = [
        "/usr/share/hunspell",
        "/usr/share/myspell",
        "/usr/share/myspell/dicts",
        "/usr/local/share/hunspell",
        "/opt/homebrew/share/hunspell",
        "/Library/Spelling",
    ];
    declared.chain(of_home).chain(OF_SYSTEM.iter().map(PathBuf::from)).collect()
}

/// The dictionary of a language in a folder: of its region, of its own country, of none, of any.
fn in_folder(folder: &Path, tag: &str) -> Option<PathBuf> {
    let language = primary(tag);
    let names = [tag.replace('-', "_"), format!("{language}_{}", language.to_uppercase()), language.to_owned()];
    let named = names.iter().map(|name| folder.join(format!("{name}.dic"))).find(|path| path.is_file());
    named.or_else(|| {
        let of_language = |path: &PathBuf| {
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            path.extension().is_some_and(|extension| extension == "dic") && primary(stem) == language
        };
        let entries = fs::read_dir(folder).ok()?;
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(of_language).min()
    })
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, DictionaryError> {
    let size = fs::metadata(path).map_err(|cause| fault(path, None, cause.to_string()))?.len();
    if size > LARGEST {
        return Err(fault(path, None, "is too large for a dictionary"));
    }
    fs::read(path).map_err(|cause| fault(path, None, cause.to_string()))
}

/// The encoding that the line `SET` names, with the number of the line if there is none of that name. Without the
/// line Hunspell takes ISO 8859-1.
fn declared_encoding(rules: &[u8]) -> Result<&'static Encoding, (usize, String)> {
    for (number, line) in rules.split(|&byte| byte == b'\n').enumerate() {
        let line = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line);
        let Some(name) = line.strip_prefix(b"SET").filter(|rest| rest.starts_with(b" ") || rest.starts_with(b"\t"))
        else {
            continue;
        };
        let name = String::from_utf8_lossy(name.trim_ascii()).into_owned();
        // Hunspell's own name for the code pages of Windows.
        let label = name.to_lowercase().replace("microsoft-cp", "windows-").replace("tis620-2533", "tis-620");
        return Encoding::for_label(label.as_bytes())
            .ok_or_else(|| (number + 1, format!("SET names an encoding that is not known here: “{name}”")));
    }
    Ok(WINDOWS_1252)
}

fn decode(path: &Path, bytes: &[u8], encoding: &'static Encoding) -> Result<String, DictionaryError> {
    let is_utf8 = std::str::from_utf8(bytes);
    if encoding == UTF_8 {
        return match is_utf8 {
            Ok(text) => Ok(text.trim_start_matches('\u{FEFF}').to_owned()),
            Err(error) => {
                let line = Some(line_of(bytes, error.valid_up_to()));
                Err(fault(path, line, "is not in UTF-8, though the line SET of the .aff file says so"))
            }
        };
    }
    // Bytes of another encoding hardly ever make UTF-8 by chance.
    if let (Ok(_), Some(at)) = (is_utf8, bytes.iter().position(|&byte| byte >= 0x80)) {
        let message = format!("is in UTF-8, though the .aff file says SET {}", encoding.name());
        return Err(fault(path, Some(line_of(bytes, at)), message));
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    match text {
        Some(text) => Ok(text.into_owned()),
        None => Err(fault(path, None, format!("holds bytes that are not {}, as the .aff file says", encoding.name()))),
    }
}

/// The number of the line in which a byte stands, from 1.
fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', &bytes[..at.min(bytes.len())]).count()
}

fn fault(path: &Path, line: Option<usize>, message: impl Into<String>) -> DictionaryError {
    DictionaryError { path: path.to_owned(), line, message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rules: &[u8], words: &[u8]) -> Result<Dictionary, String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("xx.aff"), rules).unwrap();
        fs::write(folder.path().join("xx.dic"), words).unwrap();
        let shown = |error: DictionaryError| error.to_string().replace(&format!("{}/", folder.path().display()), "");
        Dictionary::read(&folder.path().join("xx.dic")).map_err(shown)
    }

    #[test]
    fn inflections_are_known_in_the_encoding_that_is_declared() {
        let latin1 = read(b"SET ISO8859-1\nSFX N Y 1\nSFX N 0 n .\n", b"2\nStra\xDFe/N\nM\xFChle/N\n").unwrap();
        assert!(latin1.has("Straßen") && latin1.has("Mühle") && !latin1.has("Muhle"));
        let utf8 = read("SET UTF-8\n".as_bytes(), "1\nMühle\n".as_bytes()).unwrap();
        assert!(utf8.has("Mühle"));
        assert!(read(b"SET microsoft-cp1251\n", b"1\n\xEC\xE8\xF0\n").unwrap().has("мир"));
    }

    #[test]
    fn an_encoding_that_is_not_the_declared_one_is_told_with_its_line() {
        let error = read(b"SET UTF-8\n", b"2\nHaus\nM\xFChle\n").unwrap_err();
        assert_eq!(error, "xx.dic:3: is not in UTF-8, though the line SET of the .aff file says so");
        let error = read(b"SET ISO8859-1\n", "2\nHaus\nMühle\n".as_bytes()).unwrap_err();
        assert_eq!(error, "xx.dic:3: is in UTF-8, though the .aff file says SET windows-1252");
        let error = read(b"# none\nSET KLINGON-8\n", b"1\nHaus\n").unwrap_err();
        assert_eq!(error, "xx.aff:2: SET names an encoding that is not known here: “KLINGON-8”");
    }

    #[test]
    fn a_broken_dictionary_is_told_with_its_line() {
        let error = read(b"SET UTF-8\nSFX N Y many\n", b"1\nHaus\n").unwrap_err();
        assert!(error.starts_with("xx.aff:2: "), "{error}");
        assert!(read(b"SET UTF-8\n", b"").is_err());
    }

    #[test]
    fn a_missing_dictionary_is_named() {
        let mut faults = Vec::new();
        let declared = BTreeMap::from([("de".to_owned(), PathBuf::from("/nowhere/de.dic"))]);
        let none = Dictionaries::load(&declared, &["en", "de"], &mut faults);
        assert!(none.of("de").is_none());
        assert!(faults[0].starts_with("/nowhere/de.dic: "), "{faults:?}");
        assert!(faults[0].ends_with("no word in “de” is looked at"), "{faults:?}");
    }

    #[test]
    fn a_language_without_a_dictionary_is_told_once() {
        let mut faults = Vec::new();
        let none = Dictionaries::load(&BTreeMap::new(), &["en", "qtz", "qtz"], &mut faults);
        assert!(none.of("qtz").is_none());
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("no dictionary of “qtz” is found"), "{faults:?}");
    }

    #[test]
    fn a_region_finds_the_dictionary_of_its_language() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["de_AT.dic", "de_AT.aff", "fr_FR.dic"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        assert!(in_folder(folder.path(), "de-CH").unwrap().ends_with("de_AT.dic"));
        assert!(in_folder(folder.path(), "fr").unwrap().ends_with("fr_FR.dic"));
        assert_eq!(in_folder(folder.path(), "sq"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(rules in ".{0,200}", words in ".{0,200}", flag in "[A-Z]{0,3} [SPYN0-9.]{0,8}") {
            let _ = read(format!("SET UTF-8\nSFX {flag}\nPFX {flag}\n{rules}").as_bytes(), format!("3\n{words}").as_bytes());
        }
    }
}
