//! Ids for records whose source gives none, and order among variants.

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use super::record::Variant;

/// Makes ids out of names and keeps them apart.
#[derive(Debug, Default)]
pub struct Identifiers {
    taken: FxHashSet<String>,
}

impl Identifiers {
    /// Keeps ids in use from being given out.
    pub fn reserve(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// An id for a name: `Kim Il Sung` becomes `kim-il-sung`, the next bearer `kim-il-sung-2`.
    pub fn for_name(&mut self, name: &str) -> String {
        let slug = slug(name);
        let mut id = slug.clone();
        let mut number = 1u32;
        while !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{slug}-{number}");
        }
        id
    }
}

fn slug(name: &str) -> String {
    let folded: String = name
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map(|word| word.replace(['\'', '’'], ""))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() { "unnamed".to_owned() } else { words.join("-") }
}

/// Drops variants that say a form a second time, keeping the first.
pub fn unique(variants: &mut Vec<Variant>) {
    let mut seen = FxHashSet::default();
    variants.retain(|variant| seen.insert((variant.form.clone(), variant.from.clone(), variant.to.clone())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids() {
        let mut ids = Identifiers::default();
        assert_eq!(ids.for_name("Siri Çarçani"), "siri-carcani");
        assert_eq!(ids.for_name("Siri Çarçani"), "siri-carcani-2");
        assert_eq!(ids.for_name("Workers’ Party"), "workers-party");
        assert_eq!(ids.for_name("!"), "unnamed");
    }
}
