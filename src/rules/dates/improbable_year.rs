//! `dates/improbable-year`

use std::ops::Range;

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, FactKinds, Finding, Restoration, Severity};
use crate::transcript::{DateSource, Region};

declare_rule! {
    /// The year of a date does not fit the document, but would if two digits were exchanged or one was misread.
    ///
    /// Years suffer most where figures are worn: 1976 for 1967, 1861 for 1961.
    ///
    /// Compare the page. If the document says so, write `[sic]` after the year.
    ///
    /// ```finds
    /// January 16, 1967 Notes on a Visit
    ///
    /// Citation:
    ///
    /// Archive of the Harbour, 4
    ///
    /// The delegation arrived on November 26, ⸢1976⸣ and left soon after.
    /// → January 16, 1967 Notes on a Visit
    /// →
    /// → Citation:
    /// →
    /// → Archive of the Harbour, 4
    /// →
    /// → The delegation arrived on November 26, 1967 and left soon after.
    /// ```
    ///
    /// ```quiet
    /// January 16, 1967 Notes on a Visit
    ///
    /// Citation:
    ///
    /// Archive of the Harbour, 4
    ///
    /// The delegation arrived on November 26, 1966. An earlier one had come in May 1912.
    /// ```
    pub static IMPROBABLE_YEAR = {
        name: "dates/improbable-year",
        severity: Severity::Hint,
        precedence: 25,
        check: Check::Document(check),
    }
}

/// Years before and after a document of which it mostly speaks.
const NEAR: std::ops::RangeInclusive<i16> = -12..=1;
/// A year this far from all others of a document is not meant.
const FAR: i16 = 60;
/// Years that plans reach beyond a document.
const PLANS: i16 = 5;
/// Dates a document has at least whose usual years can be told from them.
const ENOUGH_DATES: usize = 6;

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let Some(usual) = usual_year(view) else { return };
    let is_improbable = |year: i16| (usual.is_given && year > usual.year + PLANS) || (year - usual.year).abs() >= FAR;
    let dated = view.blocks_with(FactKinds::DATES).map(|(_, block)| block);
    for block in dated.filter(|block| block.place.region == Region::Body) {
        for written in &block.report.facts.dates {
            let Some(year) = written.date.year.filter(|&year| is_improbable(year)) else { continue };
            if is_of_a_life(view, block.start, &block.in_file(&written.range)) {
                continue;
            }
            let meant = meant_years(year, usual.year);
            let range = block.in_file(&written.range);
            if let Some(place) = place_of_year(&view.text(range.clone()), year) {
                found.extend(finding(range.start + place.start..range.start + place.end, year, &meant));
            }
        }
    }
}

/// Bytes before a date in which it is said that somebody was born.
const NEARBY: usize = 100;

/// Whether somebody was born then.
fn is_of_a_life(view: &DocumentView, block_start: usize, date: &Range<usize>) -> bool {
    let near = view.source.boundary_before(date.start.saturating_sub(NEARBY)).max(block_start);
    let before = view.text(near..date.start);
    let mut words = before.split_whitespace().rev().take(6).map(|word| word.trim_matches(['(', ',', ':', '.']));
    words.any(|word| ["born", "birth", "b"].iter().any(|life| word.eq_ignore_ascii_case(life)))
}

/// The year that a document is about.
struct Usual {
    year: i16,
    /// Its header gives it; else it is the middle one of its dates.
    is_given: bool,
}

/// The year of the document, or the middle one of its dates if they lie close together.
fn usual_year(view: &DocumentView) -> Option<Usual> {
    let dated = view.header.date().filter(|date| date.source <= DateSource::Citation);
    if let Some(year) = dated.and_then(|date| date.date.year) {
        return Some(Usual { year, is_given: true });
    }
    let dates = view.blocks_with(FactKinds::DATES).flat_map(|(_, block)| &block.report.facts.dates);
    let mut years: Vec<i16> = dates.filter_map(|written| written.date.year).collect();
    if years.len() < ENOUGH_DATES {
        return None;
    }
    years.sort_unstable();
    let year = years[years.len() / 2];
    let near = years.iter().filter(|&&other| (other - year).abs() <= 10).count();
    (near * 10 >= years.len() * 8).then_some(Usual { year, is_given: false })
}

