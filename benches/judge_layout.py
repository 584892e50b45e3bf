#!/usr/bin/env python3
"""How good layouts are, and what they cost: Linklore beside the programs that install from packages.

usage: benches/judge_layout.py [--linklore PATH] [--peers] [--real] [GRAPH ...]
       benches/judge_layout.py --positions OUT.csv GRAPH

  GRAPH        a name below, or a table of links with a header line: source,target
  --linklore   the built program (default: target/release/linklore)
  --peers      also lays out with what imports of `igraph` (DrL, Fruchterman-Reingold, Kamada-Kawai up to 1,000 actors),
               `networkx` (ForceAtlas2 as Gephi has it, up to 2,000) and `tulip`, of the package tulip-python (FM3, fast multipole)
  --real       the small real graphs that come with `networkx` and `igraph`; a line for each figure says who is best at it
  --positions  judges a table id,x,y instead of laying out

Needs numpy and scipy. One line for each layout: processor seconds of all threads, and

  stress      mean over pairs of (s·|x - y| / d - 1)², d in links, with the scale s that makes it least; low is good
  near        share of an actor's neighbours among as many nearest in the picture (Jaccard index); high is good
  purity      share of the ten nearest that are of the actor's own planted community, beyond chance; high is good
  silhouette  how much nearer the own community is than the next, -1 to 1; high is good
  crowding    share of actors nearer to another than a twentieth of an even spacing; low is good
  crossing    share of pairs of links that cross; low is good

Pairs and actors are drawn with a fixed seed. No figure depends on scale, place or rotation.
"""
import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, shortest_path
from scipy.spatial import cKDTree

SOURCES, ACTORS, PAIRS_OF_LINKS = 60, 800, 400_000


def planted(actors, links, inside=0.8, seed=1):
    """Links and communities of 20 to 400 actors with hubs; a share of the links stays inside."""
    random = np.random.default_rng(seed)
    sizes = []
    while sum(sizes) < actors:
        sizes.append(int(20 * (1 - random.random()) ** -0.9))
        sizes[-1] = min(sizes[-1], 400, actors - sum(sizes))
    community = random.permutation(np.repeat(np.arange(len(sizes)), sizes))
    members = [np.flatnonzero(community == at) for at in range(len(sizes))]
    ends = set()
    while len(ends) < links:
        one = int(random.integers(actors))
        home = members[community[one]]
        pool = home if random.random() < inside and len(home) > 1 else None
        share = random.random() ** 2
        other = int(pool[int(share * len(pool))]) if pool is not None else int(random.integers(actors))
        if one != other:
            ends.add((min(one, other), max(one, other)))
    return np.array(sorted(ends)), community


def grid(side):
    at = np.arange(side * side).reshape(side, side)
    across = np.stack([at[:, :-1].ravel(), at[:, 1:].ravel()], 1)
    down = np.stack([at[:-1].ravel(), at[1:].ravel()], 1)
    return np.concatenate([across, down]), None


