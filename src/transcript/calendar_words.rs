//! The names of months and weekdays in the languages of Europe's archives.

use jiff::civil::Weekday;

/// English months and their abbreviations, without a full stop.
const ENGLISH: [(&str, u8); 24] = [
    ("January", 1),
    ("February", 2),
    ("March", 3),
    ("April", 4),
    ("May", 5),
    ("June", 6),
    ("July", 7),
    ("August", 8),
    ("September", 9),
    ("October", 10),
    ("November", 11),
    ("December", 12),
    ("Jan", 1),
    ("Feb", 2),
    ("Mar", 3),
    ("Apr", 4),
    ("Jun", 6),
    ("Jul", 7),
    ("Aug", 8),
    ("Sep", 9),
    ("Sept", 9),
    ("Oct", 10),
    ("Nov", 11),
    ("Dec", 12),
];

/// German months that are not spelt as in English, which have a capital too.
const GERMAN: [(&str, u8); 10] = [
    ("Januar", 1),
    ("Jänner", 1),
    ("Februar", 2),
    ("Feber", 2),
    ("März", 3),
    ("Mai", 5),
    ("Juni", 6),
    ("Juli", 7),
    ("Oktober", 10),
    ("Dezember", 12),
];

/// Months of languages that write them in lower case, in the forms that stand beside a day, one row
/// a month: French, Spanish, Italian, Portuguese, Albanian, Romanian, Hungarian, Polish, Czech,
/// Serbo-Croatian, Russian, Bulgarian.
const OTHERS: [&[&str]; 12] = [
    &[
        "janvier",
        "enero",
        "gennaio",
        "janeiro",
        "janar",
        "ianuarie",
        "január",
        "stycznia",
        "styczeń",
        "ledna",
        "leden",
        "januara",
        "siječnja",
        "января",
        "январь",
        "януари",
    ],
    &[
        "février",
        "febrero",
        "febbraio",
        "fevereiro",
        "shkurt",
        "februarie",
        "február",
        "lutego",
        "luty",
        "února",
        "únor",
        "februara",
        "veljače",
        "февраля",
        "февраль",
        "февруари",
    ],
    &[
        "mars",
        "marzo",
        "março",
        "martie",
        "március",
        "marca",
        "marzec",
        "března",
        "březen",
        "marta",
        "ožujka",
        "марта",
        "март",
    ],
    &[
        "avril",
        "abril",
        "aprile",
        "prill",
        "aprilie",
        "április",
        "kwietnia",
        "kwiecień",
        "dubna",
        "duben",
        "aprila",
        "travnja",
        "апреля",
        "апрель",
        "април",
    ],
    &["mai", "mayo", "maggio", "maio", "maj", "május", "maja", "května", "květen", "svibnja", "мая", "май"],
    &[
        "juin", "junio", "giugno", "junho", "qershor", "iunie", "június", "czerwca", "czerwiec", "června", "červen",
        "juna", "lipnja", "июня", "июнь", "юни",
    ],
    &[
        "juillet",
        "julio",
        "luglio",
        "julho",
        "korrik",
        "iulie",
        "július",
        "lipca",
        "lipiec",
        "července",
        "červenec",
        "jula",
        "srpnja",
        "июля",
        "июль",
        "юли",
    ],
    &[
        "août",
        "agosto",
        "gusht",
        "augusztus",
        "sierpnia",
        "sierpień",
        "srpna",
        "srpen",
        "avgusta",
        "kolovoza",
        "августа",
        "август",
    ],
    &[
        "septembre",
        "septiembre",
        "setiembre",
        "settembre",
        "setembro",
        "shtator",
        "septembrie",
        "szeptember",
        "września",
        "wrzesień",
        "září",
        "septembra",
        "rujna",
        "сентября",
        "сентябрь",
        "септември",
    ],
    &[
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "tetor",
        "octombrie",
        "október",
        "października",
        "październik",
        "října",
        "říjen",
        "oktobra",
        "октября",
        "октябрь",
        "октомври",
    ],
    &[
        "novembre",
        "noviembre",
        "novembro",
        "nëntor",
        "noiembrie",
        "listopadu",
        "novembra",
        "studenoga",
        "ноября",
        "ноябрь",
        "ноември",
    ],
    &[
        "décembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "dhjetor",
        "decembrie",
        "grudnia",
        "grudzień",
        "prosince",
        "prosinec",
        "decembra",
        "prosinca",
        "декабря",
        "декабрь",
        "декември",
    ],
];

