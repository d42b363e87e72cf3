//! A storm of edits, the same in every run: what a client with an unsteady hand sends.

/// Pieces of transcriptions and of their debris: astral characters, combining marks, every line end.
const PIECES: [&str; 22] = [
    "The Plenum ",
    "☐☐☐ ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{C}",
    "[sic] ",
    "[illegible",
    "] ",
    "(ALP) ",
    "“quoted ",
    "Kim II Sung ",
    "ПП\n",
    "ë😀",
    "e\u{301}",
    "\u{200B}",
    "May1 ",
    "Citation:\n",
    "<b>",
    ", as",
    ". ",
];

/// How wide a piece of a line is, in the units of an encoding.
pub type Width = fn(&str) -> usize;

/// A text under a storm.
pub struct Storm {
    /// The text as the client has it now.
    pub text: String,
    /// Beyond this length the storm takes away more than it brings.
    long: usize,
    numbers: u64,
}

/// One edit, as the protocol tells it. Places are lines and columns.
pub struct Change {
    /// Where the text that goes begins.
    pub start: (u32, u32),
    /// Where it ends.
    pub end: (u32, u32),
    /// What stands there now.
    pub new: &'static str,
}

impl Storm {
    /// A storm over a text that it keeps about so long, in bytes.
    pub fn over(long: usize) -> Storm {
        Storm { text: PIECES.concat(), long, numbers: 1967 }
    }

    /// The next number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.numbers = self.numbers.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.numbers >> 33) as usize % limit.max(1)
    }

    /// Edits the text. Columns count in the units of `width`.
    pub fn edit(&mut self, width: Width) -> Change {
        let any = self.below(self.text.len() + 1);
        let start = self.boundary(any);
        // Mostly a few characters, at times several blocks.
        let reach = if self.below(50) == 0 { 600 } else { 8 };
        let end = start + self.below(reach);
        let end = self.boundary(end.min(self.text.len())).max(start);
        let new = if self.text.len() < self.long { PIECES[self.below(PIECES.len())] } else { "" };
        let change = Change { start: self.place(start, width), end: self.place(end, width), new };
        self.text.replace_range(start..end, new);
        change
    }

    /// A place where a client can put its cursor: in no character, and not between CR and LF.
    fn boundary(&self, mut at: usize) -> usize {
        let text = &self.text;
        while !text.is_char_boundary(at) || (text[..at].ends_with('\r') && text[at..].starts_with('\n')) {
            at -= 1;
        }
        at
    }

    /// Line and column as a client finds them that holds its text as characters: lines end at LF, CRLF and CR.
    fn place(&self, offset: usize, width: Width) -> (u32, u32) {
        let bytes = self.text.as_bytes();
        let is_end = |&at: &usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        let ends: Vec<usize> = (0..offset).filter(is_end).collect();
        let line = &self.text[ends.last().map_or(0, |at| at + 1)..offset];
        (u32::try_from(ends.len()).unwrap(), u32::try_from(width(line)).unwrap())
    }
}
