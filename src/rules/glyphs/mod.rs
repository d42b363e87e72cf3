//! Characters that never stood in the document.

mod filler_run;

pub use filler_run::FILLER_RUN;
