//! What a damaged place most probably read.
//!
//! A noisy channel: a word was meant, the scanner and the engine spoilt it. Candidates come from walking the
//! lexicon with the mistakes OCR engines make ([`confusions`], [`candidates`]), never from plain edit
//! distance; they are ranked by the cost of the damage and by the words beside them.

mod beam;
pub mod calibration;
pub mod candidates;
mod coarse;
pub mod confusions;
mod evidence;
pub mod examiner;
mod glued;
mod harmless;
mod initials;
mod look_alikes;
mod neighbours;
mod numeral;
mod one_mistake;
pub mod opening;
mod place;
mod readings;
mod sign;
pub mod suspicion;
mod vocabulary;
mod weights;
mod words;
