//! The formats that are plain text with a grammar of their own. What their words and lines have in common is in `words.rs`.

mod adjacency_list;
mod adjacency_matrix;
mod carried;
mod cells;
mod dgs;
pub(super) mod direction;
mod dl;
mod dot;
mod edge_list;
mod entities;
mod gdf;
mod gml;
mod graph6;
mod leda;
mod lgl;
mod names;
mod ncol;
mod pajek;
mod python;
mod sides;
mod sif;
mod tgf;
mod tlp;
mod vna;
mod words;
#[cfg(test)]
mod written_tests;

use super::format::Entry;

pub(super) use adjacency_matrix::{is_labelled as is_labelled_matrix, read as read_matrix};
pub(super) use words::is_comment;

/// The formats of this folder, for the table of all formats.
pub(super) const FORMATS: &[Entry] = &[
    gml::FORMAT,
    dot::FORMAT,
    pajek::FORMAT,
    tgf::FORMAT,
    gdf::FORMAT,
    tlp::FORMAT,
    dgs::FORMAT,
    dl::FORMAT,
    vna::FORMAT,
    sif::FORMAT,
    ncol::FORMAT,
    lgl::FORMAT,
    leda::FORMAT,
    graph6::FORMAT,
    adjacency_list::FORMAT,
    adjacency_matrix::FORMAT,
    edge_list::FORMAT,
];
