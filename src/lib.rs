//! Lacuna reads transcriptions of archival documents as a documentary editor does: it marks what
//! the scanner, the OCR engine, the vision model or the typist left behind, and proposes what a
//! damaged passage most probably read. The editor decides; nothing of the source is lost.
//!
//! # The house
//!
//! Rooms stand on floors; a room uses only rooms below it.
//!
//! - [`text`]: characters. Decoding bytes, lines, edits, tokens, scripts, atomic files.
//! - [`convention`]: editorial conventions as data: how marks are written and read.
//! - [`transcript`]: a file as read. Its format, its passages and their place in the document.
//! - [`lexicon`]: known words, their frequencies and neighbours.
//! - [`authority`]: records of people and bodies; one reader a format.
//! - [`names`]: mentions, matching, the collection's index, the date-aware gloss.
//! - [`conjecture`]: candidate readings for a damaged word, ranked.
//! - [`rules`]: one file a rule, one folder a family; what rules see and say.
//! - [`lint`]: the engine. Blocks, then the document; one finding a place.
//! - [`collection`]: `lacuna.toml`, and the files under it.
//! - [`report`]: one file an output format.
//! - `cli`: one file a command.
//! - `server`: the language server, the only room that knows its protocol.
//!
//! # How text flows
//!
//! Bytes become a text; a text is cut into passages, each a maximal run of non-blank lines; each
//! passage gets its place (region, kind, layout) by what stands before it, and is then a block. The
//! rules of block scope look at a block alone, so its report depends on its own text, its place and
//! the shared [`rules::Context`], and an edit re-reads one block. What a block cannot decide it hands up
//! as [`rules::Facts`]; the rules of document scope fold them after each edit.
//!
//! # Laws
//!
//! 1. Inside, the only unit of place is the byte offset in the decoded UTF-8 text.
//! 2. Rules see text, never markup and never files: [`transcript::Projection`] is the way back.
//! 3. One engine: after any series of edits the findings equal those of a fresh check.
//! 4. A rule's doc comment is the product: hover, `lacuna explain`, the book and SARIF show it, and
//!    its examples are run as tests.
//! 5. No configuration, authority or transcription file can make the program panic, hang, run
//!    another program or write outside the collection.

pub mod authority;
#[cfg(feature = "cli")]
pub mod cli;
pub mod collection;
pub mod conjecture;
pub mod convention;
pub mod lexicon;
pub mod lint;
pub mod names;
pub mod report;
pub mod rules;
#[cfg(feature = "server")]
pub mod server;
pub mod text;
pub mod transcript;
