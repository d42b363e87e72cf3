//! What each byte of a text is, in a table: loops that see every byte look it up instead of asking in turn.

/// A small letter of ASCII.
pub const SMALL: u8 = 1;
/// A capital of ASCII.
pub const CAPITAL: u8 = 1 << 1;
/// A letter of ASCII.
pub const LETTER: u8 = SMALL | CAPITAL;
/// A digit of ASCII.
pub const DIGIT: u8 = 1 << 2;
/// An apostrophe of ASCII, or the grave accent that stands for one.
pub const APOSTROPHE: u8 = 1 << 3;
/// A part of a character beyond ASCII.
pub const BEYOND_ASCII: u8 = 1 << 4;

/// White space of ASCII.
pub const SPACE: u8 = 1 << 5;
/// Any other sign of ASCII.
pub const SIGN: u8 = 1 << 6;

static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0'..=b'9' => DIGIT,
            b'\'' | b'`' => APOSTROPHE,
            b' ' | b'\t'..=b'\r' => SPACE,
            128.. => BEYOND_ASCII,
            _ => SIGN,
        };
        byte += 1;
    }
    kinds
};

/// What the byte at `at` is; nothing past the end.
pub fn kind_at(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).map_or(0, |&byte| KINDS[usize::from(byte)])
}

/// Where the bytes of these kinds that begin at `start` end, and all the kinds that are among them.
pub fn run_of(bytes: &[u8], start: usize, kinds: u8) -> (usize, u8) {
    let (mut end, mut met) = (start, 0);
    while let Some(&byte) = bytes.get(end) {
        let kind = KINDS[usize::from(byte)];
        if kind & kinds == 0 {
            break;
        }
        met |= kind;
        end += 1;
    }
    (end, met)
}

/// The sixteen bytes from `start` on, the first of them the lowest; nothing past the end.
pub fn sixteen_at(bytes: &[u8], start: usize) -> u128 {
    let from = bytes.get(start..).unwrap_or_default();
    from.first_chunk().map_or_else(|| padded(from), |sixteen| u128::from_le_bytes(*sixteen))
}

/// Up to sixteen bytes and nothing after them, the first of them the lowest.
pub fn padded(bytes: &[u8]) -> u128 {
    bytes.iter().rev().fold(0, |padded, &byte| padded << 8 | u128::from(byte))
}

/// Each byte of sixteen has this value.
const fn each(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

/// How many of sixteen bytes, from the first on, are letters of ASCII: all are looked at together.
pub fn letters_of(sixteen: u128) -> usize {
    let low = (sixteen | each(0x20)) & each(0x7F);
    let (from_a, after_z) = (low + each(0x80 - b'a'), low + each(0x7F - b'z'));
    let others = !(from_a & !after_z & !sixteen) & each(0x80);
    others.trailing_zeros() as usize / 8
}

/// As many of sixteen bytes, at least one, and nothing after them.
pub fn first_of(sixteen: u128, count: usize) -> u128 {
    sixteen & (u128::MAX >> (128 - 8 * count))
}

/// Which of up to sixteen letters of ASCII, with nothing after them, are capitals: each by one bit of its byte, the first
/// the lowest.
pub fn capitals_of(padded: u128) -> u128 {
    // Every letter has the bit above the one by which capitals and small letters differ.
    padded >> 1 & !padded & each(0x20)
}

/// Pairs of letters of ASCII, of either case. To ask for one costs a look at a table, where most words begin or end with none.
pub struct LetterPairs([u32; 32]);

impl LetterPairs {
    /// These pairs.
    pub const fn of(pairs: &[&[u8; 2]]) -> Self {
        let mut seconds = [0; 32];
        let mut at = 0;
        while at < pairs.len() {
            let [first, second] = *pairs[at];
            seconds[Self::number(first)] |= 1 << Self::number(second);
            at += 1;
        }
        Self(seconds)
    }

    /// Whether this may be one of them. A sign may be taken for a letter.
    pub const fn may_hold(&self, [first, second]: [u8; 2]) -> bool {
        self.0[Self::number(first)] >> Self::number(second) & 1 != 0
    }

    /// The number of a letter, whatever its case.
    const fn number(letter: u8) -> usize {
        (letter & 31) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_letters_have_no_case() {
        const PAIRS: LetterPairs = LetterPairs::of(&[b"an", b"zz"]);
        let held: Vec<_> = ["an", "AN", "zZ", "na", "aa", "zn"]
            .map(|pair| PAIRS.may_hold([pair.as_bytes()[0], pair.as_bytes()[1]]))
            .into();
        assert_eq!(held, [true, true, true, false, false, false]);
    }

    #[test]
    fn letters_are_counted_together_as_one_by_one() {
        for byte in 0..=255 {
            let bytes = *b"anAbZzAxanAb\xFF0ab";
            for at in 0..16 {
                let mut bytes = bytes;
                bytes[at] = byte;
                assert_eq!(letters_of(sixteen_at(&bytes, 0)), run_of(&bytes, 0, LETTER).0, "{bytes:?}");
            }
        }
        assert_eq!(letters_of(u128::from_le_bytes(*b"abcdefghijklmnop")), 16);
        assert_eq!(sixteen_at(b"abc", 1), u128::from(b'b') | u128::from(b'c') << 8);
        assert_eq!(sixteen_at(b"abc", 9), 0);
    }

    #[test]
    fn a_run_ends_where_another_kind_begins() {
        assert_eq!(run_of(b"an Abc12' x", 3, LETTER | DIGIT), (8, LETTER | DIGIT));
        assert_eq!(run_of(b"an Abc12' x", 3, SMALL), (3, 0));
        assert_eq!(run_of(b"an", 0, LETTER), (2, SMALL));
        assert_eq!(kind_at(b"an'", 2), APOSTROPHE);
        assert_eq!(kind_at("ë".as_bytes(), 1), BEYOND_ASCII);
        assert_eq!(kind_at(b"", 0), 0);
    }
}
