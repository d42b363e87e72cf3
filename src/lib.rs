//! Lacuna reads transcriptions of archival documents as a documentary editor does.

pub mod text;
pub mod transcript;
