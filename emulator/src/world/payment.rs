//! Payments: from an invoice over shipping and checkout to the message that it is paid.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    ids,
    invoice::{Invoice, Price, total},
    message::{Content, Message, Sender, field},
    order::{Address, Order},
    star::{Charge, Transaction, invoice_partner, new_charge_id},
    state::State,
};

/// How many Stars a person has at first.
const FIRST_STARS: i64 = 10_000;
/// A checkout has to be answered this fast.
const CHECKOUT_LIFETIME: Duration = Duration::from_secs(10);
/// The update of a shipping query lives this long, and so does the query.
const SHIPPING_LIFETIME: Duration = Duration::from_secs(150);

/// How far a payment has come.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum PaymentStatus {
    /// The bot is asked where it ships to and for how much.
    Shipping {
        /// The id of the shipping query.
        shipping_query_id: String,
    },
    /// The bot is asked for its consent.
    Checkout {
        /// The id of the pre-checkout query.
        pre_checkout_query_id: String,
    },
    /// It is paid.
    Paid {
        /// The chat of the message that says so.
        chat_id: i64,
        /// That message.
        message_id: i64,
        /// Telegram's id of the payment.
        telegram_payment_charge_id: String,
    },
    /// The bot refused.
    Refused {
        /// What the person sees.
        error_message: String,
    },
    /// The bot did not answer in time.
    TimedOut,
}

/// A way of shipping that a bot offers.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct ShippingOption {
    pub(crate) id: String,
    pub(crate) prices: Vec<Price>,
}

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
struct Payment {
    user: i64,
    bot: i64,
    /// Where the message about it goes.
    chat: ChatKey,
    invoice: Invoice,
    order: Order,
    info: Option<Value>,
    shipping_option: Option<ShippingOption>,
    status: PaymentStatus,
    /// When the bot was asked.
    asked_at: Duration,
}

impl Payment {
    fn total(&self) -> i64 {
        let shipping = self
            .shipping_option
            .as_ref()
            .map_or(0, |option| total(&option.prices));
        let tip = self.order.tip_amount.clamp(0, self.invoice.max_tip);
        self.invoice
            .total()
            .saturating_add(shipping)
            .saturating_add(tip)
    }

    fn is_late(&self, now: Duration) -> bool {
        let lifetime = match self.status {
            PaymentStatus::Shipping { .. } => SHIPPING_LIFETIME,
            PaymentStatus::Checkout { .. } => CHECKOUT_LIFETIME,
            _ => return false,
        };
        now.saturating_sub(self.asked_at) > lifetime
    }
}

/// All payments, and who has how many Stars.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Payments {
    /// By the ids that the emulator gives them.
    begun: BTreeMap<String, Payment>,
    links: BTreeMap<String, (i64, Invoice)>,
    pub(super) charges: BTreeMap<String, Charge>,
    transactions: BTreeMap<i64, Vec<Transaction>>,
    stars: BTreeMap<i64, i64>,
}

impl Payments {
    /// Keeps an invoice under a new link.
    pub(crate) fn add_link(&mut self, bot: i64, invoice: Invoice) -> String {
        let link = format!(
            "https://t.me/$emulator{}",
            ids::base64url(&ids::random_bytes())
        );
        self.links.insert(link.clone(), (bot, invoice));
        link
    }

    /// How many Stars somebody has; people begin with some, bots with none.
    pub(crate) fn stars(&self, owner: i64, is_bot: bool) -> i64 {
        let first = if is_bot { 0 } else { FIRST_STARS };
        self.stars.get(&owner).copied().unwrap_or(first)
    }

    pub(crate) fn set_stars(&mut self, owner: i64, amount: i64) {
        self.stars.insert(owner, amount);
    }

    pub(crate) fn add_transaction(&mut self, bot: i64, transaction: Transaction) {
        self.transactions.entry(bot).or_default().push(transaction);
    }

