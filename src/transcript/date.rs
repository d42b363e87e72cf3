//! Dates in running text.
//!
//! A date is found from its numbers: each number is asked whether the words and signs beside it make
//! it part of a date. A text without digits costs nothing.

use std::fmt;
use std::ops::Range;

use jiff::civil::{Date, Weekday};

use crate::text::{Token, TokenKind};

use super::calendar_words::{month as month_of, roman_month, weekday};

/// A date as far as a text tells it. The parts are as written: they need not make a date that exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// Four digits.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 99, as written.
    pub day: Option<u8>,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateForm {
    /// `January 16, 1967`
    MonthDay,
    /// `16 January 1967`
    DayMonth,
    /// `January 1967`
    MonthYear,
    /// `1967-01-16`
    Iso,
    /// `16.1.1967`
    Dotted,
    /// `16.I.1967`
    Roman,
    /// `1/16/1967` or `16/1/1967`
    Slashed,
}

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// Where: byte offsets, with the weekday if one is given.
    pub range: Range<usize>,
    /// What it says.
    pub date: PartialDate,
    /// The last day, where it gives several: `January 16-18`.
    pub last_day: Option<u8>,
    /// The weekday it names.
    pub weekday: Option<Weekday>,
    /// How it is written.
    pub form: DateForm,
    /// Whether it stands on a line with at most a place, a time or a label: over or under a letter.
    pub is_dateline: bool,
}

/// Years that a document of an archive may speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;
/// Letters and digits that may stand beside a date on its own line.
const DATELINE_COMPANY: usize = 24;
/// Bytes before and after a date among which its line must begin and end to be a dateline.
const DATELINE_REACH: usize = 160;

impl PartialDate {
    /// The day in the calendar, if the date is complete and exists.
    pub fn day_in_calendar(self) -> Option<Date> {
        Date::new(self.year?, i8::try_from(self.month?).ok()?, i8::try_from(self.day?).ok()?).ok()
    }

    /// Whether year, month and day are given.
    pub fn is_complete(self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }

