"""Measures, communities and paths of the command line against networkx and igraph, on several graphs.

Called by check.py with its way to run a check. Networkx is asked for what it computes without numpy, igraph for the rest.
"""
import itertools
import json
import math
import random
import subprocess

import igraph
import networkx as nx


def graphs():
    """Name and graph: known ones, with weights, with directions, in parts, without links."""
    novel = nx.les_miserables_graph()
    women = nx.davis_southern_women_graph()
    followed = nx.gnp_random_graph(70, 0.06, seed=3, directed=True)
    parts = nx.gnm_random_graph(90, 80, seed=5)
    random.seed(7)
    weighted = nx.gnp_random_graph(60, 0.08, seed=9, directed=True)
    for graph in (weighted, parts):
        for _, _, data in graph.edges(data=True):
            data["weight"] = random.choice([0.5, 1, 2, 3, 7.25])
    unlinked = nx.empty_graph(5)
    # Those of networkx with weights are told to have none where they are asked to count alike.
    named = [nx.karate_club_graph(), novel, nx.florentine_families_graph(), women, followed, parts, weighted, unlinked]
    names = ["karate", "miserables", "florence", "women", "followed", "parts", "weighted", "unlinked"]
    return [(name, nx.relabel_nodes(graph, str)) for name, graph in zip(names, named)]


