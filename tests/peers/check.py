#!/usr/bin/env python3
"""Do other programs read what Linklore writes, does Linklore read what they write, and do they compute the same?

usage: check.py PROGRAM        PROGRAM is the built linklore; Python needs networkx 3.6, igraph 1.0
and stix2 3.0

For every format that networkx or python-igraph know as well: a graph goes out through one and comes in through the other,
and counts, ids, ends, labels and attributes with their types are compared. Prints a line a check and, at the end,
"N passed, N failed"; exits 1 where one failed.
"""
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import igraph
import networkx as nx
import stix2
from networkx.readwrite import json_graph

import measures

PROGRAM = sys.argv[1]
FOLDER = pathlib.Path(tempfile.mkdtemp())
passed, failed = 0, 0

# Ids with blanks, quotes and other scripts; parallel links, a loop; every type of detail; gaps; a label that is an id.
ACTORS = [
    {"id": "a", "label": "Ada \"A\" Obi", "details": {"age": 36, "height": 1.75, "member": True, "alias": "A & <O>"}},
    {"id": "b", "label": "Łódź سلمى", "details": {"age": 41, "member": False}},
    {"id": "c d", "label": "c d", "details": {"height": 2.0, "alias": "one\ttab"}},
    {"id": "e", "label": "c d", "details": {}},
]
LINKS = [
    {"id": "x", "source": "a", "target": "b", "directed": True, "weight": 2.5, "details": {"since": 2014, "open": True}},
    {"id": "y", "source": "a", "target": "b", "directed": True, "weight": 1, "details": {"share": 0.25}},
    {"id": "z", "source": "b", "target": "b", "directed": True, "details": {"how": "itself"}},
    {"id": "w", "source": "c d", "target": "e", "directed": True, "details": {}},
]


def native(name, links=LINKS, actors=ACTORS):
    path = FOLDER / name
    path.write_text(json.dumps({"linklore": 1, "actors": actors, "links": links}), encoding="utf-8")
    return path


