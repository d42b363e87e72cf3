//! Dates as archives know them: EDTF (ISO 8601-2), levels 0 and 1 and the vagueness of level 2.
//!
//! A date is the span of days it may mean: `1967` is any day of that year, `196X` any of the decade,
//! `1941/1948` and `[1944, 1945]` what they say, `1941/..` has no known end. `~` and `?` widen the
//! span, so that a comparison is made only where the vagueness allows one.

use std::fmt;
use std::str::FromStr;

use crate::transcript::month_name;

/// One day. Months and days count from 1; year 0 is 1 BC, as in ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Astronomical year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// Before every day.
    pub const EARLIEST: Day = Day { year: i32::MIN, month: 1, day: 1 };
    /// After every day.
    pub const LATEST: Day = Day { year: i32::MAX, month: 12, day: 31 };

    /// A day by its numbers, if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        ((1..=12).contains(&month) && day >= 1 && day <= days_in(year, month)).then_some(Day { year, month, day })
    }

    fn shifted_months(self, months: i32) -> Day {
        if self == Day::EARLIEST || self == Day::LATEST {
            return self;
        }
        let count = i64::from(self.year) * 12 + i64::from(self.month) - 1 + i64::from(months);
        let year = i32::try_from(count.div_euclid(12)).unwrap_or(self.year);
        let month = u8::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
        Day { year, month, day: self.day.min(days_in(year, month)) }
    }
}

impl fmt::Display for Day {
    /// As a reader writes it: `16 January 1967`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.day, month_name(self.month), self.year)
    }
}

fn days_in(year: i32, month: u8) -> u8 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A date with its vagueness.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Date {
    source: Box<str>,
    first: Day,
    last: Day,
    approximate: bool,
}

/// Why a text is no EDTF date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not of a form the standard knows.
    #[error("“{0}” is not a date: write 1967, 1967-01, 1967-01-16, 196X, 1967~, 1967? or 1941/1948")]
    Form(String),
    /// Of the right form, but in no calendar.
    #[error("“{0}” is not in the calendar")]
    Calendar(String),
    /// An interval that ends before it begins.
    #[error("“{0}” ends before it begins")]
    Backwards(String),
}

impl Date {
    /// The earliest day the date may mean, vagueness included.
    pub fn first(&self) -> Day {
        self.first
    }

    /// The latest day the date may mean, vagueness included.
    pub fn last(&self) -> Day {
        self.last
    }

    /// The date as it was written.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether every day this may mean lies before every day `other` may mean.
    pub fn is_before(&self, other: &Date) -> bool {
        self.last < other.first
    }

    /// Whether every day this may mean lies after every day `other` may mean.
    pub fn is_after(&self, other: &Date) -> bool {
        other.is_before(self)
    }

    /// Whether both may mean one day.
    pub fn may_meet(&self, other: &Date) -> bool {
        !self.is_before(other) && !self.is_after(other)
    }

    /// The year, as life dates give it: `1912`, `c. 1912`, `1960s`.
    pub fn year(&self) -> String {
        let circa = if self.approximate { "c. " } else { "" };
        let plain = self.source.trim_end_matches(['?', '~', '%']);
        match plain.strip_suffix('X') {
            Some(decade) if decade.len() == 3 && decade.bytes().all(|b| b.is_ascii_digit()) => {
                format!("{circa}{decade}0s")
            }
            _ if self.last == Day::LATEST || self.first == Day::EARLIEST => plain.to_owned(),
            _ if self.approximate => format!("c. {}", middle_year(self.first, self.last)),
            _ if self.first.year == self.last.year => self.first.year.to_string(),
            _ => format!("{}/{}", self.first.year, self.last.year),
        }
    }

    /// The date of one day.
    pub fn of_day(day: Day) -> Date {
        let source = format!("{:04}-{:02}-{:02}", day.year, day.month, day.day).into_boxed_str();
        Date { source, first: day, last: day, approximate: false }
    }
}

fn middle_year(first: Day, last: Day) -> i32 {
    i32::midpoint(first.year, last.year)
}

