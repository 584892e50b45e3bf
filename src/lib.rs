//! Linklore: who is linked to whom, and where it is written. The rooms are described in `ARCHITECTURE.md`.

pub mod analysis;
pub mod app;
pub mod canvas;
pub mod cli;
pub mod export;
pub mod io;
pub mod jobs;
pub mod layout;
pub mod model;
pub mod panels;
pub mod query;
pub mod scene;
pub mod text;
pub mod workspace;