const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Monday, &["monday", "mon", "montag", "lundi", "lunes", "lunedì", "понедельник"]),
    (Weekday::Tuesday, &["tuesday", "tues", "tue", "dienstag", "mardi", "martes", "martedì", "вторник"]),
    (Weekday::Wednesday, &["wednesday", "wed", "mittwoch", "mercredi", "miércoles", "mercoledì", "среда"]),
    (Weekday::Thursday, &["thursday", "thurs", "thur", "donnerstag", "jeudi", "jueves", "giovedì", "четверг"]),
    (Weekday::Friday, &["friday", "fri", "freitag", "vendredi", "viernes", "venerdì", "пятница"]),
    (Weekday::Saturday, &["saturday", "sat", "samstag", "sonnabend", "samedi", "sábado", "sabato", "суббота"]),
    (Weekday::Sunday, &["sunday", "sun", "sonntag", "dimanche", "domingo", "domenica", "воскресенье"]),
];

/// Bytes of the shortest and the longest month: `May`, and a Cyrillic or accented name.
const MONTH_BYTES: std::ops::RangeInclusive<usize> = 3..=24;

/// The month a word names. Months of English and German have a capital (`may` and `march` are
/// verbs), those of other languages none (`Mars` is no month); capitals throughout are a heading's.
pub fn month(word: &str) -> Option<u8> {
    if !MONTH_BYTES.contains(&word.len()) {
        return None;
    }
    if word.starts_with(char::is_lowercase) {
        return in_lower_case(word);
    }
    let heading = !word.contains(char::is_lowercase);
    let lower = if heading { word.to_lowercase() } else { String::new() };
    let is = |name: &str| name == word || (heading && name.to_lowercase() == lower);
    let capitalized = ENGLISH.iter().chain(&GERMAN).find(|(name, _)| is(name)).map(|&(_, month)| month);
    capitalized.or_else(|| in_lower_case(&lower))
}

fn in_lower_case(word: &str) -> Option<u8> {
    OTHERS.iter().zip(1..).find(|(names, _)| names.contains(&word)).map(|(_, month)| month)
}

/// The month of a Roman numeral, I to XII.
pub fn roman_month(word: &str) -> Option<u8> {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    ROMAN.iter().zip(1..).find(|(numeral, _)| **numeral == word).map(|(_, month)| month)
}

/// The weekday a word names.
pub fn weekday(word: &str) -> Option<Weekday> {
    if !MONTH_BYTES.contains(&word.len()) || !word.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    let lower = word.to_lowercase();
    WEEKDAYS.iter().find(|(_, names)| names.contains(&lower.as_str())).map(|&(day, _)| day)
}

/// The English name of a month, 1 to 12.
pub fn month_name(month: u8) -> &'static str {
    ENGLISH.get(usize::from(month).saturating_sub(1)).map_or("", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_and_verbs_are_not() {
        assert_eq!(month("September"), Some(9));
        assert_eq!(month("MARCH"), Some(3));
        assert_eq!(month("Januar"), Some(1));
        assert_eq!(month("nëntor"), Some(11));
        assert_eq!(month("may"), None);
        assert_eq!(month("march"), None);
        assert_eq!(month("Mars"), None);
        assert_eq!(month("JANVIER"), Some(1));
        assert_eq!(month("Party"), None);
        assert_eq!(roman_month("IX"), Some(9));
        assert_eq!(month_name(12), "December");
    }

    #[test]
    fn every_name_means_one_month() {
        for (row, names) in OTHERS.iter().enumerate() {
            for name in *names {
                let others = OTHERS.iter().enumerate().filter(|(other, _)| *other != row);
                assert!(others.into_iter().all(|(_, row)| !row.contains(name)), "{name}");
            }
        }
    }
}
