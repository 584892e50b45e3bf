//! Clusters of DOT, as details of the actors in them, and what graph and clusters say about themselves, as facts.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::meaning::{Filler, Remark};
use super::plan::Pair;
use super::words::{self, Names};
use crate::model::{ActorIx, Value};

impl<'p> Filler<'_, 'p, '_> {
    /// The innermost cluster of each actor, as a detail.
    pub(super) fn clusters(&mut self, actors: &[ActorIx]) {
        let plan = self.plan;
        let count = plan.subgraphs.len();
        // The cluster that each subgraph is or stands in; the graph itself is none. Parents come before children.
        let mut cluster_of: Vec<Option<usize>> = vec![None; count];
        for place in 1..count {
            let subgraph = &plan.subgraphs[place];
            let is_cluster = subgraph.name.as_ref().is_some_and(|name| name.starts_with("cluster"))
                || self.last(&subgraph.own, "cluster") == Some("true");
            cluster_of[place] = if is_cluster { Some(place) } else { cluster_of[subgraph.parent as usize] };
            if !is_cluster && (subgraph.name.is_some() || !subgraph.own.is_empty()) {
                self.remarks.insert(Remark::Subgraphs);
            }
        }
        let is_within = |inner: usize, outer: usize| {
            let mut place = inner;
            while place != outer && place != 0 {
                place = plan.subgraphs[place].parent as usize;
            }
            place == outer
        };
        let mut of_node: Vec<Option<usize>> = vec![None; plan.nodes.len()];
        for (place, cluster) in cluster_of.iter().enumerate() {
            let Some(cluster) = *cluster else { continue };
            for node in &plan.subgraphs[place].nodes {
                let known = &mut of_node[*node as usize];
                match *known {
                    Some(other) if other == cluster || is_within(other, cluster) => {}
                    Some(other) if !is_within(cluster, other) => {
                        self.remarks.insert(Remark::SeveralClusters);
                    }
                    _ => *known = Some(cluster),
                }
            }
        }
        let names: Vec<Cow<'_, str>> = (0..count).map(|place| self.cluster_name(place)).collect();
        let mut field = None;
        for (node, cluster) in of_node.iter().enumerate() {
            let Some(cluster) = cluster.filter(|cluster| !names[*cluster].is_empty()) else { continue };
            let field = *field.get_or_insert_with(|| self.draft.actor_text_detail("cluster"));
            let name = Value::Text(names[cluster].clone().into_owned());
            self.draft.put_actor(actors[node], field, name, Some(plan.nodes[node].line));
            self.remarks.insert(Remark::Clusters);
        }
        let clusters: Map<String, Json> = (1..count)
            .filter(|place| cluster_of[*place] == Some(*place))
            .filter_map(|place| {
                let subgraph = &plan.subgraphs[place];
                let mut facts = self.facts(&subgraph.own);
                if let Some(parent) = cluster_of[subgraph.parent as usize] {
                    facts.insert("parent".to_owned(), Json::from(plan.subgraphs[parent].name.as_deref()?));
                }
                Some((subgraph.name.as_deref()?.to_owned(), Json::Object(facts)))
            })
            .collect();
        if !clusters.is_empty() {
            self.draft.keep_fact("clusters", Json::Object(clusters));
        }
    }

    /// The label of a cluster, or its name.
    pub(super) fn cluster_name(&self, place: usize) -> Cow<'p, str> {
        let plan = self.plan;
        let subgraph = &plan.subgraphs[place];
        let name = if place == 0 { &plan.name } else { subgraph.name.as_deref().unwrap_or_default() };
        let number = plan.name_number("label");
        let label = subgraph.own.iter().rev().find(|(name, _)| Some(*name) == number);
        match label.map(|(_, text)| &plan.texts[*text as usize]).filter(|text| !text.text.is_empty()) {
            Some(text) if text.is_markup => words::markup(&text.text).into(),
            Some(text) => words::label(&text.text, Names { graph: name, ..Names::default() }).into(),
            None if place == 0 => "".into(),
            None => name.into(),
        }
    }

    fn last(&self, own: &[Pair], name: &str) -> Option<&'p str> {
        let number = self.plan.name_number(name)?;
        let (_, text) = own.iter().rev().find(|(name, _)| *name == number)?;
        Some(&self.plan.texts[*text as usize].text)
    }

    pub(super) fn facts(&self, own: &[Pair]) -> Map<String, Json> {
        let mut facts = Map::new();
        for &(name, text) in own {
            let text = &self.plan.texts[text as usize].text;
            facts.insert(self.plan.names[name as usize].clone().into_owned(), Json::from(text.as_ref()));
        }
        facts
    }
}
