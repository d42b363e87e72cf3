//! Titles, ranks, honorifics and what else stands beside a name without being part of it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Words that can make up a title before or after a name, folded and without stops.
///
/// Several in a row make one title: *Deputy Prime Minister*, *Lt. Gen.*, *General of the Army*.
static WORDS: Table = LazyLock::new(|| {
    table(
        " mr mrs ms miss mme mlle mlles madame madam mademoiselle monsieur messrs dr prof professor doctor \
 sir lord lady dame baron baroness count countess earl viscount marquess marquis duke duchess prince princess king queen \
 emperor empress tsar czar shah sheikh shaikh shaykh sheik sultan emir amir khan bey pasha effendi maharaja rajah nawab \
 mullah ayatollah imam sayyid seyyid sayed haji hajji begum crown archduke grand vizier regent majesty excellency highness \
 holiness eminence pope cardinal archbishop bishop monsignor msgr father brother sister reverend rev rabbi patriarch canon dean \
 president vice premier prime minister chancellor secretary undersecretary under assistant deputy acting first second third \
 permanent foreign ambassador amb envoy consul attache charge counselor counsellor commissioner commissar governor gov mayor \
 senator sen representative rep congressman congresswoman delegate deputy judge justice chief attorney speaker marshal chairman chairwoman \
 chairperson director comrade cde com tovarishch citizen herr frau fraulein signor signora senor senora don dona dom pan \
 shri sri pandit u thakin daw ambassadress president-elect \
 general gen lieutenant lt ltg ltgen colonel col major maj majgen brigadier brig bg mg captain capt cpt commander cdr cmdr \
 commodore admiral adm radm vadm rear ensign sergeant sgt corporal cpl private pvt steward field air group wing squadron leader \
 usa usn usaf usmc ret retired hon honorable honourable honorary right rt most ",
    )
});

/// Offices: words that end a title and no name, so that `Federal Chancellor` is nobody's name.
static OFFICES: Table = LazyLock::new(|| {
    table(
        " president premier minister chancellor secretary undersecretary ambassador envoy consul attache commissioner commissar governor \
 senator representative congressman delegate deputy chairman chairwoman chairperson director general commander admiral ",
    )
});

/// Words that join the words of a title: *Secretary of State*, *General of the Army*.
static JOINTS: Table = LazyLock::new(|| table(" of the for and to "));

/// What may follow a joint inside a title.
static REALMS: Table = LazyLock::new(|| table(" state army navy air force forces defense defence treasury war fleet "));

/// Generational and academic endings of a name.
static SUFFIXES: Table = LazyLock::new(|| {
    table(
        " jr sr junior senior ii iii iv v 2nd 2d 3rd 3d 4th esq md phd dd lld bart bt kt obe cbe kbe kcmg gcmg cmg mp kc qc sj ",
    )
});

/// Particles: small words of a family name, written or left out at pleasure.
static PARTICLES: Table = LazyLock::new(|| {
    table(
        " al el ul ad as ash at an ar ed es bin ben ibn bint abu abd abdel abdul ould ait aal \
 de del della dello degli di da dal do dos das du des d la le les los las lo y e i \
 van von vom vander der den ter ten te zu zum zur und af av of the ",
    )
});

/// Honorifics that say the bearer is a woman, or the wife of the man named.
static OF_A_WOMAN: Table = LazyLock::new(|| {
    table(
        " mrs ms miss mme mlle madame madam lady dame baroness countess duchess princess queen empress frau fraulein signora senora begum dona ",
    )
});

type Table = LazyLock<FxHashSet<&'static str>>;

fn table(words: &'static str) -> FxHashSet<&'static str> {
    words.split_ascii_whitespace().collect()
}

/// Whether a folded word is an office that somebody holds.
pub fn is_office(key: &str) -> bool {
    OFFICES.contains(key)
}

/// Whether a folded word can be part of a title.
pub fn is_title_word(key: &str) -> bool {
    WORDS.contains(key)
}

/// Whether a title word makes a title only beside another: *Foreign*, *First*, *Deputy*.
pub fn is_title_adjective(key: &str) -> bool {
    matches!(
        key,
        "foreign"
            | "first"
            | "second"
            | "third"
            | "deputy"
            | "acting"
            | "under"
            | "permanent"
            | "right"
            | "vice"
            | "assistant"
            | "field"
            | "air"
            | "group"
            | "leader"
            | "crown"
            | "grand"
            | "most"
            | "rear"
            | "prime"
            | "u"
            | "com"
    )
}

/// Whether a folded word is an ending such as *Jr.* or *III*.
pub fn is_suffix(key: &str) -> bool {
    SUFFIXES.contains(key)
}

/// Whether a folded word is a particle such as *de*, *al-* or *van*.
pub fn is_particle(key: &str) -> bool {
    PARTICLES.contains(key)
}

/// Whether a folded word says the bearer is a woman.
pub fn is_of_a_woman(key: &str) -> bool {
    OF_A_WOMAN.contains(key)
}

/// How many words at the start of `keys` are a title; none if nothing would be left but initials'
/// worth of doubt, such as *Judge* alone.
pub fn leading_title(keys: &[&str]) -> usize {
    let mut length = 0;
    while let Some(key) = keys.get(length) {
        if is_title_word(key) {
            length += 1;
        } else if length > 0 && JOINTS.contains(key) {
            match realm_after(&keys[length..]) {
                Some(more) => length += more,
                None => break,
            }
        } else {
            break;
        }
    }
    length
}

fn realm_after(keys: &[&str]) -> Option<usize> {
    let joints = keys.iter().take_while(|key| JOINTS.contains(**key)).count();
    let realms = keys[joints..].iter().take_while(|key| REALMS.contains(**key)).count();
    (realms > 0).then_some(joints + realms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_have_many_words() {
        assert_eq!(leading_title(&["deputy", "prime", "minister", "hoxha"]), 3);
        assert_eq!(leading_title(&["general", "of", "the", "army", "jean"]), 4);
        assert_eq!(leading_title(&["secretary", "of", "state", "for", "war", "baker"]), 5);
        assert_eq!(leading_title(&["enver", "hoxha"]), 0);
    }
}
