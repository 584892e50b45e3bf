//! Milliseconds for one step of repulsion, by the tree and by every pair, and for one step of the engine.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use linklore::layout::repulsion::{self, BarnesHut};
use linklore::layout::{Control, Parameters, Problem, engine};
use linklore::model::{Planted, Topology, planted};

const SIZES: [(usize, usize); 2] = [(1_000, 5_000), (10_000, 50_000)];

fn problem(actors: usize, links: usize) -> Problem {
    let topology = Topology::whole(&planted(Planted::of_size(actors, links, 1)));
    Problem { radii: vec![8.0; actors], topology, seed: 1, ..Problem::default() }
}

fn steps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("layout");
    group.sample_size(10);
    for (actors, links) in SIZES {
        let problem = problem(actors, links);
        let mut engine = engine(&problem, &Parameters { unfold_steps: u32::MAX, ..Parameters::default() });
        for _ in 0..50 {
            engine.step(&Control::default());
        }
        let name = format!("{actors}/{links}");
        let xs: Vec<f32> = engine.points().iter().map(|point| point.x / 95.0).collect();
        let ys: Vec<f32> = engine.points().iter().map(|point| point.y / 95.0).collect();
        let masses: Vec<f32> = (0..actors as u32).map(|node| problem.topology.degree(node) as f32 + 1.0).collect();
        let (mut x, mut y) = (vec![0.0; actors], vec![0.0; actors]);
        group.bench_function(BenchmarkId::new("step", &name), |bencher| {
            bencher.iter(|| black_box(engine.step(&Control::default())));
        });
        let mut tree = BarnesHut::default();
        group.bench_function(BenchmarkId::new("repulsion by tree", &name), |bencher| {
            bencher.iter(|| tree.pushes(1.0, black_box(&xs), &ys, &masses, &mut x, &mut y));
        });
        group.bench_function(BenchmarkId::new("repulsion by pairs", &name), |bencher| {
            bencher.iter(|| repulsion::exact(black_box(&xs), &ys, &masses, &mut x, &mut y));
        });
    }
    group.finish();
}

criterion_group!(benches, steps);
criterion_main!(benches);