def convert(source, target):
    done = subprocess.run([PROGRAM, "convert", str(source), str(target)], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(done.stderr.strip())
    return target


def read(path):
    """A file as Linklore reads it: actors by id, links in order."""
    out = FOLDER / "read-back.linklore"
    convert(path, out)
    data = json.loads(out.read_text(encoding="utf-8"))
    return {actor["id"]: actor for actor in data.get("actors", [])}, data.get("links", [])


def check(name, test):
    global passed, failed
    try:
        test()
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is a failed check
        failed += 1
        print(f"FAILED  {name}: {type(error).__name__}: {error}")
    else:
        passed += 1
        print(f"ok      {name}")


def same(what, one, other):
    if isinstance(one, float) and isinstance(other, (int, float)):
        if math.isclose(one, other, rel_tol=1e-9):
            return
    if one != other or isinstance(one, bool) != isinstance(other, bool):
        raise AssertionError(f"{what}: expected {one!r}, found {other!r}")


def as_it_is(value):
    return value


def as_text(value):
    """A value in a format that knows only texts."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def compare_nodes(nodes, actors=ACTORS, shown=as_it_is):
    """nodes: id -> attributes, as the peer has them."""
    same("ids", sorted(actor["id"] for actor in actors), sorted(nodes))
    for actor in actors:
        found = nodes[actor["id"]]
        if "label" in found:
            same(f"label of {actor['id']}", actor["label"], found["label"])
        for name, value in actor["details"].items():
            same(f"{name} of {actor['id']}", shown(value), found.get(name))


def compare_edges(edges):
    """edges: (source, target, attributes), in any order."""
    ends = sorted((link["source"], link["target"]) for link in LINKS)
    same("ends", ends, sorted((source, target) for source, target, _ in edges))
    weights = sorted(link["weight"] for link in LINKS if "weight" in link)
    found = [attributes["weight"] for *_, attributes in edges if not gap(attributes.get("weight"))]
    # A peer may fill the gaps of weights with one.
    for weight in weights:
        if not any(math.isclose(weight, float(other)) for other in found):
            raise AssertionError(f"weight {weight} is missing from {found}")


def gap(value):
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def networkx_reads(name, reader, actors=ACTORS, shown=as_it_is):
    def test():
        graph = reader(convert(native("case.linklore", actors=actors), FOLDER / name))
        compare_nodes({str(node): data for node, data in graph.nodes(data=True)}, actors, shown)
        compare_edges([(str(source), str(target), data) for source, target, data in graph.edges(data=True)])

    check(f"networkx reads our {name}", test)


def relabelled(reader):
    """For formats in which networkx takes labels for ids: the ids stand beside them."""

    def read_it(path):
        graph = reader(path)
        for node, data in graph.nodes(data=True):
            data["label"] = node
        return nx.relabel_nodes(graph, {node: data["linklore_id"] for node, data in graph.nodes(data=True)})

    return read_it


def networkx_keeps_keys(name, reader):
    """Parallel links with a detail "key" are all there, whether their keys are the same or not; ours comes back."""

    def links(*keys):
        details = [{"key": key} for key in keys]
        return [{**link, "details": {**link["details"], **more}} for link, more in zip(LINKS, details + [{}, {}])]

    def test():
        for keys in (["k1", "k2"], ["k", "k"], ["y", "x"], [1, 1]):
            path = convert(native("keys.linklore", links=links(*keys)), FOLDER / name)
            same(f"links with the keys {keys}", len(LINKS), reader(path).number_of_edges())
            _, found = read(path)
            same("keys", keys, [link.get("details", {}).get("key") for link in found[:2]])

    check(f"networkx keeps parallel links with keys in our {name}", test)


def igraph_reads(name, by="id", actors=ACTORS, shown=as_it_is):
    def test():
        path = convert(native("case.linklore", actors=actors), FOLDER / name)
        graph = igraph.Graph.Read(str(path))
        nodes = {vertex[by]: vertex.attributes() for vertex in graph.vs}
        same("ids", sorted(actor["id"] for actor in actors), sorted(nodes))
        for actor in actors:
            for detail, value in actor["details"].items():
                value, found = shown(value), nodes[actor["id"]].get(detail)
                same(f"{detail} of {actor['id']}", float(value) if isinstance(value, int) and not isinstance(value, bool) else value,
                     float(found) if isinstance(found, (int, float)) and not isinstance(value, bool) else found)
        ends = sorted((graph.vs[edge.source][by], graph.vs[edge.target][by]) for edge in graph.es)
        same("ends", sorted((link["source"], link["target"]) for link in LINKS), ends)

    check(f"igraph reads our {name}", test)


def stix2_reads(name):
    """The library of STIX checks every object as it reads it; what it does not know it hands out as it is."""

    def test():
        path = convert(native("case.linklore"), FOLDER / name)
        objects = stix2.parse(path.read_text(encoding="utf-8"), allow_custom=True)["objects"]
        actors = {thing["x_linklore_id"]: thing for thing in objects if thing["type"].startswith("x-linklore-actor")}
        same("ids", sorted(actor["id"] for actor in ACTORS), sorted(actors))
        for actor in ACTORS:
            same(f"label of {actor['id']}", actor["label"], actors[actor["id"]]["name"])
        keys = {thing["id"]: key for key, thing in actors.items()}
        links = [thing for thing in objects if thing["type"] == "relationship"]
        ends = sorted((keys[link["source_ref"]], keys[link["target_ref"]]) for link in links)
        same("ends", sorted((link["source"], link["target"]) for link in LINKS), ends)

    check(f"stix2 reads our {name}", test)


def node_link(path):
    data = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    links = "edges" if "edges" in data else "links"
    return json_graph.node_link_graph(data, edges=links)


def cytoscape(path):
    return nx.cytoscape_graph(json.loads(pathlib.Path(path).read_text(encoding="utf-8")))


def linklore_reads_nothing(name, data):
    def test():
        path = FOLDER / name
        path.write_text(json.dumps(data), encoding="utf-8")
        actors, links = read(path)
        same("actors and links", (0, 0), (len(actors), len(links)))

    check(f"Linklore reads networkx's {name}", test)


def karate():
    graph = nx.karate_club_graph()
    for node, data in graph.nodes(data=True):
        data["score"] = node / 4
        data["label"] = f"Member {node}"
    return graph


def linklore_reads(name, write, ids=str, attributes=True, labels=True):
    """The karate club, written by a peer, is read with every id, end and attribute."""

    def test():
        graph = karate()
        path = FOLDER / name
        write(graph, path)
        actors, links = read(path)
        same("number of actors", 34, len(actors))
        same("number of links", 78, len(links))
        same("ids", sorted(ids(node) for node in graph), sorted(actors))
        ends = sorted(tuple(sorted((ids(one), ids(other)))) for one, other in graph.edges())
        same("ends", ends, sorted(tuple(sorted((link["source"], link["target"]))) for link in links))
        same("direction", False, any(link.get("directed") for link in links))
        if attributes:
            for node, data in graph.nodes(data=True):
                details = actors[ids(node)].get("details", {})
                same(f"club of {node}", data["club"], details.get("club"))
                same(f"score of {node}", data["score"], float(details.get("score")))
                if labels:
                    same(f"label of {node}", data["label"], actors[ids(node)]["label"])

    check(f"Linklore reads networkx's {name}", test)


def write_json(data):
    return lambda graph, path: path.write_text(json.dumps(data(graph)), encoding="utf-8")


def as_igraph(graph):
    made = igraph.Graph.from_networkx(graph)
    made.vs["id"] = [f"v{vertex.index}" for vertex in made.vs]
    return made


def linklore_reads_igraph(name, write, ids):
    def test():
        graph = as_igraph(karate())
        path = FOLDER / name
        write(graph, str(path))
        actors, links = read(path)
        same("number of actors", 34, len(actors))
        same("number of links", 78, len(links))
        same("ids", sorted(ids(vertex.index) for vertex in graph.vs), sorted(actors))

    check(f"Linklore reads igraph's {name}", test)


def main():
    networkx_reads("out.graphml", nx.read_graphml)
    networkx_reads("out.gexf", lambda path: nx.read_gexf(path))
    networkx_reads("out.json", node_link)
    networkx_reads("out.cyjs", cytoscape)
    for name, reader in [("keys.graphml", nx.read_graphml), ("keys.gexf", nx.read_gexf), ("keys.json", node_link), ("keys.cyjs", cytoscape)]:
        networkx_keeps_keys(name, reader)
    igraph_reads("out.graphml")
    # Pajek knows only texts; networkx tells vertices apart by their labels, and shows escapes as they are. Names that mean
    # something to igraph, and want numbers there, are in use.
    of_pajek = [
        {**ACTORS[0], "label": "Ada Obi", "details": {**ACTORS[0]["details"], "bw": "thick", "size": "large"}},
        ACTORS[1],
        {**ACTORS[2], "details": {**ACTORS[2]["details"], "Größe 1": "x"}},
        {**ACTORS[3], "label": "nothing else"},
    ]
    networkx_reads("out.net", relabelled(nx.read_pajek), of_pajek, as_text)
    igraph_reads("out.net", "linklore_id", of_pajek, as_text)
    stix2_reads("out.stix.json")

    linklore_reads("in.graphml", lambda graph, path: nx.write_graphml(graph, path))
    linklore_reads("in.gexf", lambda graph, path: nx.write_gexf(graph, path))
    # networkx writes its own ids as the labels of GML.
    linklore_reads("in.gml", lambda graph, path: nx.write_gml(graph, path), labels=False)
    linklore_reads("in.json", write_json(json_graph.node_link_data))
    linklore_reads("in.cyjs", write_json(json_graph.cytoscape_data))
    linklore_reads_nothing("empty.cyjs", json_graph.cytoscape_data(nx.Graph()))
    linklore_reads("in-adjacency.json", write_json(json_graph.adjacency_data))
    linklore_reads("in.net", lambda graph, path: nx.write_pajek(graph, path), ids=lambda node: str(node + 1), attributes=False)
    linklore_reads("in.adjlist", lambda graph, path: nx.write_adjlist(graph, path), attributes=False)
    linklore_reads("in.g6", lambda graph, path: nx.write_graph6(graph, path), attributes=False)
    linklore_reads("in.s6", lambda graph, path: nx.write_sparse6(graph, path), attributes=False)
    linklore_reads("in.csv", lambda graph, path: nx.write_edgelist(graph, path, delimiter=",", data=False), attributes=False)
    linklore_reads_igraph("igraph.graphml", lambda graph, path: graph.write_graphml(path), ids=lambda index: f"n{index}")
    linklore_reads_igraph("igraph.gml", lambda graph, path: graph.write_gml(path), ids=str)
    linklore_reads_igraph("igraph.net", lambda graph, path: graph.write_pajek(path), ids=lambda index: str(index + 1))
    linklore_reads_igraph("igraph.dot", lambda graph, path: graph.write_dot(path), ids=str)
    linklore_reads_igraph("igraph.leda", lambda graph, path: graph.write_leda(path, names=None, weights=None), ids=lambda index: str(index + 1))

    measures.checks(PROGRAM, FOLDER, check)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