impl fmt::Display for Date {
    /// As a reader writes it: `16 January 1967`, `January 1967`, `1967`; other forms as they stand.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.source.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if !plain || self.first.year < 1 {
            return f.write_str(&self.source);
        }
        match self.source.matches('-').count() {
            0 => write!(f, "{}", self.first.year),
            1 => write!(f, "{} {}", month_name(self.first.month), self.first.year),
            _ => self.first.fmt(f),
        }
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(source: &str) -> Result<Self, DateError> {
        let text = source.trim();
        let (span, approximate) = parse(text)?;
        Ok(Date { source: text.into(), first: span.0, last: span.1, approximate })
    }
}

type Span = (Day, Day);

fn parse(text: &str) -> Result<(Span, bool), DateError> {
    if let Some((from, to)) = text.split_once('/') {
        let ((first, _), vague_start) = end_of_interval(from, Day::EARLIEST, text)?;
        let ((_, last), vague_end) = end_of_interval(to, Day::LATEST, text)?;
        return if last < first {
            Err(DateError::Backwards(text.to_owned()))
        } else {
            Ok(((first, last), vague_start || vague_end))
        };
    }
    let set = text
        .strip_prefix('[')
        .and_then(|t| t.strip_suffix(']'))
        .or_else(|| text.strip_prefix('{').and_then(|t| t.strip_suffix('}')));
    match set {
        Some(members) => one_of(members, text),
        None => single(text, text),
    }
}

fn end_of_interval(text: &str, open: Day, whole: &str) -> Result<(Span, bool), DateError> {
    match text {
        "" | ".." => Ok(((open, open), false)),
        date => single(date, whole),
    }
}

/// `[1667, 1668]` and `[..1984-12]`: from the first day any member may mean to the last.
fn one_of(members: &str, whole: &str) -> Result<(Span, bool), DateError> {
    let mut span: Option<Span> = None;
    for member in members.split(',').map(str::trim) {
        let (from, to) = member.split_once("..").unwrap_or((member, member));
        let first = end_of_interval(from, Day::EARLIEST, whole)?.0.0;
        let last = end_of_interval(to, Day::LATEST, whole)?.0.1;
        span = Some(span.map_or((first, last), |(a, b)| (a.min(first), b.max(last))));
    }
    let span = span.ok_or_else(|| DateError::Form(whole.to_owned()))?;
    if span.1 < span.0 { Err(DateError::Backwards(whole.to_owned())) } else { Ok((span, false)) }
}

fn single(text: &str, whole: &str) -> Result<(Span, bool), DateError> {
    let form = || DateError::Form(whole.to_owned());
    let qualified = text.contains(['?', '~', '%']);
    let bare: String = text.chars().filter(|c| !matches!(c, '?' | '~' | '%')).collect();
    if !bare.is_ascii() {
        return Err(form());
    }
    // A time of day says nothing about the day.
    let bare = bare.split_once('T').map_or(bare.as_str(), |(day, _)| day);
    if let Some(year) = bare.strip_prefix('Y') {
        let year: i32 = year.parse().map_err(|_| form())?;
        return Ok(((Day { year, month: 1, day: 1 }, Day { year, month: 12, day: 31 }), qualified));
    }
    let (sign, digits) = bare.strip_prefix('-').map_or((1, bare), |digits| (-1, digits));
    let parts: Vec<&str> = digits.split('-').collect();
    let shape = parts.iter().map(|part| part.len()).collect::<Vec<_>>();
    if !matches!(shape.as_slice(), [4] | [4, 2] | [4, 2, 2]) {
        return Err(form());
    }
    let years = digits_span(parts[0]).ok_or_else(form)?;
    let years = if sign < 0 { (-years.1, -years.0) } else { years };
    let span = within_years(years, &parts[1..], whole)?;
    Ok((if qualified { widen(span, parts.len()) } else { span }, qualified))
}

/// The least and greatest number `19XX` may be.
fn digits_span(text: &str) -> Option<(i32, i32)> {
    let number = |filler: &str| text.replace('X', filler).parse::<i32>().ok();
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X').then(|| Some((number("0")?, number("9")?)))?
}

