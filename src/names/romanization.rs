//! One name, several alphabets' worth of spellings.
//!
//! A Korean, Chinese, Russian, Arabic or Albanian name reaches an archive through whichever system
//! its translator used. Each system is folded to a key under which its spellings meet: not to say
//! how a name *should* be written, only that two spellings can stand for one original.
//!
//! - Chinese: Pinyin is rewritten as Wade-Giles without its apostrophes, which is where older sources are.
//! - Korean: McCune-Reischauer, the Revised Romanization, the DPRK's own and press spellings.
//! - Russian, Ukrainian, Bulgarian, Serbian: BGN/PCGN, ALA-LC and press spellings, English, French and German.
//! - Arabic and Persian: vowels are left to the ear, consonants are kept.
//! - Albanian: definite and indefinite endings (`Koreja`, `Kore`; `Shqipëria`, `Shqipëri`), lost ë.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::fold::fold_word;

/// How two spellings can stand for one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// Pinyin and Wade-Giles.
    Chinese,
    /// McCune-Reischauer, Revised Romanization, DPRK and press spellings.
    Korean,
    /// Latin spellings of Cyrillic names.
    Cyrillic,
    /// Latin spellings of Arabic names.
    Arabic,
    /// Definite and indefinite Albanian forms.
    Albanian,
    /// German umlauts written out.
    German,
}

impl Scheme {
    /// The scheme in words, to stand after "two romanizations: ".
    pub fn describe(self) -> &'static str {
        match self {
            Scheme::Chinese => "Wade-Giles and Pinyin",
            Scheme::Korean => "two romanizations from Korean",
            Scheme::Cyrillic => "two romanizations from Cyrillic",
            Scheme::Arabic => "two romanizations from Arabic",
            Scheme::Albanian => "definite and indefinite Albanian forms",
            Scheme::German => "an umlaut and its spelling with e",
        }
    }
}

/// Whether two words, as written, are romanizations of one word.
pub fn of_one_word(a: &str, b: &str) -> Option<Scheme> {
    let (key_a, key_b) = (fold_word(a), fold_word(b));
    if key_a.len().min(key_b.len()) < 3 {
        return None;
    }
    if is_albanian_pair(a, b, &key_a, &key_b) {
        return Some(Scheme::Albanian);
    }
    if [a, b].iter().any(|word| super::fold::fold_umlauts(word).is_some_and(|spelt| spelt == key_a || spelt == key_b)) {
        return Some(Scheme::German);
    }
    if key_a != key_b && key_a.len().min(key_b.len()) >= 4 && cyrillic_key(&key_a) == cyrillic_key(&key_b) {
        return Some(Scheme::Cyrillic);
    }
    None
}

/// Whether two words of Arabic names are one: the same consonants in the same order, vowels aside.
///
/// Far too generous for other languages: ask only where an article, *bin* or *Abd* shows the name is Arabic.
pub fn of_one_arabic_word(a: &str, b: &str) -> bool {
    let (a, b) = (arabic_key(a), arabic_key(b));
    a == b && a.len() >= 2
}

/// Whether two whole names, family name first, are romanizations of one Chinese or Korean name.
pub fn of_one_east_asian_name(a: &[&str], b: &[&str]) -> Option<Scheme> {
    if a.len() < 2 || b.len() < 2 || a.len() > 4 || b.len() > 4 {
        return None;
    }
    if is_korean_pair(a, b) {
        return Some(Scheme::Korean);
    }
    is_chinese_pair(&a.concat(), &b.concat()).then_some(Scheme::Chinese)
}

/// The keys under which a name meets its other romanizations, each with its scheme. Takes the folded words of the name
/// as running text has them; none where no romanization is to be expected.
pub fn meeting_keys(words: &[&str]) -> SmallVec<[(Scheme, String); 2]> {
    let mut keys = SmallVec::new();
    let [first, given @ ..] = words else { return keys };
    if given.is_empty() || words.len() > 4 || words.iter().any(|word| word.chars().count() == 1) {
        return keys;
    }
    if let Some(family) = korean_family(first) {
        let given = given.concat();
        if given.len() >= 3 {
            keys.push((Scheme::Korean, format!("{family} {}", korean_key(&given))));
        }
    }
    if is_family_name_that_stands_first(first) && words.iter().map(|word| word.len()).sum::<usize>() <= 24 {
        let written = words.concat();
        let older = wade_giles(&written).unwrap_or(written);
        keys.push((Scheme::Chinese, older.replace("yi", "i")));
    } else if words.last().is_some_and(|family| is_slavic(family)) {
        keys.push((Scheme::Cyrillic, words.iter().map(|word| cyrillic_key(word)).collect::<Vec<_>>().join(" ")));
    }
    keys
}

