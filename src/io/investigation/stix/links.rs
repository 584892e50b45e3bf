//! Links in the order in which they are written, where one sighting in several places is one object.

use super::ids::prefix_of;
use super::plan::Plan;
use super::read_links::{REPORTED_BY, SIGHTED_BY};
use crate::io::carry::json_of_evidence;
use crate::model::{Graph, LinkIx, Value};

/// Links that become one object.
pub enum Run {
    /// A relationship.
    Relationship(LinkIx),
    /// A sighting where the targets of these links are; with `is_placed` off, only whose it is.
    Sighting {
        /// The first, which has the id, and those that follow it.
        links: Vec<LinkIx>,
        /// Whether it is told where.
        is_placed: bool,
    },
}

/// Goes over the links of a graph that are no references.
pub struct Links<'g> {
    graph: &'g Graph,
    plan: &'g Plan,
    next: usize,
}

impl<'g> Links<'g> {
    pub fn new(graph: &'g Graph, plan: &'g Plan) -> Self {
        Self { graph, plan, next: 0 }
    }

    /// The next links that become one object.
    pub fn next_run(&mut self) -> Option<Run> {
        let Self { graph, plan, .. } = *self;
        while self.next < graph.link_count() && plan.references.has(LinkIx::new(self.next)) {
            self.next += 1;
        }
        if self.next >= graph.link_count() {
            return None;
        }
        let first = LinkIx::new(self.next);
        self.next += 1;
        let is_sighting = |kind: &str, link: LinkIx| {
            let record = graph.link(link);
            record.kind == kind && record.directed && record.weight.is_none() && record.extras.is_empty()
        };
        if prefix_of(&graph.link(first).key) != Some("sighting") {
            return Some(Run::Relationship(first));
        }
        if is_sighting(REPORTED_BY, first) && self.is_by_target(first) {
            return Some(Run::Sighting { links: vec![first], is_placed: false });
        }
        if !is_sighting(SIGHTED_BY, first) || !self.is_place(first) {
            return Some(Run::Relationship(first));
        }
        let mut links = vec![first];
        while self.next < graph.link_count() {
            let link = LinkIx::new(self.next);
            let is_made = graph.link(link).key == format!("l{}", self.next + 1);
            if !is_made || !is_sighting(SIGHTED_BY, link) || !self.is_place(link) || !self.is_same(first, link) {
                break;
            }
            links.push(link);
            self.next += 1;
        }
        Some(Run::Sighting { links, is_placed: true })
    }

    /// STIX knows identities and locations as places of sightings.
    fn is_place(&self, link: LinkIx) -> bool {
        matches!(self.plan.type_of(self.graph.ends(link).1), "identity" | "location")
    }

    fn is_by_target(&self, link: LinkIx) -> bool {
        let target = &self.graph.actor(self.graph.ends(link).1).key;
        let by = self.graph.link_columns().by_name("created_by_ref").and_then(|column| column.get(link.get()));
        self.plan.type_of(self.graph.ends(link).1) == "identity" && by == Some(Value::Text(target.to_string()))
    }

    /// Whether two links say the same of the same actor.
    fn is_same(&self, one: LinkIx, other: LinkIx) -> bool {
        let Self { graph, .. } = self;
        let evidence = |link: LinkIx| {
            let mut said = json_of_evidence(graph, &graph.link(link).evidence);
            for piece in said.as_array_mut().into_iter().flatten() {
                if let Some(passage) = piece.get_mut("passage").and_then(serde_json::Value::as_object_mut) {
                    passage.shift_remove("id");
                }
            }
            said
        };
        let (first, second) = (graph.link(one), graph.link(other));
        graph.ends(one).0 == graph.ends(other).0
            && first.when == second.when
            && first.note == second.note
            && graph.link_columns().row(one.get()).eq(graph.link_columns().row(other.get()))
            && evidence(one) == evidence(other)
    }
}
