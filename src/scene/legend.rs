//! What the legend says: the types of actors and the standings of links that are shown, with their looks and counts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::styling::{Key, Styled};
use super::{ActorLook, LinkLook, MarkCounts, Rgba, SceneActor, SceneLink, Shape, Standing, Theme, given};
use crate::model::{Graph, View};

/// What is shown, and how it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// Types of actors, the most frequent first, then by name.
    pub actors: Vec<ActorEntry>,
    /// Standings of links, the firmest first, unsourced last.
    pub links: Vec<LinkEntry>,
    /// Number of links that at least one passage contradicts; they are drawn in the warning colour.
    pub contradicted: usize,
    /// Whether the file says how large at least one of the actors is.
    pub sizes_from_file: bool,
    /// What the rules of the view mean, actors first.
    pub keys: Vec<Key>,
    /// How many have a mark, where marks are drawn: then colours tell those, and not types.
    pub marks: Option<MarkCounts>,
}

/// A type of actors.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorEntry {
    /// The type as the file has it; may be empty.
    pub kind: String,
    /// Its look: the colour is the one that all of them have, be it from the file or the type's own. Where the file gives
    /// them different colours, or a rule decides them, it is that of the ground of the legend, so that the shape is hollow. Where a
    /// rule decides shapes it is a circle.
    pub look: ActorLook,
    /// Whether the file gives them different colours.
    pub colours_vary: bool,
    /// Number of actors shown.
    pub count: usize,
}

impl ActorEntry {
    /// The words for the type: `no type` where there is none.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.kind.trim().is_empty() { "no type" } else { &self.kind }
    }
}

/// A standing of links.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkEntry {
    /// What they rest on.
    pub standing: Standing,
    /// Their look: the colour is the one that all have that nothing contradicts. Where the file gives them different
    /// colours, or a rule decides them, it is that of quiet text.
    pub look: LinkLook,
    /// Whether the file gives them different colours.
    pub colours_vary: bool,
    /// Number of links shown.
    pub count: usize,
}

impl LinkEntry {
    /// The words for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.standing.name()
    }
}

/// The colours of some things: none yet, one, or several.
#[derive(Clone, Copy, Default)]
struct Colours {
    first: Option<Rgba>,
    vary: bool,
    count: usize,
}

impl Colours {
    fn add(&mut self, colour: Option<Rgba>) {
        self.count += 1;
        self.vary |= colour.is_some() && self.first.is_some() && colour != self.first;
        self.first = self.first.or(colour);
    }
}

impl Legend {
    /// The legend of what is drawn of a graph and its view.
    #[must_use]
    pub(super) fn new(
        graph: &Graph,
        view: &View,
        actors: &[SceneActor],
        links: &[SceneLink],
        styled: &Styled,
        theme: Theme,
    ) -> Self {
        let tokens = theme.tokens();
        let (rule_colours_actors, rule_colours_links) = styled.colours();
        let (rule_shapes, rule_sizes) = styled.decides_shape_and_size();
        let mut kinds: BTreeMap<&str, (Shape, Colours)> = BTreeMap::new();
        for actor in actors.iter().filter(|actor| !actor.faint) {
            let (_, colours) = kinds.entry(&graph.actor(actor.actor).kind).or_insert((actor.shape, Colours::default()));
            colours.add(Some(actor.fill));
        }
        let entry = |(kind, (shape, colours)): (&str, (Shape, Colours))| {
            let Colours { first, vary, count } = colours;
            let fill = first.filter(|_| !vary && !rule_colours_actors).unwrap_or(tokens.panel_raised);
            let look = ActorLook { shape: if rule_shapes { Shape::Circle } else { shape }, fill };
            ActorEntry { kind: kind.to_owned(), look, colours_vary: vary && !rule_colours_actors, count }
        };
        let mut actor_entries: Vec<ActorEntry> = kinds.into_iter().map(entry).collect();
        actor_entries.sort_by_key(|entry| Reverse(entry.count));
        let mut standings: BTreeMap<Standing, Colours> = BTreeMap::new();
        let mut contradicted = 0;
        for drawn in links.iter().filter(|link| !link.faint) {
            let link = graph.link(drawn.link);
            let in_doubt = link.is_contradicted();
            contradicted += usize::from(in_doubt);
            standings.entry(Standing::of(link)).or_default().add((!in_doubt).then_some(drawn.colour));
        }
        let entry = |(standing, colours): (Standing, Colours)| {
            let Colours { first, vary, count } = colours;
            let own = standing.look(theme);
            let is_quiet = vary || rule_colours_links;
            let colour = if is_quiet { tokens.text_weak } else { first.unwrap_or(own.colour) };
            let colours_vary = vary && !rule_colours_links;
            LinkEntry { standing, look: LinkLook { colour, ..own }, colours_vary, count }
        };
        let sizes = view
            .looks_in_force()
            .filter(|_| !rule_sizes)
            .filter(|looks| given::greatest_size(looks, graph.actor_bound()).is_some());
        Self {
            actors: actor_entries,
            links: standings.into_iter().map(entry).collect(),
            contradicted,
            sizes_from_file: sizes
                .is_some_and(|looks| actors.iter().any(|actor| looks.actor_size(actor.actor).is_some())),
            keys: styled.keys(
                graph,
                &actors.iter().filter(|actor| !actor.faint).map(|actor| actor.actor),
                &links.iter().filter(|link| !link.faint).map(|link| link.link),
                theme,
            ),
            marks: None,
        }
    }