def tree(depth, children=3):
    count = sum(children**level for level in range(depth + 1))
    child = np.arange(1, count)
    return np.stack([(child - 1) // children, child], 1), None


def of_networkx(name, group=None):
    import networkx

    graph = getattr(networkx, name)()
    number = {node: at for at, node in enumerate(graph)}
    links = np.array([(number[one], number[other]) for one, other in graph.edges()])
    groups = sorted({graph.nodes[node][group] for node in graph}) if group else []
    community = np.array([groups.index(graph.nodes[node][group]) for node in graph]) if group else None
    return links, community


def of_igraph(name):
    import igraph

    return np.array(igraph.Graph.Famous(name).get_edgelist()), None


REAL = {
    "karate": lambda: of_networkx("karate_club_graph", "club"),
    "lesmis": lambda: of_networkx("les_miserables_graph"),
    "florentine": lambda: of_networkx("florentine_families_graph"),
    "davis": lambda: of_networkx("davis_southern_women_graph", "bipartite"),
    "kite": lambda: of_networkx("krackhardt_kite_graph"),
    "meredith": lambda: of_igraph("Meredith"),
    "dodecahedron": lambda: of_igraph("Dodecahedron"),
}

GRAPHS = {
    "communities-1k": lambda: planted(1_000, 5_000),
    "communities-10k": lambda: planted(10_000, 50_000),
    "grid-70": lambda: grid(70),
    "tree": lambda: tree(6),
    **REAL,
}


def read_links(path):
    return np.loadtxt(path, delimiter=",", skiprows=1, usecols=(0, 1), dtype=np.int64, ndmin=2), None


def judge(links, places, community):
    count = len(places)
    if not np.isfinite(places).all():
        return {"invalid": int((~np.isfinite(places)).any(1).sum())}
    random = np.random.default_rng(7)
    ones = np.ones(2 * len(links), np.float32)
    both = (np.r_[links[:, 0], links[:, 1]], np.r_[links[:, 1], links[:, 0]])
    graph = csr_array((ones, both), shape=(count, count))
    graph.data[:] = 1
    figures = {}

    sources = random.choice(count, min(SOURCES, count), replace=False)
    hops = shortest_path(graph, unweighted=True, indices=sources)
    lengths = np.linalg.norm(places[None] - places[sources][:, None], axis=2)
    is_pair = np.isfinite(hops) & (hops > 0)
    ratio = lengths[is_pair] / hops[is_pair]
    figures["stress"] = float(np.mean((ratio * ratio.sum() / (ratio**2).sum() - 1) ** 2))

    spots = cKDTree(places)
    some = random.choice(count, min(ACTORS, count), replace=False)
    shares = []
    for actor in some:
        friends = set(graph.indices[graph.indptr[actor]:graph.indptr[actor + 1]].tolist()) - {int(actor)}
        if friends:
            near = np.atleast_1d(spots.query(places[actor], k=min(len(friends) + 1, count))[1])
            near = set([int(at) for at in near if at != actor][:len(friends)])
            shares.append(len(near & friends) / len(near | friends))
    figures["near"] = float(np.mean(shares))

    if community is not None:
        _, near = spots.query(places[some], k=min(11, count))
        own = np.mean([np.mean(community[row[row != actor][:10]] == community[actor]) for row, actor in zip(near, some)])
        sizes = np.bincount(community)
        chance = float(((sizes / count) ** 2).sum())
        figures["purity"] = float((own - chance) / (1 - chance))
        widths = []
        for actor in some[:300]:
            home = community[actor]
            if sizes[home] < 2:
                continue
            sums = np.bincount(community, np.linalg.norm(places - places[actor], axis=1), len(sizes))
            inner = sums[home] / (sizes[home] - 1)
            outer = np.delete(sums / np.maximum(sizes, 1), home).min()
            widths.append((outer - inner) / max(outer, inner, 1e-300))
        figures["silhouette"] = float(np.mean(widths))

    low, high = np.percentile(places, [1, 99], axis=0)
    spacing = np.sqrt(max(np.prod(high - low), 1e-300) / count)
    nearest = spots.query(places[some], k=2)[0][:, 1]
    figures["crowding"] = float(np.mean(nearest < spacing / 20))

    one, other = random.integers(0, len(links), (2, PAIRS_OF_LINKS))
    a, b, c, d = links[one, 0], links[one, 1], links[other, 0], links[other, 1]
    apart = (a != c) & (a != d) & (b != c) & (b != d)
    a, b, c, d = (places[ends[apart]] for ends in (a, b, c, d))
    side = lambda p, q, r: (q[:, 0] - p[:, 0]) * (r[:, 1] - p[:, 1]) - (q[:, 1] - p[:, 1]) * (r[:, 0] - p[:, 0])
    figures["crossing"] = float(np.mean((side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)))
    return figures


def read_places(path, count):
    table = np.genfromtxt(path, delimiter=",", skip_header=1, ndmin=2)
    places = np.full((count, 2), np.nan)
    places[table[:, 0].astype(np.int64)] = table[:, 1:3]
    return places


# What the slider of the window goes through: the law that suits the graph, both ends and the middle.
LOOKS = {
    "force": ["--algorithm", "force"],
    "cluster": ["--algorithm", "force", "--spread", "0"],
    "forceatlas2": ["--algorithm", "forceatlas2"],
    "spread": ["--algorithm", "fruchterman-reingold"],
}


def by_linklore(program, links, count, look):
    """Positions and processor seconds, reading the links and writing the positions included."""
    with tempfile.TemporaryDirectory() as folder:
        table, out = os.path.join(folder, "links.csv"), os.path.join(folder, "places.csv")
        np.savetxt(table, links, "%d", ",", header="source,target", comments="")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([program, "layout", table, out, *LOOKS[look]], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return read_places(out, count), seconds


def by_igraph(links, count, name):
    import igraph

    graph = igraph.Graph(n=count, edges=links.tolist())
    before = time.process_time()
    places = np.array(graph.layout(name).coords)
    return places, time.process_time() - before


def by_networkx(links, count):
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(links.tolist())
    before = time.process_time()
    places = networkx.forceatlas2_layout(graph, max_iter=300, seed=1)
    return np.array([places[node] for node in range(count)]), time.process_time() - before


def by_tulip(links, count, name):
    from tulip import tlp

    graph = tlp.newGraph()
    nodes = [graph.addNode() for _ in range(count)]
    for one, other in links.tolist():
        graph.addEdge(nodes[one], nodes[other])
    layout = graph.getLayoutProperty("viewLayout")
    before = time.process_time()
    graph.applyLayoutAlgorithm(name, layout)
    seconds = time.process_time() - before
    return np.array([[layout[node][0], layout[node][1]] for node in nodes]), seconds


def by_peers(links, count):
    """Name, positions and processor seconds of each peer that is installed."""
    ways = [(f"igraph {way}", lambda way=way: by_igraph(links, count, way)) for way in ("drl", "fr")]
    if count <= 1000:
        ways.append(("igraph kk", lambda: by_igraph(links, count, "kk")))
    if count <= 2000:
        ways.append(("networkx forceatlas2", lambda: by_networkx(links, count)))
    ways.append(("tulip fm3", lambda: by_tulip(links, count, "FM^3 (OGDF)")))
    ways.append(("tulip fast multipole", lambda: by_tulip(links, count, "Fast Multipole Multilevel Embedder (OGDF)")))
    for name, way in ways:
        try:
            yield name, *way()
        except ImportError as missing:
            print(f"{name} is left out: {missing.name} is not installed", file=sys.stderr)


def best(graph, table):
    """Who is best at each figure; low is good for all but three of them."""
    high = ("near", "purity", "silhouette")
    for figure in next(iter(table.values())):
        order = sorted(table, key=lambda who: table[who][figure] * (-1 if figure in high else 1))
        places = ", ".join(f"{who} {table[who][figure]:.3f}" for who in order[:3])
        print(f"{graph:<18} best {figure}: {places}")


def tell(graph, who, seconds, figures):
    words = "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
    time_told = "" if seconds is None else f"{seconds:8.2f} s"
    print(f"{graph:<18} {who:<24} {time_told:>10}  {words}", flush=True)


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=True)
    parser.add_argument("graphs", nargs="*")
    parser.add_argument("--linklore", default="target/release/linklore")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--positions")
    asked = parser.parse_args()
    for name in asked.graphs or list(REAL if asked.real else [name for name in GRAPHS if name not in REAL]):
        links, community = GRAPHS[name]() if name in GRAPHS else read_links(name)
        count = int(links.max()) + 1 if community is None else len(community)
        parts = connected_components(csr_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(count, count)))[0]
        print(f"# {name}: {count} actors, {len(links)} links, {parts} parts")
        if asked.positions:
            tell(name, asked.positions, None, judge(links, read_places(asked.positions, count), community))
            continue
        table = {}
        for look in LOOKS:
            places, seconds = by_linklore(asked.linklore, links, count, look)
            table[f"linklore {look}"] = judge(links, places, community)
            tell(name, f"linklore {look}", seconds, table[f"linklore {look}"])
        for who, places, seconds in by_peers(links, count) if asked.peers else ():
            table[who] = judge(links, places, community)
            tell(name, who, seconds, table[who])
        if len(table) > len(LOOKS):
            best(name, table)


if __name__ == "__main__":
    main()
