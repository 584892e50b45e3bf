//! What a graph of actors is: plain data. No egui, no threads, no files, no clock.

mod axis;
mod builder;
mod cells;
mod columns;
mod evidence;
mod extras;
mod generate;
mod graph;
mod ix;
mod keys;
mod looks;
mod records;
mod report;
mod short;
mod topology;
mod view;
mod warning;
mod when;

pub use axis::{AxisScale, Marks, Stretch};
pub use builder::{ActorFields, DuplicateKey, GraphBuilder, LinkFields, graph_from_drawing};
pub use cells::Cells;
pub use columns::{Cell, Column, ColumnKind, Columns, DoesNotFit, Value};
pub use evidence::{Basis, Credibility, Evidence, Grade, Reliability, Stance};
pub use extras::Extras;
pub use generate::{Planted, planted};
pub use graph::{Graph, Incidence};
pub use ix::{ActorIx, DocumentIx, LinkIx, PassageIx};
pub use looks::{Colour, Looks};
pub use records::{Actor, Document, Link, Passage, TextRange};
pub use report::{About, LoadReport, NOTES_KEPT_PER_CODE, Note, Tally};
pub use short::Short;
pub use topology::Topology;
pub use view::{ActorSet, Camera, Filters, Point, Positions, View, Visibility};
pub use warning::Warning;
pub use when::{Day, When};