fn within_years(years: (i32, i32), rest: &[&str], whole: &str) -> Result<Span, DateError> {
    let calendar = || DateError::Calendar(whole.to_owned());
    let form = || DateError::Form(whole.to_owned());
    let number = |text: &str| -> Result<Option<u8>, DateError> {
        if text.contains('X') {
            digits_span(text).map(|_| None).ok_or_else(form)
        } else {
            text.parse().map(Some).map_err(|_| form())
        }
    };
    let month = rest.first().copied().map_or(Ok(None), number)?;
    let day = rest.get(1).copied().map_or(Ok(None), number)?;
    let (first_month, last_month) = match month {
        None => (1, 12),
        // Seasons of the northern hemisphere: spring 21 to winter 24.
        Some(season @ 21..=24) if rest.len() == 1 => season_months(season),
        Some(month @ 1..=12) => (month, month),
        Some(_) => return Err(calendar()),
    };
    let first = Day { year: years.0, month: first_month, day: day.unwrap_or(1) };
    let last = Day { year: years.1, month: last_month, day: day.unwrap_or_else(|| days_in(years.1, last_month)) };
    let real = |day: Day| Day::new(day.year, day.month, day.day);
    match (real(first), real(last)) {
        (Some(first), Some(last)) => Ok((first, last)),
        _ => Err(calendar()),
    }
}

fn season_months(season: u8) -> (u8, u8) {
    match season {
        21 => (3, 5),
        22 => (6, 8),
        23 => (9, 11),
        _ => (12, 12),
    }
}

/// A qualified date may be off by two years, three months or one month, as it names a year, month or day.
fn widen((first, last): Span, parts: usize) -> Span {
    let months = match parts {
        1 => 24,
        2 => 3,
        _ => 1,
    };
    (first.shifted_months(-months), last.shifted_months(months))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn span(text: &str) -> String {
        match text.parse::<Date>() {
            Ok(date) => {
                let end = |day: Day| match day {
                    Day::EARLIEST | Day::LATEST => "..".to_owned(),
                    Day { year, month, day } => format!("{year}-{month}-{day}"),
                };
                format!("{} {}", end(date.first()), end(date.last()))
            }
            Err(DateError::Form(_)) => "form".to_owned(),
            Err(DateError::Calendar(_)) => "calendar".to_owned(),
            Err(DateError::Backwards(_)) => "backwards".to_owned(),
        }
    }

    #[test]
    fn reads_the_levels() {
        for (text, days) in [
            ("1967-01-16", "1967-1-16 1967-1-16"),
            ("1967-02", "1967-2-1 1967-2-28"),
            ("1967", "1967-1-1 1967-12-31"),
            ("196X", "1960-1-1 1969-12-31"),
            ("19XX", "1900-1-1 1999-12-31"),
            ("1967-XX", "1967-1-1 1967-12-31"),
            ("1967-22", "1967-6-1 1967-8-31"),
            ("1967~", "1965-1-1 1969-12-31"),
            ("1967-01-16?", "1966-12-16 1967-2-16"),
            ("1941/1948", "1941-1-1 1948-12-31"),
            ("1941/..", "1941-1-1 .."),
            ("/1948-11", ".. 1948-11-30"),
            ("[1944, 1945-05]", "1944-1-1 1945-5-31"),
            ("[..1984]", ".. 1984-12-31"),
            ("-0044-03-15", "-44-3-15 -44-3-15"),
            ("Y17000", "17000-1-1 17000-12-31"),
            ("1967-01-16T12:00:00Z", "1967-1-16 1967-1-16"),
            ("1967-02-30", "calendar"),
            ("1967-13", "calendar"),
            ("1948/1941", "backwards"),
            ("16 January 1967", "form"),
            ("", "form"),
            ("١٩٦٧", "form"),
            ("9999999999", "form"),
            ("Y99999999999", "form"),
        ] {
            assert_eq!(span(text), days, "{text}");
        }
    }

    #[test]
    fn compares_only_where_vagueness_allows() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert!(date("1967").is_before(&date("1968-01-01")));
        assert!(!date("1967~").is_before(&date("1968")));
        assert!(!date("1941/..").is_before(&date("2000")));
        assert!(date("1967-03").may_meet(&date("1967")));
    }

    #[test]
    fn writes_for_readers() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(date("1967-01-16").to_string(), "16 January 1967");
        assert_eq!(date("1967-01").to_string(), "January 1967");
        assert_eq!(date("1912~").year(), "c. 1912");
        assert_eq!(date("196X").year(), "1960s");
        assert_eq!(date("1912-04-15").year(), "1912");
    }
}