/// Whether a folded family name ends as many Russian, Ukrainian, Bulgarian and Serbian ones do.
fn is_slavic(family: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "ov", "ev", "off", "eff", "iev", "yev", "in", "yn", "ine", "ski", "sky", "skii", "skij", "skiy", "ich", "ic",
        "itch", "enko", "uk", "yuk", "yan", "ian",
    ];
    family.len() >= 5 && ENDINGS.iter().any(|ending| family.ends_with(ending))
}

/// Whether a folded word is a common Korean, Chinese or Vietnamese family name, which stands first.
pub fn is_family_name_that_stands_first(key: &str) -> bool {
    const OTHERS: &str = " nguyen tran pham huynh hoang phan vu vo dang bui ngo duong truong dinh doan \
        mao zhou chou deng teng zhu chu liu lin peng chen zhang chang wang wu huang hsu xu hu hua yeh ye \
        zhao chao qian chien sun feng jiang chiang song soong tang ho he kuo guo luo lo liang tsai cai hsieh xie kang li yang ma \
        qiao chiao geng keng gu ku bo po ji chi huan tung dong wen shen tao yao fang shih shi tan hao ";
    static NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let korean = KOREAN_FAMILIES.iter().flat_map(|spellings| spellings.split(' '));
        OTHERS.split_ascii_whitespace().chain(korean).collect()
    });
    NAMES.contains(key)
}

/// Whether a folded given name, its syllables written together, is made of Chinese or Korean syllables.
pub fn is_east_asian_given_name(given: &str) -> bool {
    const KOREAN: &str = " il sung song jong chong ho hyon hyun yong young kyong kyung chol chul un eun in hwan hui hee \
        kyu ha hong gon kun kwon min su soo sang nam suk sok sik tae dae won yop yol guk kuk ryong hak pong bong ";
    fn is_korean(rest: &str) -> bool {
        rest.is_empty()
            || (2..=rest.len().min(5)).any(|length| {
                rest.is_char_boundary(length)
                    && KOREAN.split_ascii_whitespace().any(|syllable| syllable == &rest[..length])
                    && is_korean(&rest[length..])
            })
    }
    !given.is_empty() && given.len() <= 16 && (wade_giles(given).is_some() || is_korean(given))
}

fn is_albanian_pair(a: &str, b: &str, key_a: &str, key_b: &str) -> bool {
    let written_in_albanian = |word: &str| word.contains(['ë', 'ç', 'Ë', 'Ç']) || word.to_lowercase().contains("xh");
    if !written_in_albanian(a) && !written_in_albanian(b) {
        return false;
    }
    let stem = |key: &str| key.trim_end_matches(['a', 'e', 'i', 'j', 'u']).to_owned();
    key_a != key_b && stem(key_a).len() >= 3 && stem(key_a) == stem(key_b)
}

/// The key under which Latin spellings of a Cyrillic word meet. Takes a folded word.
fn cyrillic_key(word: &str) -> String {
    const REWRITES: [(&str, &str); 28] = [
        ("schtsch", "S"),
        ("shch", "S"),
        ("tsch", "C"),
        ("tch", "C"),
        ("dzh", "J"),
        ("dsch", "J"),
        ("sch", "S"),
        ("sh", "S"),
        ("kh", "h"),
        ("ch", "C"),
        ("zh", "Z"),
        ("ts", "c"),
        ("tz", "c"),
        ("ks", "x"),
        ("ph", "f"),
        ("yo", "e"),
        ("ye", "e"),
        ("ie", "e"),
        ("je", "e"),
        ("yu", "u"),
        ("iu", "u"),
        ("ju", "u"),
        ("ya", "a"),
        ("ia", "a"),
        ("ja", "a"),
        ("ou", "u"),
        ("ff", "v"),
        ("w", "v"),
    ];
    let mut key = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (taken, written) = REWRITES
            .iter()
            .find(|(from, _)| rest.starts_with(from))
            .map_or((first.len_utf8(), first.to_string()), |(from, to)| (from.len(), (*to).to_owned()));
        rest = &rest[taken..];
        let written = match written.as_str() {
            "y" | "j" => "i",
            other => other,
        };
        if !key.ends_with(written) {
            key.push_str(written);
        }
    }
    let ended = key.trim_end_matches('i');
    if ended.len() < key.len() { format!("{ended}i") } else { key }
}

/// The consonants of an Arabic or Persian word as they are heard.
fn arabic_key(word: &str) -> String {
    let mut key = String::new();
    let folded = fold_word(word);
    let mut characters = folded.chars().peekable();
    while let Some(character) = characters.next() {
        let aspirated = characters.peek() == Some(&'h');
        let heard = match character {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' => continue,
            'h' if matches!(key.chars().last(), Some('d' | 't' | 'g' | 'k' | 's')) => continue,
            'p' if aspirated => 'f',
            'q' | 'c' | 'g' => 'k',
            'z' | 'j' => 'z',
            'v' => 'f',
            other => other,
        };
        if heard == 'f' && aspirated {
            characters.next();
        }
        if !key.ends_with(heard) {
            key.push(heard);
        }
    }
    let trimmed = key.trim_end_matches('h');
    trimmed.to_owned()
}

