//! Cells that are merged over several rows: what they hold counts for each row that they cover. Those that are merged over
//! columns alone are titles, and say no more than they hold.

use std::ops::Range;

use super::sheet::Room;
use crate::io::error::ReadError;
use crate::io::table::walk::{SheetCell, SheetRow};

/// A cell that is merged with those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The number of its first row, from 1: that of the cell that holds something.
    pub first: u32,
    /// Its first column, from 0; what is merged beside it stays empty.
    pub column: u32,
    /// The number of its last row.
    pub last: u32,
}

/// Gives the rows that merged cells cover what these hold, and returns how many cells were filled so. Rows without a filled
/// cell stay as empty as they are, and a merged cell ends above the next one in its column that holds something of its own:
/// pandas gives those of ODS too many rows. `rows` and their cells are in order, and are so afterwards.
///
/// # Errors
/// Where more is covered than the file has room for.
pub fn fill(rows: &mut [SheetRow], mut merges: Vec<Merge>, room: &mut Room) -> Result<usize, ReadError> {
    // What is said twice of one cell is looked at once, with the larger of the two areas.
    merges.sort_unstable_by_key(|merge| (merge.first, merge.column, std::cmp::Reverse(merge.last)));
    merges.dedup_by_key(|merge| (merge.first, merge.column));
    let mut covered: Vec<(Range<usize>, SheetCell)> = Vec::new();
    let mut count = 0;
    for merge in merges {
        let Ok(first) = rows.binary_search_by_key(&merge.first, |row| row.number) else { continue };
        let Some(cell) = cell_of(&rows[first], merge.column) else { continue };
        let is_covered = |row: &&SheetRow| row.number <= merge.last && cell_of(row, merge.column).is_none();
        let mut end = first + 1;
        for _ in rows[end..].iter().take_while(is_covered) {
            room.cover(cell.text.len())?;
            end += 1;
        }
        count += end - first - 1;
        covered.push((first + 1..end, cell.clone()));
    }
    for (below, cell) in covered {
        for row in &mut rows[below] {
            row.cells.push(cell.clone());
        }
    }
    for row in rows {
        row.cells.sort_by_key(|cell| cell.column);
    }
    Ok(count)
}

/// The cell of a row in that column, where it holds something.
fn cell_of(row: &SheetRow, column: u32) -> Option<&SheetCell> {
    row.cells.binary_search_by_key(&column, |cell| cell.column).ok().map(|at| &row.cells[at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::error::ReadCause;
    use crate::io::table::split::Sort;

    /// Rows as texts: `2: a b` is row 2 with two cells, `.` a cell that is empty.
    fn rows(written: &[&str]) -> Vec<SheetRow> {
        let row = |line: &&str| {
            let (number, cells) = line.split_once(": ").expect("a number and cells");
            let cells = cells.split(' ').enumerate().filter(|(_, text)| *text != ".");
            let cells = cells.map(|(at, text)| SheetCell { column: at as u32, sort: Sort::Text, text: text.into() });
            SheetRow { number: number.parse().expect("a number"), cells: cells.collect() }
        };
        written.iter().map(row).collect()
    }

    fn filled(written: &[&str], merges: &[(u32, u32, u32)]) -> Result<(usize, Vec<String>), ReadError> {
        let mut rows = rows(written);
        let merges = merges.iter().map(|(first, column, last)| Merge { first: *first, column: *column, last: *last });
        let count = fill(&mut rows, merges.collect(), &mut Room::of("a.xlsx", 100))?;
        let texts = rows.iter().map(|row| row.cells.iter().map(|cell| &*cell.text).collect::<Vec<_>>().join(" "));
        Ok((count, texts.collect()))
    }

    #[test]
    fn merged_cells_count_for_every_row_that_is_there() {
        let seen = filled(&["1: a b", "2: . c", "5: . d", "6: . e"], &[(1, 0, 5)]).expect("within the limits");
        assert_eq!(seen, (2, vec!["a b".to_owned(), "a c".to_owned(), "a d".to_owned(), "e".to_owned()]));
        let seen = filled(&["1: a b", "2: . c"], &[(2, 0, 9), (3, 0, 4), (1, 7, 9)]).expect("within the limits");
        assert_eq!(seen.0, 0, "nothing stands in those cells");
    }

    #[test]
    fn a_merged_cell_ends_above_the_next_filled_one() {
        let seen = filled(&["1: a 1", "2: . 2", "3: b 3", "4: . 4"], &[(1, 0, 9), (3, 0, 9), (1, 0, 2)]);
        assert_eq!(seen.expect("within the limits"), (2, ["a 1", "a 2", "b 3", "b 4"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn merged_cells_have_no_more_room_than_repeated_ones() {
        let wide = "x ".repeat(2000);
        let mut lines = vec![format!("1: {}", wide.trim())];
        lines.extend((2..1000).map(|number| format!("{number}: {}y", ". ".repeat(2000))));
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let merges: Vec<(u32, u32, u32)> = (0..2000).map(|column| (1, column, u32::MAX)).collect();
        let error = filled(&lines, &merges).expect_err("two million cells of a hundred bytes");
        assert_eq!(error.cause(), ReadCause::TooLarge);
    }
}
