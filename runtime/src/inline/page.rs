//! Which page of results is wanted.

use botwright_api::types::{InlineQuery, UpdateKind};

use crate::cx::Cx;
use crate::extract::{FromUpdate, Rejection};
use crate::route::Kinds;

/// Which page of results the user's app asks for: the first is 0. It asks for more when the user scrolls
/// to the end, as long as answers have a [`next_page`](super::Inline::next_page).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Page(u32);

impl Page {
    /// The page's number; the first is 0.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The items of this page out of all, `size` to a page.
    ///
    /// ```
    /// use botwright::inline::Page;
    ///
    /// let items = [1, 2, 3, 4, 5];
    /// assert_eq!(Page::default().of(&items, 2), [1, 2]);
    /// assert_eq!(Page::default().next().next().of(&items, 2), [5]);
    /// assert!(Page::default().next().next().next().of(&items, 2).is_empty());
    /// ```
    pub fn of<T>(self, items: &[T], size: usize) -> &[T] {
        let start = (self.0 as usize).saturating_mul(size).min(items.len());
        let end = start.saturating_add(size).min(items.len());
        &items[start..end]
    }

    pub(super) fn offset(self) -> String {
        self.0.to_string()
    }

    /// The page an offset of ours stands for; another one is the first page.
    pub(super) fn read(query: &InlineQuery) -> Self {
        Self(query.offset.parse().unwrap_or_default())
    }
}

impl FromUpdate<'_> for Page {
    const KINDS: Kinds = Kinds::of(&UpdateKind::InlineQuery);
    const MAY_SKIP: bool = false;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        <&InlineQuery>::from_update(cx).map(Self::read)
    }
}