class Peers:
    def __init__(self, program, folder, check):
        self.program, self.folder, self.check = program, folder, check

    def run(self, *arguments):
        done = subprocess.run([self.program, *map(str, arguments), "--json"], capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(done.stderr.strip())
        return json.loads(done.stdout)

    def write(self, name, graph):
        path = self.folder / f"measured-{name}.linklore"
        actors = [{"id": node} for node in graph]
        links = [
            {"id": str(at), "source": one, "target": other, "directed": graph.is_directed(), "weight": data.get("weight", 1)}
            for at, (one, other, data) in enumerate(graph.edges(data=True))
        ]
        path.write_text(json.dumps({"linklore": 1, "actors": actors, "links": links}), encoding="utf-8")
        return path

    def documented(self, name, graph):
        """The same graph, every third link of which rests on the first document, the others on the second."""
        path = self.folder / f"documented-{name}.linklore"
        links = [
            {"id": str(at), "source": one, "target": other, "directed": graph.is_directed(),
             "evidence": [{"passage": f"p{min(at % 3, 1)}"}]}
            for at, (one, other) in enumerate(graph.edges())
        ]
        whole = {
            "linklore": 1,
            "documents": [{"id": "d0"}, {"id": "d1"}],
            "passages": [{"id": "p0", "document": "d0"}, {"id": "p1", "document": "d1"}],
            "actors": [{"id": node} for node in graph],
            "links": links,
        }
        path.write_text(json.dumps(whole), encoding="utf-8")
        return path

    def ranked(self, path, measure, *more):
        found = self.run("rank", path, "--by", measure, "--top", 0, *more)
        return found, {actor["id"]: actor["value"] for actor in found["actors"]}

    def measures(self, name, graph):
        path = self.write(name, graph)
        count = len(graph)
        way = "--directed" if graph.is_directed() else "--undirected"
        for _, _, data in graph.edges(data=True):
            data["length"] = 1 / data.get("weight", 1)
        twin = igraph.Graph.from_networkx(graph)
        names = twin.vs["_nx_name"] if count else []
        weights = twin.es["weight"] if "weight" in twin.es.attributes() else None
        loose = graph.to_undirected()
        is_whole = count > 0 and nx.is_connected(loose) and graph.number_of_edges() > 0

        def summing_to_one(values):
            total = sum(values)
            return dict(zip(names, [value / total if total else 0 for value in values]))

        def expect(measure, known, *more, tolerance=1e-6):
            def test():
                _, found = self.ranked(path, measure, *more)
                known_now = known()
                assert set(found) == set(known_now), "not the same actors"
                for node, value in known_now.items():
                    if not math.isclose(found[node], value, rel_tol=tolerance, abs_tol=tolerance):
                        raise AssertionError(f"{node}: expected {value!r}, found {found[node]!r}")

            self.check(f"{measure} of {name} {' '.join(more)}".strip(), test)

        expect("degree", lambda: dict(graph.degree()))
        if graph.is_directed():
            expect("in-degree", lambda: dict(graph.in_degree()))
            expect("out-degree", lambda: dict(graph.out_degree()))
            expect("in-degree", lambda: dict(graph.in_degree(weight="weight")), "--strength", "weight")
        expect("degree", lambda: dict(graph.degree(weight="weight")), "--strength", "weight")
        expect("betweenness", lambda: nx.betweenness_centrality(graph), way)
        # Of networkx, lengths are only as long as each other where their sums are to the last bit.
        pairs = max((count - 1) * (count - 2) / (1 if graph.is_directed() else 2), 1)
        lengths = [edge["length"] for edge in twin.es] or None
        by_length = lambda: {node: value / pairs for node, value in zip(names, twin.betweenness(weights=lengths))}
        expect("betweenness", by_length, way, "--strength", "weight")
        expect("closeness", lambda: nx.closeness_centrality(graph), way)
        expect("closeness", lambda: nx.closeness_centrality(graph, distance="length"), way, "--strength", "weight")
        harmonic = lambda **more: {node: value / (count - 1) for node, value in nx.harmonic_centrality(graph, **more).items()}
        expect("harmonic", harmonic, way)
        expect("harmonic", lambda: harmonic(distance="length"), way, "--strength", "weight")
        pagerank = lambda weights=None: dict(zip(names, twin.pagerank(damping=0.85, weights=weights)))
        expect("pagerank", pagerank, way)
        expect("pagerank", lambda: pagerank(weights), way, "--strength", "weight")
        expect("kcore", lambda: nx.core_number(loose))
        expect("clustering", lambda: nx.clustering(loose))
        # Of two sides that are linked only with each other, hubs are what one makes of them.
        if is_whole and not nx.is_bipartite(loose):
            expect("hubs", lambda: summing_to_one(twin.hub_score()), way)
            expect("authorities", lambda: summing_to_one(twin.authority_score()), way)
        if is_whole:
            if not graph.is_directed():
                known = lambda **more: nx.eigenvector_centrality(graph, max_iter=20000, tol=1e-10, **more)
                expect("eigenvector", known, way, tolerance=1e-5)
                expect("eigenvector", lambda: known(weight="weight"), way, "--strength", "weight", tolerance=1e-5)
                expect("eccentricity", lambda: nx.eccentricity(graph), way)

        def katz():
            found, values = self.ranked(path, "katz", way)
            known = nx.katz_centrality(graph, alpha=found["share"], max_iter=20000, tol=1e-10)
            for node, value in known.items():
                assert math.isclose(values[node], value, rel_tol=1e-6), f"{node}: expected {value!r}, found {values[node]!r}"

        def articulation():
            _, values = self.ranked(path, "articulation")
            whole = nx.number_connected_components(loose)
            for node, value in values.items():
                rest = nx.number_connected_components(loose.subgraph(set(loose) - {node}))
                assert value == max(rest - whole, 0), f"{node}: expected {rest - whole}, found {value}"

        def communities():
            found = self.run("communities", path, "--top", 0)
            sets = [{member["id"] for member in community["members"]} for community in found["communities"]]
            assert sorted(itertools.chain(*sets)) == sorted(graph), "everybody is in one community"
            assert all(nx.is_connected(loose.subgraph(members)) for members in sets), "one is in pieces"
            if graph.number_of_edges():
                plain = nx.Graph(loose.edges())
                plain.add_nodes_from(loose)
                known = max(
                    nx.community.modularity(plain, nx.community.louvain_communities(plain, seed=seed)) for seed in range(5)
                )
                assert found["modularity"] > known - 0.01, f"expected {known}, found {found['modularity']}"

        def only():
            """Of what fits a question, and without a document: what networkx makes of that part."""
            few = [node for node, links in graph.degree() if links >= 3]
            part = graph.subgraph(few)
            _, found = self.ranked(path, "degree", "--only", "degree>=3")
            assert found == {node: float(links) for node, links in part.degree()}, "degree of a part"
            _, found = self.ranked(path, "closeness", way, "--only", "degree>=3")
            known = nx.closeness_centrality(part)
            assert set(found) == set(known), "not the same actors"
            for node, value in known.items():
                assert math.isclose(found[node], value, abs_tol=1e-9), f"{node}: expected {value}, found {found[node]}"
            document = self.documented(name, graph)
            gone = [edge for at, edge in enumerate(graph.edges()) if at % 3 == 0]
            left = nx.Graph(loose.edges()) if not graph.is_directed() else nx.DiGraph(graph.edges())
            left.remove_edges_from(gone)
            left.remove_nodes_from([node for node in list(left) if left.degree(node) == 0])
            _, found = self.ranked(document, "degree", "--without", "d0")
            linked = {node: value for node, value in found.items() if value}
            assert linked == {node: float(links) for node, links in left.degree()}, "degree without a document"

        if graph.number_of_edges():
            self.check(f"what counts of {name}", only)
        self.check(f"katz of {name}", katz)
        self.check(f"articulation of {name}", articulation)
        self.check(f"communities of {name}", communities)

    def paths(self, name, graph):
        path = self.folder / f"measured-{name}.linklore"
        nodes = sorted(graph)
        way = ["--directed"] if graph.is_directed() else []
        pairs = [(nodes[0], nodes[-1]), (nodes[1], nodes[len(nodes) // 2]), (nodes[2], nodes[3])]
        loose = graph.to_undirected()

        def lists(found):
            return [[actor["id"] for actor in one["actors"]] for one in found["paths"]]

        def test():
            for one, other in pairs:
                if not nx.has_path(graph, one, other):
                    found = self.run("path", path, one, other, *way)
                    assert found["paths"] == [], f"{one} to {other}: networkx knows of no path"
                    assert found["no_path"]["reached"] == len(nx.descendants(graph, one))
                    continue
                found = self.run("path", path, one, other, "--all", "--limit", 1000, *way)
                known = sorted(nx.all_shortest_paths(graph, one, other))
                assert sorted(lists(found)) == known, f"all shortest from {one} to {other}"
                for strength, weight in ((), None), (("--strength", "weight"), "length"):
                    found = self.run("path", path, one, other, "--next", 12, *way, *strength)
                    known = list(itertools.islice(nx.shortest_simple_paths(graph, one, other, weight=weight), 12))
                    length = lambda nodes: nx.path_weight(graph, nodes, weight) if weight else len(nodes) - 1
                    for mine, theirs in zip([one["length"] for one in found["paths"]], map(length, known)):
                        assert math.isclose(mine, theirs, rel_tol=1e-9), f"{one} to {other}: expected {theirs}, found {mine}"
                    assert len(found["paths"]) == len(known)
                found = self.run("path", path, one, other, "--up-to", 4, "--limit", 100000, *way)
                known = sorted(nx.all_simple_paths(graph, one, other, cutoff=4))
                assert sorted(lists(found)) == known, f"up to 4 from {one} to {other}"

        def network():
            wanted = nodes[:: max(len(nodes) // 6, 1)][:6]
            found = self.run("path", path, *wanted)
            if nx.is_connected(loose):
                nx.set_edge_attributes(loose, 1, "one")
                known = nx.algorithms.approximation.steiner_tree(loose, wanted, weight="one", method="mehlhorn")
                assert len(found["hops"]) <= 1.2 * known.number_of_edges(), f"{len(found['hops'])} links"
            tree = nx.Graph((hop["from"]["id"], hop["to"]["id"]) for hop in found["hops"])
            assert all(tree.number_of_nodes() == 0 or loose.has_edge(*edge) for edge in tree.edges())
            for group in found["groups"]:
                ids = [actor["id"] for actor in group]
                assert all(nx.has_path(tree, ids[0], other) for other in ids[1:]), "a group is not connected"

        self.check(f"paths of {name}", test)
        self.check(f"a network in {name}", network)


def checks(program, folder, check):
    peers = Peers(program, folder, check)
    for name, graph in graphs():
        peers.measures(name, graph)
        if graph.number_of_edges():
            peers.paths(name, graph)
