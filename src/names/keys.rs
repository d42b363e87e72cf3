//! What names are compared by, made once where a name is read: a document's names are folded after
//! every keystroke.

use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::confusables::skeleton;
use super::fold::Word;
use super::romanization::{self, Scheme};
use super::{MentionKind, bodies};

/// Hashes forms.
static FORMS: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// Names that a thread remembers, before it begins anew.
const MOST_REMEMBERED: usize = 4096;

thread_local! {
    /// The names this thread has met, by their hashes: a document names the same people and bodies again and again.
    static MET: RefCell<FxHashMap<u64, Arc<NameKeys>>> = RefCell::default();
}

/// What a name is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameKeys {
    /// The form as it stands.
    pub written: Arc<str>,
    /// A hash of the form as it stands and of its kind: within one run of the program the same for the same, and,
    /// but for an accident of one in billions, another for others.
    pub form: u64,
    /// The folded words with one space between.
    pub folded: Box<str>,
    /// The folded letters as they look to a scanner: two names that look alike are one, badly read.
    pub looks: Box<str>,
    /// The same for all forms of one person or body, order and joints aside; empty for acronyms and for
    /// what may be anything.
    pub entity: Box<str>,
    /// The first letters of the weighty words, sorted: what an acronym of the name is made of. Empty for
    /// a single word.
    pub initials: Box<str>,
    /// Keys under which the name meets its other romanizations.
    pub sounds: SmallVec<[(Scheme, Box<str>); 1]>,
}

impl NameKeys {
    /// As [`NameKeys::of`]; all that ask for the same name have a share in the same keys.
    pub fn shared(form: &str, words: &[Word], kind: MentionKind) -> Arc<NameKeys> {
        MET.with_borrow_mut(|met| {
            if met.len() >= MOST_REMEMBERED {
                met.clear();
            }
            let keys = || Arc::new(NameKeys::of(form, words, kind));
            Arc::clone(met.entry(hash_of(form, kind)).or_insert_with(keys))
        })
    }

    /// The keys of a name of this kind: its form, and the words of it.
    pub fn of(form: &str, words: &[Word], kind: MentionKind) -> NameKeys {
        let mut folded = String::with_capacity(words.iter().map(|word| word.key.len() + 1).sum());
        for word in words {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(&word.key);
        }
        let letters: String = words.iter().map(|word| &*word.key).collect();
        let looks = skeleton(&letters).into();
        let entity = match kind {
            MentionKind::Body => bodies::key_of(words).join(" "),
            MentionKind::Person => letters,
            MentionKind::Acronym | MentionKind::Unsure => String::new(),
        };
        let weighty = words.iter().filter(|word| !bodies::is_joint(&word.key));
        let mut initials: Vec<char> = weighty.filter_map(|word| word.key.chars().next()).collect();
        if initials.len() < 2 {
            initials.clear();
        }
        initials.sort_unstable();
        let sounds = match kind {
            MentionKind::Person => {
                let words: SmallVec<[&str; 4]> = words.iter().map(|word| &*word.key).collect();
                romanization::meeting_keys(&words).into_iter().map(|(scheme, key)| (scheme, key.into())).collect()
            }
            MentionKind::Body | MentionKind::Acronym | MentionKind::Unsure => SmallVec::new(),
        };
        NameKeys {
            written: form.into(),
            form: hash_of(form, kind),
            sounds,
            folded: folded.into(),
            looks,
            entity: entity.into(),
            initials: initials.into_iter().collect::<String>().into(),
        }
    }

    /// The folded letters without spaces.
    pub fn letters(&self) -> String {
        self.folded.replace(' ', "")
    }
}

fn hash_of(form: &str, kind: MentionKind) -> u64 {
    FORMS.hash_one((form, kind))
}

#[cfg(test)]
mod tests {
    use super::super::fold::words;
    use super::*;

    #[test]
    fn a_numeral_looks_like_the_letters_it_was() {
        let keys = |form| NameKeys::of(form, &words(form), MentionKind::Person);
        assert_eq!(keys("Example II Sung").looks, keys("Example Il-sung").looks);
        assert_eq!(keys("Example Il Sung").entity, keys("Example Il-sung").entity);
    }

    #[test]
    fn a_name_that_is_met_again_has_the_same_keys() {
        let keys = |form, kind| NameKeys::shared(form, &words(form), kind);
        let first = keys("Anna Example", MentionKind::Person);
        assert!(Arc::ptr_eq(&first, &keys("Anna Example", MentionKind::Person)));
        assert_ne!(first, keys("Anna Example", MentionKind::Unsure));
        assert_eq!(*first, NameKeys::of("Anna Example", &words("Anna Example"), MentionKind::Person));
    }

    #[test]
    fn a_body_is_the_same_in_another_order() {
        let keys = |form| NameKeys::of(form, &words(form), MentionKind::Body);
        assert_eq!(keys("Invented Party of Labour").entity, keys("Invented Labour Party").entity);
        assert_eq!(&*keys("Invented Party of Labour").initials, "ilp");
    }
}