    /// The bot's transactions, the oldest first.
    pub(crate) fn transactions(&self, bot: i64) -> &[Transaction] {
        self.transactions.get(&bot).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn status(&self, id: &str, now: Duration) -> Option<PaymentStatus> {
        let payment = self.begun.get(id)?;
        Some(if payment.is_late(now) {
            PaymentStatus::TimedOut
        } else {
            payment.status.clone()
        })
    }

    /// The payment that waits for an answer of `bot` under a query's id.
    fn waiting(&self, bot: i64, query_id: &str, now: Duration) -> Option<(String, Payment)> {
        let (id, payment) = self.begun.iter().find(|(_, payment)| {
            payment.bot == bot
                && match &payment.status {
                    PaymentStatus::Shipping { shipping_query_id } => shipping_query_id == query_id,
                    PaymentStatus::Checkout {
                        pre_checkout_query_id,
                    } => pre_checkout_query_id == query_id,
                    _ => false,
                }
        })?;
        (!payment.is_late(now)).then(|| (id.clone(), payment.clone()))
    }
}

/// Why a bot's call about a payment is refused: a code of the backend, or that it is too late.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PaymentRefusal {
    TooLate,
    Code(&'static str),
}

impl State {
    /// The invoice in a message, with the bot that wants the money.
    fn message_invoice(&self, chat: ChatKey, id: i64) -> Option<(i64, Invoice)> {
        let message = self.message(chat, id)?;
        let bot = match message.sender {
            Sender::Bot(bot) => bot,
            Sender::User(_) => message.via_bot?,
        };
        match &message.content {
            Content::Invoice(invoice) => Some((bot, invoice.as_ref().clone())),
            _ => None,
        }
    }

    /// The invoice in a message, with what it asks for.
    pub(crate) fn invoice_of_message(
        &self,
        chat: ChatKey,
        message_id: i64,
    ) -> Result<Value, ControlError> {
        let found = self.message_invoice(chat, message_id);
        let (_, invoice) =
            found.ok_or_else(|| ControlError::NothingToPay(message_id.to_string()))?;
        Ok(invoice.details())
    }

    /// The invoice behind a link, with what it asks for.
    pub(crate) fn invoice_of_link(&self, link: &str) -> Result<Value, ControlError> {
        let found = self.payments.links.get(link);
        let (_, invoice) = found.ok_or_else(|| ControlError::NothingToPay(link.to_owned()))?;
        Ok(invoice.details())
    }

    /// Keeps a payment that has come further, and tells the page.
    fn keep_payment(&mut self, id: String, payment: Payment) {
        let event = json!({"type": "payment", "payment_id": id, "user_id": payment.user});
        self.payments.begun.insert(id, payment);
        self.emit(event);
    }

    /// `user` begins to pay the invoice of a message; returns the payment's id.
    pub(crate) fn user_pays_message(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        order: Order,
    ) -> Result<String, ControlError> {
        let found = self.message_invoice(chat, message_id);
        let (bot, invoice) =
            found.ok_or_else(|| ControlError::NothingToPay(message_id.to_string()))?;
        self.user_pays(user, bot, chat, invoice, order)
    }

    /// `user` begins to pay the invoice behind a link; returns the payment's id.
    pub(crate) fn user_pays_link(
        &mut self,
        user: i64,
        link: &str,
        order: Order,
    ) -> Result<String, ControlError> {
        let found = self.payments.links.get(link).cloned();
        let (bot, invoice) = found.ok_or_else(|| ControlError::NothingToPay(link.to_owned()))?;
        let chat = ChatKey::Private { user, bot };
        self.user_pays(user, bot, chat, invoice, order)
    }

    fn user_pays(
        &mut self,
        user: i64,
        bot: i64,
        chat: ChatKey,
        invoice: Invoice,
        order: Order,
    ) -> Result<String, ControlError> {
        if !self.users.contains_key(&user) {
            return Err(ControlError::UnknownUser(user));
        }
        if invoice.is_in_stars() {
            self.check_stars(user, invoice.total())?;
        }
        let info = order.info(&invoice)?;
        let id = ids::number();
        let mut payment = Payment {
            user,
            bot,
            chat,
            info,
            shipping_option: None,
            status: PaymentStatus::TimedOut,
            asked_at: self.clock.now(),
            invoice,
            order,
        };
        if payment.invoice.is_flexible {
            let query_id = ids::number();
            let payload = json!({
                "id": query_id,
                "from": self.member_json(user),
                "invoice_payload": payment.invoice.payload,
                "shipping_address": payment.order.shipping_address.as_ref().map(Address::json),
            });
            payment.status = PaymentStatus::Shipping {
                shipping_query_id: query_id,
            };
            self.push_update(bot, "shipping_query", &payload);
        } else {
            self.ask_checkout(&mut payment);
        }
        self.payments.begun.insert(id.clone(), payment);
        Ok(id)
    }

    fn ask_checkout(&mut self, payment: &mut Payment) {
        let id = ids::number();
        let mut query = json!({
            "id": id,
            "from": self.member_json(payment.user),
            "currency": payment.invoice.currency,
            "total_amount": payment.total(),
            "invoice_payload": payment.invoice.payload,
        });
        add_order(&mut query, payment);
        payment.status = PaymentStatus::Checkout {
            pre_checkout_query_id: id,
        };
        payment.asked_at = self.clock.now();
        self.push_update(payment.bot, "pre_checkout_query", &query);
    }

