//! Lists of pairs without names of columns: the same list is the same graph, whatever it is called and whatever stands between
//! its names.

use linklore::model::LinkIx;

use super::open;

/// The links of a file: `a>b` has a direction, `a-b` has none.
fn links(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("the file can be written");
    let graph = open(&path).unwrap_or_else(|error| panic!("{name}: {error}")).graph;
    let link = |at: usize| {
        let link = LinkIx(at as u32);
        let (source, target) = graph.ends(link);
        let sign = if graph.link(link).directed { '>' } else { '-' };
        let weight = graph.link(link).weight.map(|weight| format!(" {weight}")).unwrap_or_default();
        format!("{}{sign}{}{weight}", graph.actor(source).key, graph.actor(target).key)
    };
    (0..graph.link_count()).map(link).collect::<Vec<_>>().join(", ")
}

const ENDINGS: [&str; 5] = ["txt", "tsv", "csv", "edges", "edgelist"];

fn assert_same(text: &str, expected: &str) {
    for between in ["\t", " ", ","] {
        let text = text.replace('|', between);
        for ending in ENDINGS {
            assert_eq!(links(&format!("list.{ending}"), &text), expected, "{ending} with {between:?}:\n{text}");
        }
    }
}

#[test]
fn a_list_says_of_itself_whether_its_links_have_a_direction() {
    assert_same("# Directed graph\n# Nodes: 3 Edges: 2\n0|1\n1|2\n", "0>1, 1>2");
    assert_same("# Undirected graph\n# Nodes: 3 Edges: 3\n0|1\n1|0\n1|2\n", "0-1, 1-0, 1-2");
    assert_same("% asym weighted\n1|2|0.5\n2|3|2\n", "1>2 0.5, 2>3 2");
    assert_same("% sym\n1|2\n2|3\n", "1-2, 2-3");
}

#[test]
fn pairs_that_are_named_both_ways_have_a_direction() {
    assert_same("0|1\n0|2\n2|0\n", "0>1, 0>2, 2>0");
    assert_same("ada|bob\nbob|eva\neva|ada\n", "ada-bob, bob-eva, eva-ada");
}

#[test]
fn names_in_a_comment_give_no_direction() {
    assert_same("# Undirected graph\n# FromNodeId|ToNodeId\n30|1412\n30|3352\n", "30-1412, 30-3352");
    assert_same("# Directed graph\n# FromNodeId|ToNodeId\n30|1412\n30|3352\n", "30>1412, 30>3352");
    assert_same("# FromNodeId|ToNodeId\n30|1412\n30|3352\n", "30-1412, 30-3352");
    assert_eq!(links("list.csv", "from,to\n1,2\n"), "1>2", "names of columns do");
}