/// The years near the usual one that differ by an exchange of the last two digits or by one digit that
/// is easily misread; the nearest first, those after the document last.
fn meant_years(year: i16, usual: i16) -> Vec<i16> {
    let exchanged = i32::from(year / 100 * 100 + year % 10 * 10 + year / 10 % 10);
    let misread = [1, 10, 100, 1000].into_iter().flat_map(|unit| {
        let digit = year / unit % 10;
        look_alikes(digit).iter().map(move |other| i32::from(year) + i32::from(other - digit) * i32::from(unit))
    });
    let all = std::iter::once(exchanged).chain(misread).filter_map(|other| i16::try_from(other).ok());
    let mut near: Vec<i16> = all.filter(|&other| other != year && NEAR.contains(&(other - usual))).collect();
    near.sort_by_key(|&other| (other > usual, (usual - other).abs()));
    near.dedup();
    near
}

/// Figures that are taken for each other.
fn look_alikes(digit: i16) -> &'static [i16] {
    match digit {
        0 => &[6, 8, 9],
        1 => &[7, 4],
        3 => &[8, 5],
        4 => &[1, 9],
        5 => &[6, 3, 8],
        6 => &[0, 5, 8],
        7 => &[1],
        8 => &[3, 6, 9, 0],
        9 => &[0, 4, 8],
        _ => &[],
    }
}

fn place_of_year(date: &str, year: i16) -> Option<Range<usize>> {
    let digits = year.to_string();
    date.rfind(&digits).map(|at| at..at + digits.len())
}

fn finding(range: Range<usize>, year: i16, meant: &[i16]) -> Option<Finding> {
    let best = meant.first()?;
    let message = format!("{year} does not fit this document; was {best} meant? If the page says so, mark it [sic]");
    let readings = meant.iter().take(3).map(|year| Restoration::replace(range.clone(), year.to_string()));
    let readings: Vec<Restoration> = readings.map(|reading| reading.certainty(Certainty::Low)).collect();
    Some(Finding::new(&IMPROBABLE_YEAR, range, message).restorations(readings))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    const HEADER: &str = "January 16, 1967 Notes\n\nCitation:\n\nArchive, 4\n\n";

    #[test]
    fn proposes_the_year_that_fits() {
        for (read, meant) in [("1976", "1967"), ("1861", "1961"), ("1986", "1966")] {
            restores(
                &IMPROBABLE_YEAR,
                &format!("{HEADER}They met on 3 March ⸢{read}⸣ in town."),
                &format!("{HEADER}They met on 3 March {meant} in town."),
            );
        }
    }

    #[test]
    fn the_dates_of_a_document_tell_its_time() {
        let dates = "3 May 1961, 4 May 1961, 5 May 1961, 7 June 1962, 8 June 1962, 3 July 1962";
        restores(
            &IMPROBABLE_YEAR,
            &format!("They met on {dates} and 4 May ⸢1861⸣."),
            &format!("They met on {dates} and 4 May 1961."),
        );
    }

    #[test]
    fn keeps_quiet_at_years_that_may_be() {
        keeps_quiet(&IMPROBABLE_YEAR, &format!("{HEADER}They met on 3 March 1917 and will meet on 4 April 1970."));
        keeps_quiet(&IMPROBABLE_YEAR, &format!("{HEADER}They met on 3 March 1776 in town."));
        keeps_quiet(&IMPROBABLE_YEAR, &format!("{HEADER}Ann Exmouth was born at sea in March 1907."));
        keeps_quiet(&IMPROBABLE_YEAR, "They met on 3 May 1961, 4 May 1961 and 4 May 1861.");
    }
}