    /// The bot offers ways of shipping, or refuses to ship.
    pub(crate) fn answer_shipping(
        &mut self,
        bot: i64,
        query_id: &str,
        answer: Result<Vec<ShippingOption>, String>,
    ) -> Result<(), PaymentRefusal> {
        let (id, mut payment) = self
            .payments
            .waiting(bot, query_id, self.clock.now())
            .filter(|(_, payment)| matches!(payment.status, PaymentStatus::Shipping { .. }))
            .ok_or(PaymentRefusal::TooLate)?;
        match answer {
            Err(error_message) => payment.status = PaymentStatus::Refused { error_message },
            Ok(options) => {
                let chosen = match &payment.order.shipping_option_id {
                    None => options.into_iter().next(),
                    Some(id) => options.into_iter().find(|option| option.id == *id),
                };
                if let Some(option) = chosen {
                    payment.shipping_option = Some(option);
                    self.ask_checkout(&mut payment);
                } else {
                    let wanted = payment.order.shipping_option_id.clone();
                    let why = ControlError::NoShippingOption(wanted.unwrap_or_default());
                    payment.status = PaymentStatus::Refused {
                        error_message: why.to_string(),
                    };
                }
            }
        }
        self.keep_payment(id, payment);
        Ok(())
    }

    /// The bot consents, and it is paid; or it refuses with a text.
    pub(crate) fn answer_checkout(
        &mut self,
        bot: i64,
        query_id: &str,
        refusal: Option<String>,
    ) -> Result<(), PaymentRefusal> {
        let (id, mut payment) = self
            .payments
            .waiting(bot, query_id, self.clock.now())
            .filter(|(_, payment)| matches!(payment.status, PaymentStatus::Checkout { .. }))
            .ok_or(PaymentRefusal::TooLate)?;
        payment.status = match refusal {
            Some(error_message) => PaymentStatus::Refused { error_message },
            None => self.complete(&payment),
        };
        self.keep_payment(id, payment);
        Ok(())
    }

    fn complete(&mut self, payment: &Payment) -> PaymentStatus {
        let amount = payment.total();
        if payment.invoice.is_in_stars()
            && let Err(error) = self.pay_stars(payment.user, payment.bot, amount)
        {
            return PaymentStatus::Refused {
                error_message: error.to_string(),
            };
        }
        let charge_id = new_charge_id();
        let mut paid = json!({
            "currency": payment.invoice.currency,
            "total_amount": amount,
            "invoice_payload": payment.invoice.payload,
            "telegram_payment_charge_id": charge_id,
            // Stars have no provider.
            "provider_payment_charge_id": if payment.invoice.is_in_stars() {
                payment.invoice.payload.clone()
            } else {
                ids::number()
            },
        });
        add_order(&mut paid, payment);
        let charge = Charge {
            user: payment.user,
            bot: payment.bot,
            chat: payment.chat,
            invoice: payment.invoice.clone(),
            amount,
            is_refunded: false,
            is_canceled: false,
        };
        let message_id = self.tell_paid(&charge, &charge_id, paid, true);
        self.payments.charges.insert(charge_id.clone(), charge);
        PaymentStatus::Paid {
            chat_id: payment.chat.id(),
            message_id,
            telegram_payment_charge_id: charge_id,
        }
    }

    /// Writes the message that something is paid, and the transaction of Stars.
    pub(super) fn tell_paid(
        &mut self,
        charge: &Charge,
        charge_id: &str,
        mut paid: Value,
        is_first: bool,
    ) -> i64 {
        let now = self.clock.unix_time();
        if let Some(period) = charge.invoice.subscription_period {
            paid["subscription_expiration_date"] = json!(now + period);
            paid["is_recurring"] = json!(true);
            if is_first {
                paid["is_first_recurring"] = json!(true);
            }
        }
        if charge.invoice.is_in_stars() {
            self.payments.add_transaction(
                charge.bot,
                Transaction {
                    id: charge_id.to_owned(),
                    amount: charge.amount,
                    date: now,
                    partner: invoice_partner(charge, false),
                },
            );
        }
        self.service_message(charge, "successful_payment", paid)
    }

    pub(super) fn service_message(&mut self, charge: &Charge, name: &str, object: Value) -> i64 {
        let content = Content::Service(field(name, object));
        let message = Message::new(self, charge.chat, Sender::User(charge.user), content);
        let id = self.add_message(message);
        self.tell_bots(charge.chat, id);
        id
    }
}

fn add_order(json: &mut Value, payment: &Payment) {
    if let Some(option) = &payment.shipping_option {
        json["shipping_option_id"] = json!(option.id);
    }
    if let Some(info) = &payment.info {
        json["order_info"] = info.clone();
    }
}
