//! How deep each actor is in the thick of it: core numbers.

use super::ties::Ties;

/// The core number of each node (Seidman 1983): the greatest `k` so that it belongs to a part of the graph in which everybody has
/// `k` ties. By taking off whoever has the fewest (Batagelj and Zaveršnik 2003), in time in proportion to ties.
///
/// Ties must lead both ways; what they are worth and ties to oneself do not count.
#[must_use]
pub fn core_numbers(ties: &Ties) -> Vec<u32> {
    let count = ties.node_count();
    let mut core: Vec<u32> = (0..count as u32).map(|node| ties.degree(node) as u32).collect();
    // Nodes by how many ties they have left: starts[d] is where those with d begin in `order`, place[n] where node n is.
    let most = core.iter().copied().max().unwrap_or(0) as usize;
    let mut starts = vec![0usize; most + 2];
    for &degree in &core {
        starts[degree as usize + 1] += 1;
    }
    for degree in 0..=most {
        starts[degree + 1] += starts[degree];
    }
    let (mut order, mut place, mut next) = (vec![0u32; count], vec![0usize; count], starts.clone());
    for node in 0..count {
        let at = &mut next[core[node] as usize];
        (order[*at], place[node]) = (node as u32, *at);
        *at += 1;
    }
    for at in 0..count {
        let node = order[at];
        for &head in ties.heads(node) {
            let head = head as usize;
            if core[head] <= core[node as usize] {
                continue;
            }
            // It goes to the front of those with as many, which then begin behind it.
            let degree = core[head] as usize;
            let front = starts[degree].max(at + 1);
            let other = order[front];
            order.swap(front, place[head]);
            place[other as usize] = place[head];
            place[head] = front;
            starts[degree] = front + 1;
            core[head] -= 1;
        }
    }
    core
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Direction, Worth, known};
    use crate::model::{Planted, Topology, graph_from_drawing, planted};

    fn ties(drawing: &str) -> Ties {
        Ties::new(&Topology::whole(&graph_from_drawing(drawing)), Direction::Ignored, Worth::One)
    }

    #[test]
    fn a_square_with_all_diagonals_and_what_hangs_on_it() {
        assert_eq!(core_numbers(&ties("A-B A-C A-D B-C B-D C-D D-E E-F F-D F-G H I-I")), [3, 3, 3, 3, 2, 2, 1, 0, 0]);
        assert_eq!(core_numbers(&ties("")), [] as [u32; 0]);
    }

    #[test]
    fn the_karate_club_has_ten_in_its_thick() {
        let core = core_numbers(&Ties::new(&known::karate(), Direction::Ignored, Worth::One));
        let inner: Vec<usize> = (0..34).filter(|at| core[*at] == 4).map(|at| at + 1).collect();
        assert_eq!(inner, [1, 2, 3, 4, 8, 9, 14, 31, 33, 34]);
        assert_eq!(core.iter().max(), Some(&4));
    }

    #[test]
    fn taking_off_again_and_again_agrees() {
        let ties =
            Ties::new(&Topology::whole(&planted(Planted::of_size(400, 1500, 9))), Direction::Ignored, Worth::One);
        let found = core_numbers(&ties);
        for k in 1..=*found.iter().max().expect("somebody is there") {
            let mut stays = vec![true; 400];
            loop {
                let has = |node: u32| ties.heads(node).iter().filter(|head| stays[**head as usize]).count();
                let weak: Vec<u32> = (0..400).filter(|node| stays[*node as usize] && has(*node) < k as usize).collect();
                if weak.is_empty() {
                    break;
                }
                for node in weak {
                    stays[node as usize] = false;
                }
            }
            for node in 0..400 {
                assert_eq!(stays[node], found[node] >= k, "{node} in the {k}-core");
            }
        }
    }
}
