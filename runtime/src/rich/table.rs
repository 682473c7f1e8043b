//! Tables.

use botwright_api::types::{
    HorizontalAlign, InputRichBlock, InputRichBlockTable, RichBlockTableCell, RichText,
    VerticalAlign,
};

/// A table of up to 20 columns, row by row.
///
/// ```
/// use botwright::rich::{Rich, Table};
///
/// let table = Table::new().header(["Day", "Open"]).row(["Monday", "9-17"]).bordered();
/// let message = Rich::new().table(table.caption("Our hours"));
/// # let _ = message;
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Table {
    cells: Vec<Vec<RichBlockTableCell>>,
    bordered: bool,
    striped: bool,
    compact: bool,
    caption: Option<RichText>,
}

fn cell(text: impl Into<RichText>) -> RichBlockTableCell {
    RichBlockTableCell::new(HorizontalAlign::Left, VerticalAlign::Middle).text(text)
}

impl Table {
    /// A table without rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row of headings.
    pub fn header<T: Into<RichText>>(self, texts: impl IntoIterator<Item = T>) -> Self {
        let heading = |text| {
            let mut cell = cell(text);
            cell.is_header = true;
            cell
        };
        self.cells(texts.into_iter().map(heading))
    }

    /// Adds a row.
    pub fn row<T: Into<RichText>>(self, texts: impl IntoIterator<Item = T>) -> Self {
        self.cells(texts.into_iter().map(cell))
    }

    /// Adds a row of cells with their own alignment, or over several columns or rows.
    pub fn cells(mut self, cells: impl IntoIterator<Item = RichBlockTableCell>) -> Self {
        self.cells.push(cells.into_iter().collect());
        self
    }

    /// With lines between the cells.
    pub fn bordered(mut self) -> Self {
        self.bordered = true;
        self
    }

    /// With every other row in another colour.
    pub fn striped(mut self) -> Self {
        self.striped = true;
        self
    }

    /// With less space in the cells.
    pub fn compact(mut self) -> Self {
        self.compact = true;
        self
    }

    /// What is written with the table.
    pub fn caption(mut self, text: impl Into<RichText>) -> Self {
        self.caption = Some(text.into());
        self
    }
}

impl From<Table> for InputRichBlock {
    fn from(table: Table) -> Self {
        let mut block = InputRichBlockTable::new(table.cells);
        block.is_bordered = table.bordered;
        block.is_striped = table.striped;
        block.is_compact = table.compact;
        block.caption = table.caption;
        block.into()
    }
}
