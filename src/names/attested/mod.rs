//! Which full names the documents of a collection attest, and how often: what the others say of a document's names.
//!
//! Of a document its forms are kept, their counts and first places, never its text. One document is replaced at a
//! time, so an edit costs what its document costs.

mod collection;
mod document;
mod meeting;
mod others;

pub use collection::CollectionForms;
pub use document::DocumentForms;
pub use others::{OtherDocuments, OtherForm, OtherPlace};

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::names::fold::words;
    use crate::names::{KnownNames, MentionKind, NameFacts, NameKeys};

    fn forms(text: &str) -> DocumentForms {
        let facts = NameFacts::of(text, &KnownNames::default());
        DocumentForms::gather([(0, &facts)].into_iter(), text)
    }

    fn keys(form: &str) -> NameKeys {
        NameKeys::of(form, &words(form), MentionKind::Person)
    }

    fn told<'c>(others: impl Iterator<Item = OtherForm<'c>>) -> Vec<(&'c str, usize, usize)> {
        let mut told: Vec<_> = others.map(|other| (other.form(), other.mentions, other.documents)).collect();
        told.sort_unstable();
        told.dedup();
        told
    }

    #[test]
    fn a_document_hears_the_others_and_not_itself() {
        let mut all = CollectionForms::default();
        all.replace(Path::new("a"), forms("We met Anna Barnes. Then Anna Barnes left."));
        all.replace(Path::new("b"), forms("We met Anna Bames."));
        let looking = |path: &str| told(all.others(Path::new(path)).looking_like(&keys("Anna Barnes")));
        assert_eq!(looking("a"), [("Anna Bames", 1, 1)]);
        assert_eq!(looking("b"), [("Anna Barnes", 2, 1)]);
        assert_eq!(looking("c"), [("Anna Bames", 1, 1), ("Anna Barnes", 2, 1)]);
        let place = all.others(Path::new("b")).same(&keys("Anna Barnes")).unwrap().places(3)[0];
        assert_eq!((&**place.0, place.1.characters, place.2.characters), (Path::new("a"), 7, 18));
    }

    #[test]
    fn what_is_replaced_is_heard_no_more() {
        let mut all = CollectionForms::default();
        let text = "We met Anna Krelmann. Then Anna Krelmann left.";
        assert!(all.replace(Path::new("a"), forms(text)));
        assert!(all.replace(Path::new("b"), forms(text)));
        assert!(!all.replace(Path::new("b"), forms(text)));
        fn near(all: &CollectionForms) -> Vec<(&str, usize, usize)> {
            told(all.others(Path::new("c")).near(&keys("Anna Krelmamn")))
        }
        assert_eq!(near(&all), [("Anna Krelmann", 4, 2)]);
        assert!(all.remove(Path::new("b")));
        assert!(near(&all).is_empty(), "one document alone settles nothing");
        assert!(all.replace(Path::new("a"), forms("We met Bert Beispiel.")));
        assert!(all.remove(Path::new("a")) && all.is_silent());
    }
}
