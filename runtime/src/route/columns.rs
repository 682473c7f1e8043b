//! Text in columns that fit into a width.

/// The narrowest a column becomes.
const NARROW: usize = 8;

/// Between two columns.
const GAP: &str = "  ";

/// After what a line may be broken that has no space.
const BREAKS: &[char] = &[' ', ',', '/', ':', '|', '&', '_'];

/// Lays rows of cells out below each other; cells that are too long go on below. A line break in a cell is
/// kept.
pub(super) fn columns(rows: &[Vec<String>], width: usize) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let longest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let lines = cells.flat_map(|cell| cell.lines());
        lines
            .map(|line| line.chars().count())
            .max()
            .unwrap_or_default()
    };
    let mut widths: Vec<_> = (0..count).map(longest).collect();
    let gaps = GAP.len() * count.saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let Some(widest) = widths.iter_mut().max_by_key(|width| **width) else {
            break;
        };
        if *widest <= NARROW {
            break;
        }
        *widest -= 1;
    }
    let mut text = String::new();
    for row in rows {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| cell.lines().flat_map(|line| broken(line, *width)).collect())
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for line in 0..height {
            let mut whole = String::new();
            for (cell, width) in cells.iter().zip(&widths) {
                let part = cell.get(line).map_or("", String::as_str);
                let fill = width.saturating_sub(part.chars().count());
                whole.push_str(part);
                whole.extend(std::iter::repeat_n(' ', fill));
                whole.push_str(GAP);
            }
            text.push_str(whole.trim_end());
            text.push('\n');
        }
    }
    text
}

/// A line in pieces of at most `width` letters: broken at spaces, else after another mark, else anywhere.
fn broken(line: &str, width: usize) -> Vec<String> {
    let mut rest: Vec<char> = line.chars().collect();
    let mut pieces = Vec::new();
    while rest.len() > width {
        let space = (width / 2..=width).rev().find(|end| rest[*end] == ' ');
        let mark = || {
            (1..=width)
                .rev()
                .find(|end| BREAKS.contains(&rest[end - 1]))
        };
        let end = space.or_else(mark).unwrap_or(width);
        let piece: String = rest.drain(..end).collect();
        pieces.push(piece.trim_end().to_owned());
        if rest.first() == Some(&' ') {
            rest.remove(0);
        }
    }
    pieces.push(rest.into_iter().collect());
    pieces
}

#[cfg(test)]
mod tests {
    use super::columns;

    fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
        let row = |cells: &&[&str]| cells.iter().map(|&cell| cell.to_owned()).collect();
        cells.iter().map(row).collect()
    }

    #[test]
    fn short_cells_are_aligned() {
        let text = columns(&rows(&[&["a", "long one", "x"], &["bc", "", "y\nz"]]), 40);
        assert_eq!(text, "a   long one  x\nbc            y\n              z\n");
    }

    #[test]
    fn long_cells_go_on_below() {
        let text = columns(
            &rows(&[&["1", "src/a_module/file.rs:12", "unbreakable0"]]),
            24,
        );
        assert!(
            text.lines().all(|line| line.chars().count() <= 24),
            "{text}"
        );
        assert_eq!(
            text,
            "1  src/a_      unbreakab\n   module/     le0\n   file.rs:12\n"
        );
    }
}
