//! What people enter while they pay.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{act::ControlError, invoice::Invoice};

/// What a person enters while paying.
///
/// ```
/// use botwright_emulator::Order;
///
/// let order = Order::new().name("Ann").email("ann@example.org").tip(100);
/// # let _ = order;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Order {
    name: Option<String>,
    phone_number: Option<String>,
    email: Option<String>,
    pub(super) shipping_address: Option<Address>,
    pub(super) shipping_option_id: Option<String>,
    pub(super) tip_amount: i64,
}

#[derive(Clone, Debug, PartialEq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Address {
    country_code: String,
    #[serde(default)]
    state: String,
    city: String,
    street_line1: String,
    #[serde(default)]
    street_line2: String,
    post_code: String,
}

impl Address {
    pub(super) fn json(&self) -> Value {
        json!({
            "country_code": self.country_code,
            "state": self.state,
            "city": self.city,
            "street_line1": self.street_line1,
            "street_line2": self.street_line2,
            "post_code": self.post_code,
        })
    }
}

impl Order {
    /// An order in which nothing is entered.
    pub fn new() -> Self {
        Self::default()
    }

    /// The full name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The phone number.
    pub fn phone_number(mut self, number: impl Into<String>) -> Self {
        self.phone_number = Some(number.into());
        self
    }

    /// The e-mail address.
    pub fn email(mut self, email: impl Into<String>) -> Self {
        self.email = Some(email.into());
        self
    }

    /// Where to ship to: the country as two letters, the city, the street with the number, and the
    /// post code.
    pub fn shipping_address(
        mut self,
        country_code: &str,
        city: &str,
        street: &str,
        post_code: &str,
    ) -> Self {
        self.shipping_address = Some(Address {
            country_code: country_code.to_owned(),
            state: String::new(),
            city: city.to_owned(),
            street_line1: street.to_owned(),
            street_line2: String::new(),
            post_code: post_code.to_owned(),
        });
        self
    }

    /// The way of shipping to choose among those the bot offers; the first when not given.
    pub fn shipping_option(mut self, id: impl Into<String>) -> Self {
        self.shipping_option_id = Some(id.into());
        self
    }

    /// A tip in the smallest unit of the currency; more than the invoice allows is cut.
    pub fn tip(mut self, amount: i64) -> Self {
        self.tip_amount = amount;
        self
    }

    /// The `OrderInfo` object of what the invoice asks for.
    pub(super) fn info(&self, invoice: &Invoice) -> Result<Option<Value>, ControlError> {
        let mut info = Map::new();
        let text = |value: &Option<String>| value.clone().map(Value::from);
        let address = self.shipping_address.as_ref().map(Address::json);
        for (is_needed, key, what, value) in [
            (invoice.needs.name, "name", "name", text(&self.name)),
            (
                invoice.needs.phone_number,
                "phone_number",
                "phone number",
                text(&self.phone_number),
            ),
            (
                invoice.needs.email,
                "email",
                "e-mail address",
                text(&self.email),
            ),
            (
                invoice.needs.shipping_address || invoice.is_flexible,
                "shipping_address",
                "shipping address",
                address,
            ),
        ] {
            if is_needed {
                let value = value.ok_or(ControlError::OrderIncomplete(what))?;
                info.insert(key.into(), value);
            }
        }
        Ok((!info.is_empty()).then(|| info.into()))
    }
}
