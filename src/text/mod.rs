//! Reading: texts made comparable, ordered, searched; what is written about actors and links. No files, no window.

mod account;
pub mod alike;
mod bidi;
mod check;
mod controls;
mod copies;
mod dossier;
mod find;
mod fold;
pub mod fonts;
mod grounds;
mod mentions;
mod passage_text;
mod phrases;
mod places;
mod resolve;
mod shared;
mod stretches;
mod weak;

pub use account::{Markup, account};
pub use bidi::{Paragraph, Run, is_plain_ltr, is_rtl_paragraph, shaped, visual_runs};
pub use check::{Finding, FindingCode, Severity, check};
pub use controls::{Shown, visible_controls};
pub use copies::Copies;
pub use dossier::{
    ActorDossier, Between, Claim, LinkDirection, LinkDossier, LinkGroup, LinkLine, Subject, Testimony, actor_dossier,
    between, link_dossier,
};
pub use find::{
    Closeness, Excerpt, Field, FindIndex, FindLimits, FindResults, Found, Hit, Match, Place, Record, excerpt,
    field_text,
};
pub use fold::{FoldedText, fold};
pub use grounds::{Borne, Grounds, Reprint};
pub use mentions::{Mention, Mentions};
pub use passage_text::{Mark, Marker, PassageText, Role};
pub use phrases::{actor_words, evidence_words, link_words, passage_words};
pub use places::{bytes_in_text, document_passages, marked_passages, passage_bytes, sort_in_reading_order};
pub use resolve::{Candidate, Unresolved, resolve_actor, resolve_document};
pub use shared::{AmongMany, CommonNeighbour, Shared, shared};
pub use stretches::{end_of_next_word, end_of_previous_word, next_sentence, previous_sentence, sentence_at, word_at};
pub use weak::{WeakSpot, WeakSpots};
