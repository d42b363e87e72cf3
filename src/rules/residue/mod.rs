//! What markup languages and vision models left behind.

use super::Rule;

mod damage_note;
mod engine_talk;
mod html_entity;
mod html_tag;
mod image_description;
mod latex;
mod loop_run;
mod markdown;
mod model_token;
mod page_tag;

pub use damage_note::{DAMAGE_NOTE, DamageFacts};
pub use engine_talk::ENGINE_TALK;
pub use html_entity::HTML_ENTITY;
pub use html_tag::HTML_TAG;
pub use image_description::IMAGE_DESCRIPTION;
pub use latex::LATEX;
pub use loop_run::LOOP;
pub use markdown::MARKDOWN;
pub use model_token::MODEL_TOKEN;
pub use page_tag::PAGE_TAG;

/// Characters of a model's remark after what it is known by, at most.
const LONGEST_REMARK: usize = 240;

/// The remark of a model that a line begins with, where its first `known` bytes give it away: the line to its end, if
/// that is not far.
fn remark(line: &str, known: usize) -> &str {
    let end = line[known..].char_indices().nth(LONGEST_REMARK).map_or(line.len(), |(at, _)| known + at);
    line[..end].trim_end()
}

/// The rules of this family.
pub const RULES: &[&Rule] = &[
    &DAMAGE_NOTE,
    &ENGINE_TALK,
    &HTML_ENTITY,
    &HTML_TAG,
    &IMAGE_DESCRIPTION,
    &LATEX,
    &LOOP,
    &MARKDOWN,
    &MODEL_TOKEN,
    &PAGE_TAG,
];
