#!/usr/bin/env python3
"""What measures cost and how good communities are: Linklore beside igraph and, where it ends in time, networkx.

usage: benches/judge_analysis.py [--linklore PATH] [--sizes 10000x50000,100000x500000]

  --linklore   the built program (default: target/release/linklore)

Needs igraph and networkx. Graphs are made by `linklore generate`. Seconds are processor time of all threads; of Linklore, what the
command takes beyond `linklore info` of the same file, which only reads it.
"""
import argparse
import json
import resource
import subprocess
import tempfile
import time

import igraph
import networkx as nx

DRAWN, NETWORKX_LINKS = 100, 60_000


def command(program, *arguments):
    """What a command prints as JSON, and its processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, *map(str, arguments), "--json"], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return json.loads(done.stdout), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(work):
    before = time.process_time()
    result = work()
    return result, time.process_time() - before


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--linklore", default="target/release/linklore")
    parser.add_argument("--sizes", default="10000x50000,100000x500000")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes.split(","):
            actors, links = map(int, size.split("x"))
            file = f"{folder}/{size}.linklore"
            subprocess.run(
                [options.linklore, "generate", file, "--actors", str(actors), "--links", str(links)],
                check=True, capture_output=True,
            )
            judge(options.linklore, file, actors, links)


def judge(program, file, actors, links):
    with open(file, encoding="utf-8") as text:
        data = json.load(text)
    place = {actor["id"]: at for at, actor in enumerate(data["actors"])}
    ends = {tuple(sorted((place[link["source"]], place[link["target"]]))) for link in data["links"]}
    graph = igraph.Graph(n=actors, edges=sorted(ends))
    twin = nx.Graph(sorted(ends)) if links <= NETWORKX_LINKS else None
    _, reading = command(program, "info", file)
    is_small = links <= NETWORKX_LINKS
    print(f"\n{actors} actors, {links} links            linklore    igraph  networkx   (CPU s)")

    def row(name, arguments, by_igraph, by_networkx=None):
        found, seconds = command(program, *arguments)
        known, igraph_seconds = timed(by_igraph) if by_igraph else (None, None)
        _, networkx_seconds = timed(by_networkx) if by_networkx and twin is not None else (None, None)
        shown = [f"{value:>9.2f}" if value is not None else "        –" for value in (max(seconds - reading, 0.0), igraph_seconds, networkx_seconds)]
        print(f"  {name:<32} {' '.join(shown)}")
        return found, known

    rank = lambda *more: ["rank", file, "--undirected", "--by", *more]
    exact = ["--exact"] if is_small else ["--pivots", DRAWN]
    name = "betweenness, exact" if is_small else f"betweenness, {DRAWN} drawn"
    # igraph has no estimate from drawn sources; all of them at this size take half an hour.
    row(name, rank("betweenness", *exact), graph.betweenness if is_small else None)
    row("closeness", rank("closeness", *exact), graph.closeness if is_small else None)
    row("PageRank", rank("pagerank"), graph.pagerank)
    row("eigenvector", rank("eigenvector"), graph.eigenvector_centrality)
    row("core numbers", rank("kcore"), graph.coreness, lambda: nx.core_number(twin))
    row("clustering", rank("clustering"), graph.transitivity_local_undirected, lambda: nx.clustering(twin))
    ours, theirs = row(
        "communities (Leiden)", ["communities", file, "--top", 1],
        lambda: graph.community_leiden(objective_function="modularity", n_iterations=2),
    )
    print(f"  modularity: linklore {ours['modularity']:.4f}, igraph {graph.modularity(theirs):.4f}")


main()