    /// Marks take the place of all other colours: shapes are hollow, lines have the colour of quiet text.
    pub(super) fn marked(&mut self, counts: MarkCounts, theme: Theme) {
        let tokens = theme.tokens();
        for entry in &mut self.actors {
            entry.look.fill = tokens.panel_raised;
            entry.colours_vary = false;
        }
        for entry in &mut self.links {
            entry.look.colour = tokens.text_weak;
            entry.colours_vary = false;
        }
        self.contradicted = 0;
        // Colours tell marks alone.
        self.keys.retain(|key| !key.is_of_colours());
        self.marks = Some(counts);
    }

    /// What is to be said below the types of actors about colours and sizes that no type stands for.
    #[must_use]
    pub fn actor_note(&self) -> Option<&'static str> {
        match (self.actors.iter().any(|entry| entry.colours_vary), self.sizes_from_file) {
            (true, true) => Some("colours and sizes from the file"),
            (true, false) => Some("colours from the file"),
            (false, true) => Some("sizes from the file"),
            (false, false) => None,
        }
    }

    /// What is to be said below the standings of links about colours that no standing stands for.
    #[must_use]
    pub fn link_note(&self) -> Option<&'static str> {
        self.links.iter().any(|entry| entry.colours_vary).then_some("colours from the file")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorIx, Colour, GraphBuilder, LinkIx, graph_from_drawing};
    use crate::scene::Scene;

    fn people_and_places() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for (key, kind) in [("a", "person"), ("b", "person"), ("c", "person"), ("x", "place"), ("y", "place")] {
            builder.add_actor(Actor { key: key.into(), kind: kind.into(), ..Actor::default() }).expect("new");
        }
        builder.finish()
    }

    #[test]
    fn a_swatch_has_the_colour_that_all_of_the_type_have_or_none() {
        let graph = people_and_places();
        let mut view = View::blank(&graph);
        let plain = Scene::build(&graph, &view, Theme::Light).legend;
        assert_eq!((plain.actor_note(), plain.link_note()), (None, None));
        let red = Colour::rgb(200, 0, 0);
        view.looks.set_actor_colour(ActorIx(0), Some(red));
        for place in [3, 4] {
            view.looks.set_actor_colour(ActorIx(place), Some(red));
        }
        let legend = Scene::build(&graph, &view, Theme::Light).legend;
        let ground = Theme::Light.tokens().panel_raised;
        let told: Vec<_> =
            legend.actors.iter().map(|entry| (entry.name(), entry.look.fill, entry.colours_vary)).collect();
        assert_eq!(told, [("person", ground, true), ("place", Rgba::hex(0xC8_00_00), false)]);
        assert_eq!(legend.actor_note(), Some("colours from the file"));
        // Hidden, the two others have nothing to say about the colours that are seen.
        view.hidden = [ActorIx(1), ActorIx(2)].into_iter().collect();
        let legend = Scene::build(&graph, &view, Theme::Light).legend;
        assert!(legend.actors.iter().all(|entry| entry.look.fill == Rgba::hex(0xC8_00_00)));
        assert_eq!(legend.actor_note(), None);
        view.looks_shown = false;
        view.hidden = crate::model::ActorSet::default();
        assert_eq!(Scene::build(&graph, &view, Theme::Light).legend, plain);
    }

    #[test]
    fn sizes_and_colours_of_links_are_noted() {
        let graph = graph_from_drawing("A-B B-C");
        let mut view = View::blank(&graph);
        view.looks.set_actor_size(ActorIx(1), Some(3.0));
        view.looks.set_link_colour(LinkIx(0), Some(Colour::rgb(0, 0, 200)));
        let legend = Scene::build(&graph, &view, Theme::Dark).legend;
        assert_eq!(legend.actor_note(), Some("sizes from the file"));
        assert_eq!(legend.link_note(), Some("colours from the file"));
        assert_eq!(legend.links[0].look.colour, Theme::Dark.tokens().text_weak);
        view.looks.set_link_colour(LinkIx(1), Some(Colour::rgb(0, 0, 200)));
        let legend = Scene::build(&graph, &view, Theme::Dark).legend;
        assert_eq!((legend.link_note(), legend.links.len()), (None, 1));
        let drawn = Scene::build(&graph, &view, Theme::Dark).links[0].colour;
        assert_eq!(legend.links[0].look.colour, drawn);
    }
}
