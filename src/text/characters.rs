//! Which characters a stretch of text holds: one pass, so that a rule that cannot fire is not asked.

use std::ops::BitOr;

/// A class of characters outside ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Class {
    /// Latin letters beyond ASCII.
    Latin = 1,
    /// Cyrillic letters.
    Cyrillic = 1 << 1,
    /// Greek letters.
    Greek = 1 << 2,
    /// Letters and ideographs of any other script.
    OtherScript = 1 << 3,
    /// Combining marks.
    Combining = 1 << 4,
    /// Spaces other than the space bar's: no-break, thin, em, ideographic.
    OddSpace = 1 << 5,
    /// Characters without a picture: zero-width, direction marks, byte-order mark, soft hyphen.
    Invisible = 1 << 6,
    /// Dashes, minus, typographic hyphens.
    Dash = 1 << 7,
    /// Typographic quotation marks and stray accents used as such.
    Quote = 1 << 8,
    /// Geometric shapes, ballot boxes, bullets: what engines put where they could not read.
    Filler = 1 << 9,
    /// The private-use areas.
    PrivateUse = 1 << 10,
    /// U+FFFD.
    Replacement = 1 << 11,
    /// C1 controls and noncharacters.
    Control = 1 << 12,
    /// Presentation ligatures such as `ﬁ`, and `ĳ`.
    Ligature = 1 << 13,
    /// All the rest: signs, arrows, currency, superscripts, CJK punctuation.
    Sign = 1 << 14,
}

/// A set of characters: exactly for ASCII, by [`Class`] beyond it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    ascii: u128,
    classes: u32,
}

impl Characters {
    /// No character.
    pub const NONE: Characters = Characters { ascii: 0, classes: 0 };
    /// Every character there is.
    pub const ANY: Characters = Characters { ascii: u128::MAX, classes: u32::MAX };
    /// The digits 0 to 9.
    pub const DIGITS: Characters = Characters::ascii("0123456789");
    /// Every character outside ASCII.
    pub const BEYOND_ASCII: Characters = Characters { ascii: 0, classes: u32::MAX };

    /// The ASCII characters of `these`; others are left out.
    pub const fn ascii(these: &str) -> Characters {
        let bytes = these.as_bytes();
        let (mut ascii, mut i) = (0, 0);
        while i < bytes.len() {
            if bytes[i] < 128 {
                ascii |= 1 << bytes[i];
            }
            i += 1;
        }
        Characters { ascii, classes: 0 }
    }

    /// This set and a class.
    pub const fn and(self, class: Class) -> Characters {
        Characters { ascii: self.ascii, classes: self.classes | class as u32 }
    }

    /// This set and the classes of the characters of `these` that are not ASCII.
    #[must_use]
    pub fn and_all_beyond_ascii(mut self, these: &str) -> Characters {
        self.classes |= Characters::of(these).classes;
        self
    }

    /// The characters that occur in `text`.
    pub fn of(text: &str) -> Characters {
        // A mark for each byte that occurs; bits are made of them only once.
        let (mut seen, mut classes) = ([false; 128], 0);
        let (bytes, mut at) = (text.as_bytes(), 0);
        loop {
            for &byte in bytes[at..].iter().take_while(|byte| byte.is_ascii()) {
                seen[usize::from(byte & 127)] = true;
                at += 1;
            }
            let Some(c) = text[at..].chars().next() else { break };
            classes |= class_of(c) as u32;
            at += c.len_utf8();
        }
        let ascii = seen.iter().rev().fold(0, |bits, &seen| bits << 1 | u128::from(seen));
        Characters { ascii, classes }
    }

    /// Whether the two sets share a character.
    pub const fn meets(self, other: Characters) -> bool {
        self.ascii & other.ascii != 0 || self.classes & other.classes != 0
    }
}

impl BitOr for Characters {
    type Output = Characters;

    fn bitor(self, other: Characters) -> Characters {
        Characters { ascii: self.ascii | other.ascii, classes: self.classes | other.classes }
    }
}

impl Class {
    /// The class of a character outside ASCII; none for ASCII.
    pub fn of(c: char) -> Option<Class> {
        (!c.is_ascii()).then(|| class_of(c))
    }
}

/// The class of a character that is not ASCII.
fn class_of(c: char) -> Class {
    match c as u32 {
        0x80..=0x9F => Class::Control,
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000 => Class::OddSpace,
        0xAD | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF => {
            Class::Invisible
        }
        0xAB | 0xB4 | 0xBB | 0x2018..=0x201F | 0x2032..=0x2037 | 0x2039 | 0x203A | 0x300C..=0x300F => Class::Quote,
        0x2010..=0x2015 | 0x2212 | 0x2E3A | 0x2E3B | 0xFE58 | 0xFE63 | 0xFF0D => Class::Dash,
        0x132 | 0x133 | 0xFB00..=0xFB06 => Class::Ligature,
        0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x24F | 0x1E00..=0x1EFF | 0xAA | 0xBA => Class::Latin,
        0x300..=0x36F | 0x483..=0x489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F => {
            Class::Combining
        }
        0x370..=0x3FF | 0x1F00..=0x1FFF => Class::Greek,
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Class::Cyrillic,
        0x2022 | 0x25A0..=0x25FF | 0x2610..=0x2612 | 0x2B1A..=0x2B1C | 0x2588 | 0x2591..=0x2593 => Class::Filler,
        0xE000..=0xF8FF | 0xF0000..=0x10FFFF => Class::PrivateUse,
        0xFFFD => Class::Replacement,
        0xFDD0..=0xFDEF | 0xFFFE | 0xFFFF => Class::Control,
        _ if c.is_alphabetic() => Class::OtherScript,
        _ => Class::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_knows_what_it_holds() {
        let set = Characters::of("Koresë ☐ [1]");
        assert!(set.meets(Characters::ascii("[")));
        assert!(set.meets(Characters::NONE.and(Class::Filler)));
        assert!(!set.meets(Characters::NONE.and(Class::Cyrillic)));
        assert!(!set.meets(Characters::ascii("{}\\")));
    }
}
