//! `residue/model-token`

use std::sync::LazyLock;

use regex::Regex;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::Characters;

declare_rule! {
    /// A vision model's inner signs stand in the text: places on the page, beginnings and ends.
    ///
    /// Models mark what they read with signs such as `<|ref|>` and with the corners of the box in which
    /// they read it: `[120,44,873,91]`. A program that calls the model should take them away.
    ///
    /// Remove them; that changes no reading.
    ///
    /// ```finds
    /// ⸢<|ref|>⸣Minutes of the meeting⸢<|/ref|>⸣⸢<|det|>⸣⸢[[120, 44, 873, 91]]⸣⸢<|/det|>⸣
    /// → Minutes of the meeting
    /// ```
    ///
    /// ```quiet
    /// Volumes [12, 14, 15] and the file <1967>.
    /// ```
    pub static MODEL_TOKEN = {
        name: "residue/model-token",
        severity: Severity::Error,
        needs: Characters::ascii("<["),
        enters: crate::rules::Places::MARKS,
        precedence: 64,
        check: Check::Block(check),
    }
}

static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u)<\|/?[A-Za-z_][A-Za-z0-9_]{0,40}\|>",
        r"|</?(?:loc|bbox|box|quad|ref|point|coord|polygon)_?[0-9]{0,4}>",
        r"|</?(?:s_[a-z_]{1,20}|pad|unk|eos|bos|image_start|image_end|doctag|ocr|md)>",
        r"|\[\[?[0-9]{1,4}(?:\.[0-9]{1,6})?(?:, ?[0-9]{1,4}(?:\.[0-9]{1,6})?){3}\]?\]",
    ))
    .unwrap_or_else(|error| unreachable!("{error}"))
});

fn check(block: &BlockView, report: &mut BlockReport) {
    if memchr::memchr(b'<', block.text.as_bytes()).is_none() && !may_hold_box(&block.text) {
        return;
    }
    for found in TOKEN.find_iter(&block.text) {
        let sign = found.as_str();
        if sign.starts_with('[') && !is_box(sign) {
            continue;
        }
        let message =
            format!("“{sign}” is a vision model's inner sign, which did not stand in the document; remove it");
        let gone = Restoration::remove(block.with_surroundings(&found.range())).safe();
        report.add(Finding::new(&MODEL_TOKEN, found.range(), message).restoration(gone));
    }
}

fn may_hold_box(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'[', bytes).any(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
}

/// Four numbers are the corners of a box if the second two lie right of and below the first two.
fn is_box(sign: &str) -> bool {
    let numbers: Vec<f64> = sign.split(['[', ']', ',', ' ']).filter_map(|number| number.parse().ok()).collect();
    matches!(numbers[..], [left, top, right, bottom] if left < right && top < bottom && right > 60.0)
        || numbers.iter().all(|&number| number <= 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn signs_and_corners_go() {
        restores(&MODEL_TOKEN, "⸢<loc_33>⸣⸢<loc_120>⸣The Plenum", "The Plenum");
        restores(&MODEL_TOKEN, "The Plenum ⸢[104,212,640,231]⸣", "The Plenum");
        restores(&MODEL_TOKEN, "The Plenum⸢<|endoftext|>⸣", "The Plenum");
    }

    #[test]
    fn keeps_quiet_at_numbers_in_brackets() {
        keeps_quiet(&MODEL_TOKEN, "see [1, 2, 3, 4] and [15, 12, 9, 3], <ref n=\"1\">");
    }
}
