//! Invoices and what they ask for.

use serde_json::{Value, json};

/// The currency of Telegram Stars.
pub(crate) const STARS: &str = "XTR";

/// A part of a price: a label, and an amount in the smallest unit of the currency.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Price {
    pub(crate) label: String,
    pub(crate) amount: i64,
}

/// What an invoice wants to know about who pays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "Telegram asks four questions"
)]
pub(crate) struct Needs {
    pub(crate) name: bool,
    pub(crate) phone_number: bool,
    pub(crate) email: bool,
    pub(crate) shipping_address: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Invoice {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) payload: String,
    pub(crate) currency: String,
    pub(crate) prices: Vec<Price>,
    pub(crate) max_tip: i64,
    pub(crate) start_parameter: String,
    pub(crate) needs: Needs,
    /// Whether the price depends on the way of shipping.
    pub(crate) is_flexible: bool,
    /// How long a subscription lasts, in seconds.
    pub(crate) subscription_period: Option<i64>,
}

impl Invoice {
    /// The prices together, without shipping and tip.
    pub(crate) fn total(&self) -> i64 {
        total(&self.prices)
    }

    pub(crate) fn is_in_stars(&self) -> bool {
        self.currency == STARS
    }

    /// The `Invoice` object with the `prices`, `max_tip_amount`, and `needs`, the names of what an
    /// order has to have.
    pub(crate) fn details(&self) -> Value {
        let prices: Vec<Value> = self
            .prices
            .iter()
            .map(|price| json!({"label": price.label, "amount": price.amount}))
            .collect();
        let needs: Vec<&str> = [
            (self.needs.name, "name"),
            (self.needs.phone_number, "phone_number"),
            (self.needs.email, "email"),
            (
                self.needs.shipping_address || self.is_flexible,
                "shipping_address",
            ),
        ]
        .into_iter()
        .filter_map(|(is_needed, name)| is_needed.then_some(name))
        .collect();
        let mut json = self.json();
        json["prices"] = json!(prices);
        json["max_tip_amount"] = json!(self.max_tip);
        json["needs"] = json!(needs);
        json
    }

    /// The `Invoice` object.
    pub(crate) fn json(&self) -> Value {
        json!({
            "title": self.title,
            "description": self.description,
            "start_parameter": self.start_parameter,
            "currency": self.currency,
            "total_amount": self.total(),
        })
    }
}

pub(crate) fn total(prices: &[Price]) -> i64 {
    prices
        .iter()
        .fold(0, |sum, price| price.amount.saturating_add(sum))
}
