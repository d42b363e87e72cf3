//! One finding a place: where several rules see the same damage, the most telling one speaks.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::rules::{Finding, Severity};

/// What decides between findings of one place.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub range: Range<usize>,
    pub precedence: u8,
    pub severity: Severity,
}

impl Claim {
    pub fn of(finding: &Finding, shift: usize) -> Claim {
        Claim {
            range: finding.range.start + shift..finding.range.end + shift,
            precedence: finding.rule.precedence,
            severity: finding.severity,
        }
    }
}

impl Claim {
    /// An insertion claims the character after it.
    fn end(&self) -> usize {
        self.range.end.max(self.range.start + 1)
    }
}

/// The indices of the claims that may speak, in the order of their places.
pub(super) fn winners(claims: &[Claim]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&i| (claims[i].range.start, claims[i].range.end));
    let mut reach = 0;
    // Of a long document thousands of claims are made at every keystroke, and next to none is contested.
    let contests = order.chunk_by(|&one, &next| {
        reach = reach.max(claims[one].end());
        claims[next].range.start < reach
    });
    let mut won = Vec::with_capacity(claims.len());
    for contest in contests {
        match contest {
            [uncontested] => won.push(*uncontested),
            _ => won.extend(decide(claims, contest)),
        }
    }
    won
}

/// The winners of claims that overlap.
fn decide(claims: &[Claim], contest: &[usize]) -> Vec<usize> {
    let mut order = contest.to_vec();
    order.sort_by_key(|&i| {
        let claim = &claims[i];
        (Reverse(claim.precedence), Reverse(claim.severity), Reverse(claim.range.len()), claim.range.start, i)
    });
    // The places taken so far: beginning and end. They do not overlap, so one look to the left and
    // one to the right decides.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut won: Vec<usize> = order.into_iter().filter(|&i| take(&mut taken, &claims[i])).collect();
    won.sort_by_key(|&i| (claims[i].range.start, claims[i].range.end));
    won
}

fn take(taken: &mut BTreeMap<usize, usize>, claim: &Claim) -> bool {
    let (start, end) = (claim.range.start, claim.end());
    let free = taken.range(..end).next_back().is_none_or(|(_, &other_end)| other_end <= start);
    if free {
        taken.insert(start, end);
    }
    free
}

/// Leaves the findings that may speak, in the order of their places.
pub(super) fn settle(findings: &mut Vec<Finding>) {
    if findings.len() < 2 {
        return;
    }
    let claims: Vec<Claim> = findings.iter().map(|finding| Claim::of(finding, 0)).collect();
    let mut all: Vec<Option<Finding>> = std::mem::take(findings).into_iter().map(Some).collect();
    findings.extend(winners(&claims).into_iter().filter_map(|i| all[i].take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(range: Range<usize>, precedence: u8) -> Claim {
        Claim { range, precedence, severity: Severity::Warning }
    }

    #[test]
    fn the_most_telling_speaks() {
        let claims = [claim(0..3, 10), claim(2..8, 90), claim(8..9, 10), claim(4..5, 50)];
        assert_eq!(winners(&claims), [1, 2]);
    }

    #[test]
    fn of_equals_the_longer_speaks() {
        assert_eq!(winners(&[claim(2..4, 50), claim(0..6, 50)]), [1]);
    }

    #[test]
    fn two_insertions_at_one_place_are_one_finding() {
        assert_eq!(winners(&[claim(4..4, 50), claim(4..4, 50), claim(5..5, 50)]), [0, 2]);
    }
}
