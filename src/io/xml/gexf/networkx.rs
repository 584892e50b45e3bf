//! Titles of attributes that networkx can read. It hands attributes to functions of its own as named arguments, so that some
//! names stop it, and takes one of links for what tells parallel links apart.

use super::columns::Written;
use crate::io::carry::keys_repeat;
use crate::model::{Graph, Link};

/// The attribute of links that networkx takes for their key among parallel ones.
const KEY: &str = "networkx_key";

/// Gives attributes whose names networkx cannot read other titles.
pub fn retitle(graph: &Graph, of_actors: &mut [Written], of_links: &mut [Written]) {
    Written::retitle_all(of_actors, &["node_for_adding"]);
    Written::retitle_all(of_links, &["u_for_edge", "v_for_edge"]);
    // A link without a key has its id for one.
    let id = |link: &Link| Some(link.key.to_string());
    if keys_repeat(graph, KEY, id) {
        Written::retitle(of_links, KEY, KEY);
    }
    Written::retitle(of_links, "key", if keys_repeat(graph, "key", id) { "key" } else { KEY });
}
