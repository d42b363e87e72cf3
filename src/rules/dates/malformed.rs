//! `dates/malformed`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration};
use crate::text::{Characters, Token, TokenKind};
use crate::transcript::{DateForm, WrittenDate, month};

declare_rule! {
    /// A date lost or gained a space, or its comma became a full stop.
    ///
    /// Engines close up narrow spaces after commas (`Oct. 8,2023`), break worn or spaced type
    /// (`1 966`, `Nov ember`) and take a comma for a full stop.
    ///
    /// Restore the usual form; the reading does not change.
    ///
    /// ```finds
    /// The note of ⸢October 8,1966⸣ was answered on 4 ⸢Nov ember⸣ 1966.
    /// → The note of October 8, 1966 was answered on 4 November 1966.
    /// ```
    ///
    /// ```quiet
    /// The note of October 8, 1966 was answered by 1,966 letters in No. 8,1966.
    /// ```
    pub static MALFORMED = {
        name: "dates/malformed",
        needs: Characters::DIGITS,
        precedence: 60,
        check: Check::Block(check),
    }
}

/// Letters of the shortest month that is worth putting together.
const SHORTEST_BROKEN_MONTH: usize = 5;

fn check(block: &BlockView, report: &mut BlockReport) {
    for written in block.dates() {
        if written.form == DateForm::MonthDay {
            comma(block, written, report);
        }
        broken_year(block, written, report);
    }
    for (i, token) in block.tokens().iter().enumerate() {
        if matches!(token.kind, TokenKind::Number | TokenKind::Mixed) {
            broken_month(block, i, report);
        }
    }
}

/// `October 8,1966` and `October 8. 1966`
fn comma(block: &BlockView, written: &WrittenDate, report: &mut BlockReport) {
    let text = &block.text[written.range.clone()];
    let Some(year) = text.len().checked_sub(4).filter(|_| written.date.year.is_some()) else { return };
    let before = &text[..year];
    let at = written.range.start;
    if before.ends_with(',') {
        let message = "the space between day and year is lost";
        let space = Restoration::regularize(at + year..at + year, " ").titled("put the space back").safe();
        report.add(Finding::new(&MALFORMED, written.range.clone(), message).restoration(space));
    } else if let Some(day) =
        before.trim_end().strip_suffix('.').filter(|day| day.ends_with(|c: char| c.is_ascii_digit()))
    {
        let stop = at + day.len()..at + day.len() + 1;
        let message = "a full stop stands between day and year where a comma was probably meant";
        report
            .add(Finding::new(&MALFORMED, written.range.clone(), message).restoration(Restoration::replace(stop, ",")));
    }
}

/// `16 January 19 67` and `January 16, 1 967`: a date without year before two numbers that make one.
fn broken_year(block: &BlockView, written: &WrittenDate, report: &mut BlockReport) {
    if written.date.year.is_some() || written.date.day.is_none() {
        return;
    }
    let tokens = block.tokens();
    let mut after = tokens.partition_point(|token| (token.start as usize) < written.range.end);
    let is = |i: usize, sign: &str| tokens.get(i).is_some_and(|token| token.text(&block.text) == sign);
    let comma = is(after, ",");
    after += usize::from(comma);
    // "May 1 966" may as well be a day and a count.
    if written.form == DateForm::MonthDay && !comma {
        return;
    }
    let Some([head, tail]) = tokens.get(after..after + 2) else { return };
    let (range, gap) = (head.start as usize..tail.end as usize, head.end as usize..tail.start as usize);
    if block.text[gap.clone()] == *" " && is_year(head.text(&block.text), tail.text(&block.text)) {
        let message = "the year of this date is broken in two";
        report.add(Finding::new(&MALFORMED, range, message).restoration(close_up(gap)));
    }
}

fn is_year(head: &str, tail: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (digits(head) && digits(tail) && head.len() + tail.len() == 4)
        && (head.starts_with('1') || head.starts_with("20"))
        && matches!(
            (head.len(), head, tail.as_bytes()[0]),
            (1, _, b'5'..=b'9') | (2, "16" | "17" | "18" | "19" | "20", _) | (3, ..)
        )
}

/// `7 Nov ember` and `Nov ember 7`: two words beside a number that make a month.
fn broken_month(block: &BlockView, number: usize, report: &mut BlockReport) {
    let tokens = block.tokens();
    let before = number.checked_sub(2).and_then(|i| tokens.get(i..i + 2));
    let after = tokens.get(number + 1..number + 3);
    for pair in [before, after].into_iter().flatten() {
        if let Some((range, gap)) = month_in_two(block, pair)
            && report.findings.last().is_none_or(|last| last.range != range)
        {
            let message = "the name of this month is broken in two";
            report.add(Finding::new(&MALFORMED, range, message).restoration(close_up(gap)));
        }
    }
}

fn month_in_two(block: &BlockView, pair: &[Token]) -> Option<(Range<usize>, Range<usize>)> {
    let [head, tail] = pair else { return None };
    let words = head.kind == TokenKind::Word && tail.kind == TokenKind::Word;
    let length = (tail.end - head.start) as usize;
    let (range, gap) = (head.start as usize..tail.end as usize, head.end as usize..tail.start as usize);
    if !words || !(SHORTEST_BROKEN_MONTH..=16).contains(&length) || block.text[gap.clone()] != *" " {
        return None;
    }
    let joined = format!("{}{}", head.text(&block.text), tail.text(&block.text));
    // "Jan uary", not "Mar y" or a month with a word after it.
    let full =
        joined.len() >= SHORTEST_BROKEN_MONTH && month(&joined).is_some() && month(tail.text(&block.text)).is_none();
    full.then_some((range, gap))
}

fn close_up(gap: Range<usize>) -> Restoration {
    Restoration::regularize(gap, "").titled("close it up")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn puts_spaces_and_commas_back() {
        restores(&MALFORMED, "on ⸢Oct. 8,1966⸣ we", "on Oct. 8, 1966 we");
        restores(&MALFORMED, "on ⸢January 16. 1967⸣ we", "on January 16, 1967 we");
    }

    #[test]
    fn puts_broken_years_and_months_together() {
        restores(&MALFORMED, "on 16 January ⸢19 67⸣ we", "on 16 January 1967 we");
        restores(&MALFORMED, "on January 16, ⸢1 967⸣ we", "on January 16, 1967 we");
        restores(&MALFORMED, "on ⸢Janu ary⸣ 16 we", "on January 16 we");
    }

    #[test]
    fn keeps_quiet_at_dates_in_order() {
        keeps_quiet(&MALFORMED, "January 16, 1967. Jan. 16, 1967. 16 January 1967. January 1967. 16. Januar 1967");
    }

    #[test]
    fn keeps_quiet_at_counts_and_names() {
        keeps_quiet(&MALFORMED, "On May 1 966 people came, on 16 January 12 30 men more, and Mar y 5; Mr. June Ann 7.");
    }
}