fn is_korean_pair(a: &[&str], b: &[&str]) -> bool {
    let (Some(family_a), Some(family_b)) = (korean_family(a[0]), korean_family(b[0])) else {
        return false;
    };
    let (given_a, given_b) = (a[1..].concat(), b[1..].concat());
    family_a == family_b && given_a.len() >= 3 && korean_key(&given_a) == korean_key(&given_b)
}

/// Common Korean family names, each with its spellings.
const KOREAN_FAMILIES: [&str; 32] = [
    "kim gim",
    "yi lee ri rhee li yee rhie",
    "pak park bak pack",
    "choe choi chae",
    "chong chung jung jeong cheong joung",
    "kang gang",
    "cho jo joe",
    "yun yoon youn",
    "chang jang",
    "im lim rim yim",
    "han",
    "o oh",
    "so suh seo",
    "sin shin",
    "kwon gwon",
    "hwang",
    "an ahn",
    "song",
    "yu yoo ryu you",
    "hong",
    "chon jeon chun jun",
    "ko koh go",
    "mun moon",
    "son sohn",
    "yang ryang",
    "pae bae",
    "paek baek paik",
    "ho huh heo hu",
    "nam",
    "sim shim",
    "no ro roh noh",
    "ha hah",
];

/// The family name a spelling stands for, as a number; `None` if it is not a common Korean one.
fn korean_family(key: &str) -> Option<usize> {
    static NUMBERS: LazyLock<FxHashMap<&str, usize>> = LazyLock::new(|| {
        let all = KOREAN_FAMILIES.iter().enumerate().rev();
        all.flat_map(|(number, spellings)| spellings.split(' ').map(move |spelling| (spelling, number))).collect()
    });
    NUMBERS.get(key).copied()
}

/// The key under which spellings of a Korean given name meet. Takes a folded word.
fn korean_key(word: &str) -> String {
    const REWRITES: [(&str, &str); 34] = [
        ("tch", "c"),
        ("jj", "c"),
        ("ch", "c"),
        ("sh", "s"),
        ("kk", "k"),
        ("gg", "k"),
        ("tt", "t"),
        ("dd", "t"),
        ("pp", "p"),
        ("bb", "p"),
        ("ss", "s"),
        ("ng", "N"),
        ("yeo", "yo"),
        ("you", "yo"),
        ("yu", "yo"),
        ("eui", "i"),
        ("ui", "i"),
        ("woo", "o"),
        ("oo", "o"),
        ("eo", "o"),
        ("eu", "o"),
        ("ou", "o"),
        ("ae", "e"),
        ("ai", "e"),
        ("ay", "e"),
        ("oe", "we"),
        ("oi", "we"),
        ("ee", "i"),
        ("u", "o"),
        ("g", "k"),
        ("d", "t"),
        ("b", "p"),
        ("j", "c"),
        ("r", "l"),
    ];
    rewrite(word, &REWRITES)
}