    /// Whether it is certainly later than `other`: they differ in a part that both give.
    pub fn is_after(self, other: PartialDate) -> bool {
        let parts = |d: PartialDate| [d.year.map(i32::from), d.month.map(i32::from), d.day.map(i32::from)];
        for pair in parts(self).into_iter().zip(parts(other)) {
            match pair {
                (Some(a), Some(b)) if a != b => return a > b,
                (Some(_), Some(_)) => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether the two give different values for the same part.
    pub fn contradicts(self, other: PartialDate) -> bool {
        let differ = |a: Option<i32>, b: Option<i32>| matches!((a, b), (Some(a), Some(b)) if a != b);
        differ(self.year.map(i32::from), other.year.map(i32::from))
            || differ(self.month.map(i32::from), other.month.map(i32::from))
            || differ(self.day.map(i32::from), other.day.map(i32::from))
    }

    /// Reads `1967`, `1967-01` or `1967-01-16`.
    pub fn from_iso(text: &str) -> Option<PartialDate> {
        let mut parts = text.split('-');
        let year = four_digits(parts.next()?)?;
        let mut rest = parts.map(|part| small(part).filter(|_| part.len() == 2));
        let month = rest.next().map(|month| month.filter(|m| (1..=12).contains(m)).ok_or(())).transpose().ok()?;
        let day = rest.next().map(|day| day.ok_or(())).transpose().ok()?;
        rest.next().is_none().then_some(PartialDate { year: Some(year), month, day })
    }
}

/// As ISO 8601 and EDTF write it: `1967-01-16`, `1967-01`, `1967`; `XXXX` for a year not given.
impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(out, "{year:04}")?,
            None => write!(out, "XXXX")?,
        }
        if let Some(month) = self.month {
            write!(out, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(out, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// The dates in a text, in order; `tokens` are the text's tokens.
pub fn dates(text: &str, tokens: &[Token]) -> Vec<WrittenDate> {
    let reader = Reader { text, tokens };
    let mut found: Vec<WrittenDate> = Vec::new();
    let mut from = 0;
    for (i, token) in tokens.iter().enumerate() {
        if i < from || !matches!(token.kind, TokenKind::Number | TokenKind::Mixed) {
            continue;
        }
        let Some(read) = reader.at(i).filter(|read| read.first >= from) else { continue };
        from = read.last + 1;
        let (first, weekday) = reader.with_weekday(read.first);
        let range = tokens[first].start as usize..tokens[read.last].end as usize;
        let is_dateline = is_dateline(text, &range);
        let Read { date, last_day, form, .. } = read;
        let weekday = weekday.filter(|_| last_day.is_none());
        found.push(WrittenDate { range, date, last_day, weekday, form, is_dateline });
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

/// A date between two tokens.
struct Read {
    first: usize,
    last: usize,
    date: PartialDate,
    last_day: Option<u8>,
    form: DateForm,
}

impl Reader<'_> {
    fn word(&self, i: usize) -> Option<&str> {
        self.tokens.get(i).map(|token| token.text(self.text))
    }

    fn is(&self, i: usize, signs: &[&str]) -> bool {
        self.word(i).is_some_and(|word| signs.contains(&word))
    }

    fn touches(&self, i: usize) -> bool {
        matches!((self.tokens.get(i), self.tokens.get(i + 1)), (Some(a), Some(b)) if a.end == b.start)
    }

    /// The date of which the number at `i` is the first number.
    fn at(&self, i: usize) -> Option<Read> {
        let word = self.word(i)?;
        self.dotted(i, word)
            .or_else(|| self.iso(i, word))
            .or_else(|| self.slashed(i, word))
            .or_else(|| self.roman(i, word))
            .or_else(|| self.month_day(i, word))
            .or_else(|| self.day_month(i, word))
            .or_else(|| self.month_year(i, word))
    }

    fn dotted(&self, i: usize, word: &str) -> Option<Read> {
        let mut parts = word.split('.');
        let (first, second, year) = (small(parts.next()?)?, small(parts.next()?)?, four_digits(parts.next()?)?);
        let (day, month) = if second > 12 && first <= 12 { (second, first) } else { (first, second) };
        (parts.next().is_none() && (1..=12).contains(&month)).then(|| {
            let date = PartialDate { year: Some(year), month: Some(month), day: Some(day) };
            Read { first: i, last: i, date, last_day: None, form: DateForm::Dotted }
        })
    }

    fn iso(&self, i: usize, word: &str) -> Option<Read> {
        let year = four_digits(word)?;
        let tight = (i..i + 4).all(|k| self.touches(k)) && self.is(i + 1, &["-"]) && self.is(i + 3, &["-"]);
        let (month, day) = (self.word(i + 2)?, self.word(i + 4)?);
        if !tight || month.len() != 2 || day.len() != 2 {
            return None;
        }
        let month = small(month).filter(|month| (1..=12).contains(month))?;
        let date = PartialDate { year: Some(year), month: Some(month), day: Some(small(day)?) };
        Some(Read { first: i, last: i + 4, date, last_day: None, form: DateForm::Iso })
    }

    /// Day and month cannot be told apart where both are at most 12; then only the year is read.
    fn slashed(&self, i: usize, word: &str) -> Option<Read> {
        let tight = (i..i + 4).all(|k| self.touches(k)) && self.is(i + 1, &["/"]) && self.is(i + 3, &["/"]);
        if !tight || (i > 0 && self.touches(i - 1) && self.is(i - 1, &["/"])) {
            return None;
        }
        let (first, second) = (small(word)?, small(self.word(i + 2)?)?);
        let year = four_digits(self.word(i + 4)?)?;
        let (month, day) = match (first, second) {
            (1..=12, 13..=31) => (Some(first), Some(second)),
            (13..=31, 1..=12) => (Some(second), Some(first)),
            (1..=12, 1..=12) => (None, None),
            _ => return None,
        };
        let date = PartialDate { year: Some(year), month, day };
        Some(Read { first: i, last: i + 4, date, last_day: None, form: DateForm::Slashed })
    }

    fn roman(&self, i: usize, word: &str) -> Option<Read> {
        let day = small(word)?;
        let separated = self.is(i + 1, &[".", "/", "-"]) && self.is(i + 3, &[".", "/", "-"]);
        let (true, month) = (separated, roman_month(self.word(i + 2)?)?) else { return None };
        let year = four_digits(self.word(i + 4)?)?;
        let date = PartialDate { year: Some(year), month: Some(month), day: Some(day) };
        Some(Read { first: i, last: i + 4, date, last_day: None, form: DateForm::Roman })
    }

    /// `January 16`, `Jan. 16-18, 1967`, `1967. január 16`
    fn month_day(&self, i: usize, word: &str) -> Option<Read> {
        let (first, month) = self.month_before(i)?;
        let (day, glued_year) = match word.split_once(',') {
            Some((day, year)) => (day_number(day)?, Some(four_digits(year)?)),
            None => (day_number(word)?, None),
        };
        let (mut last, mut last_day) = self.last_day(i);
        if self.word(last + 1).is_some_and(|word| month_of(word).is_some()) {
            (last, last_day) = (i, None);
        }
        let mut year = glued_year;
        if year.is_none() {
            // The comma may be lost, and a full stop may stand for it.
            let at = last + 1 + usize::from(self.is(last + 1, &[",", "."]));
            if let Some(found) = self.word(at).and_then(four_digits) {
                (year, last) = (Some(found), at);
            }
        }
        let mut start = first;
        // Languages that put the year first write the month in lower case.
        if year.is_none() && first > 0 && self.word(first).is_some_and(|word| word.starts_with(char::is_lowercase)) {
            let at = first - 1 - usize::from(first > 1 && self.is(first - 1, &[".", ","]));
            if let Some(found) = self.word(at).and_then(four_digits) {
                (year, start) = (Some(found), at);
            }
        }
        // "May 45" is no day of May, "May 45, 1967" is a day misread.
        if day > 31 && (year.is_none() || last_day.is_some() || self.breaks_line(first, i)) {
            return None;
        }
        let date = PartialDate { year, month: Some(month), day: Some(day) };
        Some(Read { first: start, last, date, last_day, form: DateForm::MonthDay })
    }

    /// `16 January 1967`, `16th of January`, `16-18. Januar 1967`, `16 de enero de 1967`
    fn day_month(&self, i: usize, word: &str) -> Option<Read> {
        let day = day_number(word)?;
        let (end, last_day) = self.last_day(i);
        let mut at = end + 1;
        if self.is(at, &["."]) {
            at += 1;
        }
        if self.is(at, &["of", "de", "di"]) {
            at += 1;
        }
        let month = month_of(self.word(at)?)?;
        let mut last = at;
        let mut next = at + 1;
        if self.is(next, &[".", ",", "de", "of", "del"]) {
            next += 1;
        }
        let year = self.word(next).and_then(four_digits);
        if year.is_some() {
            last = next;
            if day > 31 && (last_day.is_some() || self.breaks_line(i, at)) {
                return None;
            }
        } else if self.word(at + 1).and_then(small).is_some_and(|year| year > 31) {
            // "1 Dec 74": of which century the text does not say.
            last = at + 1;
        } else if day > 31 || self.is_day_of_its_own(at + 1) {
            // "Article 12 January 5, 1967": the number belongs to what stands before it.
            return None;
        }
        let date = PartialDate { year, month: Some(month), day: Some(day) };
        Some(Read { first: i, last, date, last_day, form: DateForm::DayMonth })
    }

    fn breaks_line(&self, first: usize, last: usize) -> bool {
        let between = self.tokens[first].end as usize..self.tokens[last].start as usize;
        self.text[between].contains(['\n', '\r'])
    }

    fn is_day_of_its_own(&self, i: usize) -> bool {
        let is_day = self.word(i).and_then(day_number).is_some_and(|day| day <= 31);
        is_day && self.word(i + 1 + usize::from(self.is(i + 1, &[","]))).and_then(four_digits).is_some()
    }

    /// `January 1967`, `January, 1967`, `enero de 1967`
    fn month_year(&self, i: usize, word: &str) -> Option<Read> {
        let year = four_digits(word)?;
        let (first, month) = self.month_before(i).or_else(|| {
            let before = i.checked_sub(1)?;
            self.is(before, &[",", "of", "de", "del"]).then(|| self.month_before(before)).flatten()
        })?;
        let date = PartialDate { year: Some(year), month: Some(month), day: None };
        Some(Read { first, last: i, date, last_day: None, form: DateForm::MonthYear })
    }

    /// The month that ends just before token `i`, with the token it begins at.
    fn month_before(&self, i: usize) -> Option<(usize, u8)> {
        let mut at = i.checked_sub(1)?;
        if self.is(at, &["."]) {
            at = at.checked_sub(1)?;
        }
        Some((at, month_of(self.word(at)?)?))
    }

    /// The last day of `16-18` and its token; else the first day's token.
    fn last_day(&self, i: usize) -> (usize, Option<u8>) {
        if !self.is(i + 1, &["-", "–", "—", "and", "to", "/"]) {
            return (i, None);
        }
        match self.word(i + 2).and_then(day_number) {
            Some(day) if day <= 31 && !self.is(i + 3, &["/", ":"]) => (i + 2, Some(day)),
            _ => (i, None),
        }
    }

    /// The token at which a date begins that has a weekday before it.
    fn with_weekday(&self, first: usize) -> (usize, Option<Weekday>) {
        let mut at = first;
        for _ in 0..2 {
            match at.checked_sub(1) {
                Some(before) if self.is(before, &[",", "the", ".", "le", "den"]) => at = before,
                _ => break,
            }
        }
        match at.checked_sub(1).and_then(|at| Some((at, weekday(self.word(at)?)?))) {
            Some((at, day)) => (at, Some(day)),
            None => (first, None),
        }
    }
}

/// A number of one or two digits.
fn small(text: &str) -> Option<u8> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// A year.
fn four_digits(text: &str) -> Option<i16> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|year| YEARS.contains(year))
}

/// `16`, `16th`
fn day_number(text: &str) -> Option<u8> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ordinal = matches!(&text[digits..], "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "°");
    small(&text[..digits]).filter(|&day| ordinal && day > 0)
}

/// Whether the line holds little besides the date.
fn is_dateline(text: &str, date: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let from = date.start.saturating_sub(DATELINE_REACH);
    let until = (date.end + DATELINE_REACH).min(bytes.len());
    let is_line_end = |&byte: &u8| byte == b'\n' || byte == b'\r';
    let start = bytes[from..date.start].iter().rposition(is_line_end).map(|at| from + at + 1);
    let end = bytes[date.end..until].iter().position(is_line_end).map(|at| date.end + at);
    let start = start.or((from == 0).then_some(0));
    let end = end.or((until == bytes.len()).then_some(until));
    let (Some(start), Some(end)) = (start, end) else { return false };
    let (before, after) = (&text[start..date.start], &text[date.end..end]);
    let company = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count();
    company(before) + company(after) <= DATELINE_COMPANY && !before.trim_end().ends_with(['(', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn read(text: &str) -> Vec<(&str, String)> {
        dates(text, &tokens(text)).into_iter().map(|d| (&text[d.range], d.date.to_string())).collect()
    }

    #[track_caller]
    fn reads(text: &str, iso: &str) {
        let found = dates(text, &tokens(text));
        assert_eq!(found.iter().map(|d| d.date.to_string()).collect::<Vec<_>>(), [iso], "{text}");
    }

    #[test]
    fn dates_are_read_in_all_orders() {
        for written in [
            "January 16, 1967",
            "Jan. 16 1967",
            "16 January 1967",
            "the 16th of January, 1967",
            "16. Januar 1967",
            "16 janvier 1967",
            "16 de enero de 1967",
            "16 января 1967",
            "16 janar 1967",
            "1967. január 16",
            "1967-01-16",
            "16.1.1967",
            "16.01.1967",
            "16.I.1967",
            "16/1/1967",
            "1/16/1967",
            "JANUARY 16, 1967",
            "January 16,1967",
        ] {
            reads(written, "1967-01-16");
        }
    }

    #[test]
    fn what_is_not_said_stays_open() {
        reads("on January 16 the", "XXXX-01-16");
        reads("in January 1967", "1967-01");
        reads("3/4/1967", "1967");
        reads("since October, 1966.", "1966-10");
        reads("from 1 Dec 74 on", "XXXX-12-01");
    }

    #[test]
    fn days_that_cannot_be_are_read_as_written() {
        reads("November 31, 1961", "1961-11-31");
        reads("January 45, 1967", "1967-01-45");
    }

    #[test]
    fn several_dates_have_their_own_places() {
        assert_eq!(
            read("from March 3 to 5 April 1966 and August 12-14, 1966"),
            [
                ("March 3", "XXXX-03-03".to_owned()),
                ("5 April 1966", "1966-04-05".to_owned()),
                ("August 12-14, 1966", "1966-08-12".to_owned()),
            ]
        );
    }

    #[test]
    fn what_stands_on_the_line_before_is_not_the_day() {
        assert_eq!(read("FORM NO. 36\nFEB 1948"), [("FEB 1948", "1948-02".to_owned())]);
        let period = read("1 Dec 74 - 28 Feb 1975");
        assert_eq!(period, [("1 Dec 74", "XXXX-12-01".to_owned()), ("28 Feb 1975", "1975-02-28".to_owned())]);
    }

    #[test]
    fn numbers_that_are_no_dates() {
        for text in
            ["Nr. 3 (30), 1961, pp. 9-10", "may 5 of them march 3 abreast", "D 1, V. 1967", "10.5.2", "Order 1967"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_weekday_belongs_to_its_date() {
        let text = "On Monday, January 16, 1967, we";
        let found = dates(text, &tokens(text));
        assert_eq!(found[0].weekday, Some(Weekday::Monday));
        assert_eq!(&text[found[0].range.clone()], "Monday, January 16, 1967");
    }

    #[test]
    fn a_dateline_stands_nearly_alone() {
        for (text, alone) in [
            ("Tirana, January 16, 1967—6:41 p.m.", true),
            ("January 16, 1967 [Signed]\nMore of it follows here", true),
            ("The meeting that was held on January 16, 1967 ended late", false),
        ] {
            assert_eq!(dates(text, &tokens(text))[0].is_dateline, alone, "{text}");
        }
    }

    #[test]
    fn dates_are_compared_by_what_they_give() {
        let date = |iso| PartialDate::from_iso(iso).unwrap();
        assert!(date("1967-02").is_after(date("1967-01-16")));
        assert!(!date("1967").is_after(date("1967-01-16")));
        assert!(date("1968").is_after(date("1967-01-16")));
        assert!(date("1967-01-17").contradicts(date("1967-01-16")));
        assert!(!date("1967").contradicts(date("1967-01-16")));
        assert_eq!(PartialDate::from_iso("16 January"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "((January|May|16|1967|3rd|[,./ -]|of|Monday|\n|ë){1,3}){0,20}") {
            let mut at = 0;
            for date in dates(&text, &tokens(&text)) {
                proptest::prop_assert!(text.get(date.range.clone()).is_some());
                proptest::prop_assert!(date.range.start >= at || date.weekday.is_some());
                at = date.range.end;
            }
        }
    }
}
