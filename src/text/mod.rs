//! Characters: decoding bytes, places in a text, edits, tokens and scripts.
//!
//! Inside the program the only unit of place is the byte offset in the decoded UTF-8 text. Lines
//! and columns exist at the border alone ([`LineIndex`] for reports, the server's own conversion
//! for editors).

pub(crate) mod bytes;
mod case;
mod characters;
mod decode;
mod edit;
mod file;
mod language;
mod lines;
mod neighbours;
mod number;
mod script;
mod source;
mod token;

pub use case::in_case_of;
pub use characters::{Characters, Class};
pub use decode::{Decoded, Encoding, NotText, Unwritable};
pub use edit::{Edit, EditConflict, apply_edits};
pub use file::{ReadError, WriteError, read_file, write_file};
pub use language::Language;
pub use lines::{LineIndex, Lines, Position, Spot, lines};
pub use neighbours::{Rest, char_after, char_before, line_around, rest_in_next_line, word_after, word_before};
pub use number::{counted, thousands};
pub use script::{Script, script_of, script_of_word};
pub use source::Source;
pub use token::{Token, TokenKind, tokens};
