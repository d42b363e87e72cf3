//! Characters: decoding bytes, places in a text, edits, tokens and scripts.
//!
//! Inside the program the only unit of place is the byte offset in the decoded UTF-8 text. Lines
//! and columns exist at the border alone ([`LineIndex`] for reports, the server's own conversion
//! for editors).

mod characters;
mod decode;
mod edit;
mod file;
mod lines;
mod neighbours;
mod script;
mod source;
mod token;

pub use characters::{Characters, Class};
pub use decode::{Decoded, Encoding, NotText, Unwritable};
pub use edit::{Edit, EditConflict, apply_edits};
pub use file::{ReadError, WriteError, read_file, write_file};
pub use lines::{LineIndex, Lines, Position, lines};
pub use neighbours::{char_after, char_before, line_around, word_after, word_before};
pub use script::{Script, script_of, script_of_word};
pub use source::Source;
pub use token::{Token, TokenKind, tokens};
