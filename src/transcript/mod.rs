//! A file as read: its format, its blocks and their place in the document, its header.
//!
//! A document is first cut into [`Passage`]s, by what stands in each of them alone; [`place`] then
//! gives every passage its region and kind by what stands before it. So after an edit only the
//! passages around it are cut anew.

mod block;
mod calendar_words;
mod date;
mod format;
mod front_matter;
mod header;
mod markdown;
mod passage;
mod projection;

pub use block::{Kind, Layout, Place, Region, place};
pub use calendar_words::{month, month_name};
pub use date::{DateForm, PartialDate, WrittenDate, dates};
pub use format::Format;
pub use header::{DateSource, DocumentDate, FrontMatterField, Header, HeaderBlock, HeaderPart};
pub use passage::{LineEnds, Opening, Passage, Shape, label, passages_from};
pub use projection::{Projected, Projection, project};