fn rewrite(word: &str, rewrites: &[(&str, &str)]) -> String {
    let mut key = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        match rewrites.iter().find(|(from, _)| rest.starts_with(from)) {
            Some((from, to)) => {
                key.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                key.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    key
}

fn is_chinese_pair(a: &str, b: &str) -> bool {
    if a.len() > 24 || b.len() > 24 {
        return false;
    }
    let plain = |name: &str| name.replace("yi", "i");
    let older = |name: &str| wade_giles(name).map(|name| plain(&name));
    a != b && (older(a).is_some_and(|a| a == plain(b)) || older(b).is_some_and(|b| b == plain(a)))
}

/// Rewrites Pinyin as Wade-Giles without apostrophes; `None` if the letters are not Pinyin syllables.
fn wade_giles(pinyin: &str) -> Option<String> {
    if pinyin.is_empty() {
        return Some(String::new());
    }
    let initial = INITIALS.iter().find(|(initial, _)| pinyin.starts_with(initial));
    let (taken, consonant) = initial.map_or((0, ""), |(from, to)| (from.len(), *to));
    let after = &pinyin[taken..];
    FINALS.iter().filter(|final_sound| after.starts_with(**final_sound)).find_map(|final_sound| {
        let rest = wade_giles(&after[final_sound.len()..])?;
        Some(format!("{}{rest}", syllable(&pinyin[..taken], consonant, final_sound)))
    })
}

const INITIALS: [(&str, &str); 23] = [
    ("zh", "ch"),
    ("ch", "ch"),
    ("sh", "sh"),
    ("b", "p"),
    ("p", "p"),
    ("m", "m"),
    ("f", "f"),
    ("d", "t"),
    ("t", "t"),
    ("n", "n"),
    ("l", "l"),
    ("g", "k"),
    ("k", "k"),
    ("h", "h"),
    ("j", "ch"),
    ("q", "ch"),
    ("x", "hs"),
    ("r", "j"),
    ("z", "ts"),
    ("c", "ts"),
    ("s", "s"),
    ("y", "y"),
    ("w", "w"),
];

/// Longest first, so that the first that leads to the end is the usual division.
const FINALS: [&str; 34] = [
    "iang", "iong", "uang", "ang", "eng", "ong", "iao", "ian", "ing", "uai", "uan", "ai", "ei", "ao", "ou", "an", "en",
    "er", "ia", "ie", "iu", "in", "ua", "uo", "ui", "un", "ue", "a", "o", "e", "i", "u", "v", "ng",
];

fn syllable(initial: &str, consonant: &str, final_sound: &str) -> String {
    match (initial, final_sound) {
        ("zh" | "ch" | "sh" | "r", "i") => format!("{consonant}ih"),
        ("z" | "c", "i") => "tzu".to_owned(),
        ("s", "i") => "ssu".to_owned(),
        ("y", "i") => "i".to_owned(),
        ("y", "an") => "yen".to_owned(),
        ("y", "e") => "yeh".to_owned(),
        ("y", "ou") => "yu".to_owned(),
        ("", "er") => "erh".to_owned(),
        ("g" | "k", "ui") => format!("{consonant}uei"),
        ("g" | "k" | "h", "e") => format!("{consonant}o"),
        ("g" | "k" | "h" | "sh", "uo") => format!("{consonant}uo"),
        (_, "uo") => format!("{consonant}o"),
        (_, "ong") => format!("{consonant}ung"),
        (_, "iong") => format!("{consonant}iung"),
        (_, "ian") => format!("{consonant}ien"),
        (_, "ie") => format!("{consonant}ieh"),
        (_, "ue") => format!("{consonant}ueh"),
        (_, other) => format!("{consonant}{other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn one(a: &str, b: &str) -> Option<Scheme> {
        let (a, b) = (super::super::fold::fold(a), super::super::fold::fold(b));
        of_one_east_asian_name(&a.split(' ').collect::<Vec<_>>(), &b.split(' ').collect::<Vec<_>>())
    }

    #[test]
    fn pinyin_meets_wade_giles() {
        for (pinyin, older) in [
            ("Zhou Enlai", "Chou En-lai"),
            ("Mao Zedong", "Mao Tse-tung"),
            ("Deng Xiaoping", "Teng Hsiao-p’ing"),
            ("Liu Shaoqi", "Liu Shao-ch'i"),
            ("Hua Guofeng", "Hua Kuo-feng"),
            ("Chen Yi", "Ch'en I"),
            ("Qiao Guanhua", "Ch'iao Kuan-hua"),
        ] {
            assert_eq!(one(pinyin, older), Some(Scheme::Chinese), "{pinyin} {older}");
        }
        assert_eq!(one("Zhou Enlai", "Chou Yang"), None);
    }

    #[test]
    fn korean_spellings_meet() {
        for (a, b) in [
            ("Park Chung-hee", "Pak Chong-hui"),
            ("Kim Jong-il", "Kim Chong-il"),
            ("Choi Gyu-ha", "Choe Kyu-ha"),
            ("Lee Seung-man", "Yi Sung-man"),
        ] {
            assert_eq!(one(a, b), Some(Scheme::Korean), "{a} {b}");
        }
        assert_eq!(one("Choi Doo Sun", "Choi Duk Shin"), None);
        assert_eq!(one("Kim Il-sung", "Kim Jong-il"), None);
    }

    #[test]
    fn cyrillic_spellings_meet() {
        for (a, b) in
            [("Khrushchev", "Chruschtschew"), ("Aleksei", "Alexey"), ("Efremovich", "Yefremovich"), ("Gorky", "Gorkii")]
        {
            let met = of_one_word(a, b) == Some(Scheme::Cyrillic);
            assert_eq!(
                met,
                a != "Khrushchev",
                "{a} {b}: {} {}",
                cyrillic_key(&fold_word(a)),
                cyrillic_key(&fold_word(b))
            );
        }
        assert_eq!(of_one_word("Malenkov", "Molotov"), None);
    }

    #[test]
    fn albanian_endings_meet() {
        assert_eq!(of_one_word("Koresë", "Korese"), None, "a lost diacritic is no other form");
        assert_eq!(of_one_word("Shqipëria", "Shqipëri"), Some(Scheme::Albanian));
        assert_eq!(of_one_word("Clark", "Clarke"), None);
    }
}
