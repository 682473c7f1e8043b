//! Buttons: routes that go by the data a button carries.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::hash::BuildFast;
use super::table::Rows;
use crate::callback::check::place;
use crate::callback::{Callback, PREFIX, Seal, TAG, Variant};
use crate::session::StoreError;

/// A variant of an enum whose values are the data of buttons.
#[derive(Clone, Copy)]
pub struct Button {
    /// The enum's name.
    pub name: &'static str,
    /// The variant's name.
    pub variant: &'static str,
    /// The first letters of its data.
    pub prefix: &'static str,
    /// What the handler handles.
    pub role: Role,
    variants: &'static [Variant],
    unpacks: Unpacks,
}

/// What a handler of a variant handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// A press of the button.
    Button,
    /// The question whether it can be sold.
    Checkout,
    /// The question how it can be sent.
    Shipping,
    /// Its payment.
    Paid,
    /// Its money, paid back.
    Refund,
}

/// Whether data are a value of an enum.
type Unpacks = fn(&str) -> bool;

impl Button {
    /// The variant of this name.
    #[doc(hidden)]
    pub const fn of<E: Callback>(variant: &'static str, role: Role) -> Self {
        let place = place(E::VARIANTS, variant);
        let known = place < E::VARIANTS.len();
        Self {
            name: E::NAME,
            variant,
            role,
            variants: E::VARIANTS,
            prefix: if known { E::VARIANTS[place].prefix } else { "" },
            unpacks: |data| E::unpack(data).is_some(),
        }
    }
}

/// The names and the data's first letters tell variants apart.
impl PartialEq for Button {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.variant, self.prefix, self.role)
            == (other.name, other.variant, other.prefix, other.role)
    }
}

impl Eq for Button {}

impl fmt::Display for Button {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.name, self.variant)
    }
}

impl fmt::Debug for Button {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The routes of buttons, found by the first letters of the data.
#[derive(Default)]
pub(super) struct Buttons {
    rows: HashMap<[u8; PREFIX], Rows, BuildFast>,
    /// The enums of a name. There is more than one only if modules use the same name.
    enums: HashMap<[u8; TAG], Vec<Unpacks>, BuildFast>,
    /// The variants whose data are sealed.
    seals: HashMap<[u8; PREFIX], Seal, BuildFast>,
    /// The variants that are pressed in states of dialogues.
    in_states: HashSet<[u8; PREFIX], BuildFast>,
}

/// What the data of a button are to a bot.
pub(super) enum Pressed<'a> {
    /// A value of one of its enums, with the rows of the variant.
    Known(&'a [u32]),
    /// Data of one of its enums that are no value of it: made by another version, cut or forged.
    Stale,
    /// Not made by this bot for a button that stands there, or forgotten by its store.
    Forged,
    /// The same, or made for somebody else.
    ForgedOrNotYours,
    /// The store that keeps them failed.
    Failed(StoreError),
    /// None of its enums'.
    Foreign,
}

impl Buttons {
    /// Routes and their buttons; a button without a route is one that is pressed in a state of a
    /// dialogue.
    pub(super) fn new(buttons: &[(Option<u32>, Button)]) -> Self {
        let (mut in_states, mut seals) = (HashSet::default(), HashMap::default());
        let mut rows: HashMap<_, Vec<u32>, BuildFast> = HashMap::default();
        let mut enums: HashMap<_, Vec<Unpacks>, BuildFast> = HashMap::default();
        let mut seen = HashSet::new();
        for (row, button) in buttons {
            let Some((prefix, tag)) = start(button.prefix) else {
                continue;
            };
            match row {
                Some(row) => rows.entry(prefix).or_default().push(*row),
                None => {
                    in_states.insert(prefix);
                }
            }
            // Every variant's function says the same of its enum, which its first variant tells from others.
            let first = button.variants.first().map(|variant| variant.prefix);
            if seen.insert((button.name, first)) {
                enums.entry(tag).or_default().push(button.unpacks);
                let sealed = button.variants.iter().filter(|it| !it.seal.is_none());
                seals.extend(sealed.filter_map(|it| Some((start(it.prefix)?.0, it.seal))));
            }
        }
        Self {
            rows: rows
                .into_iter()
                .map(|(key, rows)| (key, rows.into()))
                .collect(),
            enums,
            seals,
            in_states,
        }
    }

    /// Whether a state of a dialogue waits for this button.
    pub(super) fn in_states(&self, data: &str) -> bool {
        !self.in_states.is_empty()
            && start(data).is_some_and(|(prefix, _)| self.in_states.contains(&prefix))
    }

    /// How the data are protected.
    pub(super) fn seal(&self, data: &str) -> Option<Seal> {
        if self.seals.is_empty() {
            return None;
        }
        self.seals.get(&start(data)?.0).copied()
    }

    /// What data are that need not be opened, or are open.
    pub(super) fn find(&self, data: &str) -> Pressed<'_> {
        let Some(tag) = data.as_bytes().first_chunk() else {
            return Pressed::Foreign;
        };
        let Some(enums) = self.enums.get::<[u8; TAG]>(tag) else {
            return Pressed::Foreign;
        };
        if !enums.iter().any(|unpacks| unpacks(data)) {
            return Pressed::Stale;
        }
        let rows = start(data).and_then(|(prefix, _)| self.rows.get(&prefix));
        Pressed::Known(rows.map_or(&[], |rows| &**rows))
    }
}

fn start(data: &str) -> Option<([u8; PREFIX], [u8; TAG])> {
    let bytes = data.as_bytes();
    Some((*bytes.first_chunk()?, *bytes.first_chunk()?))
}
