//! Telegram Stars: charges, refunds, subscriptions, and the account of each bot.

use serde_json::{Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    ids,
    invoice::{Invoice, STARS},
    payment::PaymentRefusal,
    state::State,
};

/// Stars that came to a bot or went from it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Transaction {
    pub(crate) id: String,
    pub(crate) amount: i64,
    pub(crate) date: i64,
    pub(crate) partner: Partner,
}

/// The person at the other end of a transaction.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Partner {
    pub(crate) user: i64,
    /// Whether they got the Stars instead of giving them.
    pub(crate) is_receiver: bool,
    /// Further fields of the `TransactionPartnerUser` object.
    pub(crate) fields: Value,
}

/// Something paid in Stars, which can be given back.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Charge {
    pub(super) user: i64,
    pub(super) bot: i64,
    pub(super) chat: ChatKey,
    pub(super) invoice: Invoice,
    pub(super) amount: i64,
    pub(super) is_refunded: bool,
    pub(super) is_canceled: bool,
}

/// An id as Telegram gives a payment.
pub(crate) fn new_charge_id() -> String {
    format!("stx{}", ids::base64url(&ids::random_bytes()))
}

impl State {
    /// The bot gives the Stars of a payment back.
    pub(crate) fn refund(
        &mut self,
        bot: i64,
        user: i64,
        charge_id: &str,
    ) -> Result<(), PaymentRefusal> {
        let balance = self.payments.stars(bot, true);
        let charge = self
            .payments
            .charges
            .get_mut(charge_id)
            .filter(|charge| {
                charge.bot == bot && charge.user == user && charge.invoice.is_in_stars()
            })
            .ok_or(PaymentRefusal::Code("CHARGE_NOT_FOUND"))?;
        if charge.is_refunded {
            return Err(PaymentRefusal::Code("CHARGE_ALREADY_REFUNDED"));
        }
        let amount = charge.amount;
        if balance < amount {
            return Err(PaymentRefusal::Code("BALANCE_TOO_LOW"));
        }
        charge.is_refunded = true;
        let charge = charge.clone();
        let of_user = self.payments.stars(user, false);
        self.payments.set_stars(bot, balance - amount);
        self.payments.set_stars(user, of_user + amount);
        let date = self.clock.unix_time();
        self.payments.add_transaction(
            bot,
            Transaction {
                id: charge_id.to_owned(),
                amount,
                date,
                partner: invoice_partner(&charge, true),
            },
        );
        let refunded = json!({
            "currency": STARS,
            "total_amount": amount,
            "invoice_payload": charge.invoice.payload,
            "telegram_payment_charge_id": charge_id,
        });
        self.service_message(&charge, "refunded_payment", refunded);
        Ok(())
    }

    /// A subscription is paid for its next period; returns the id of the message about it.
    pub(crate) fn subscription_renews(
        &mut self,
        user: i64,
        charge_id: &str,
    ) -> Result<i64, ControlError> {
        let charge = self.subscription(user, charge_id)?.clone();
        if charge.is_canceled || charge.is_refunded {
            return Err(ControlError::NoSubscription(charge_id.to_owned()));
        }
        if let Err(error) = self.pay_stars(user, charge.bot, charge.amount) {
            self.tell_subscription(&charge, "failed");
            return Err(error);
        }
        let new_id = new_charge_id();
        let paid = json!({
            "currency": charge.invoice.currency,
            "total_amount": charge.amount,
            "invoice_payload": charge.invoice.payload,
            "telegram_payment_charge_id": new_id,
            "provider_payment_charge_id": charge.invoice.payload,
        });
        let id = self.tell_paid(&charge, &new_id, paid, false);
        self.payments.charges.insert(new_id, charge);
        Ok(id)
    }

    /// `user` ends a subscription, or takes it up again.
    pub(crate) fn user_cancels_subscription(
        &mut self,
        user: i64,
        charge_id: &str,
        is_canceled: bool,
    ) -> Result<(), ControlError> {
        let charge = self.subscription(user, charge_id)?;
        charge.is_canceled = is_canceled;
        let charge = charge.clone();
        self.tell_subscription(&charge, if is_canceled { "canceled" } else { "active" });
        Ok(())
    }

    /// The bot ends a subscription, or allows it again.
    pub(crate) fn edit_subscription(
        &mut self,
        bot: i64,
        user: i64,
        charge_id: &str,
        is_canceled: bool,
    ) -> Result<(), PaymentRefusal> {
        let charge = self
            .subscription(user, charge_id)
            .ok()
            .filter(|charge| charge.bot == bot)
            .ok_or(PaymentRefusal::Code("CHARGE_NOT_FOUND"))?;
        charge.is_canceled = is_canceled;
        Ok(())
    }

    fn subscription(&mut self, user: i64, charge_id: &str) -> Result<&mut Charge, ControlError> {
        self.payments
            .charges
            .get_mut(charge_id)
            .filter(|charge| charge.user == user && charge.invoice.subscription_period.is_some())
            .ok_or_else(|| ControlError::NoSubscription(charge_id.to_owned()))
    }

    fn tell_subscription(&mut self, charge: &Charge, state: &str) {
        let payload = json!({
            "user": self.member_json(charge.user),
            "invoice_payload": charge.invoice.payload,
            "state": state,
        });
        self.push_update(charge.bot, "subscription", &payload);
    }

    pub(super) fn check_stars(&self, user: i64, price: i64) -> Result<i64, ControlError> {
        let balance = self.payments.stars(user, false);
        if balance < price {
            return Err(ControlError::TooFewStars {
                user_id: user,
                balance,
                price,
            });
        }
        Ok(balance)
    }

    /// Moves Stars from a person to a bot.
    pub(crate) fn pay_stars(
        &mut self,
        user: i64,
        bot: i64,
        price: i64,
    ) -> Result<(), ControlError> {
        let balance = self.check_stars(user, price)?;
        let of_bot = self.payments.stars(bot, true);
        self.payments.set_stars(user, balance - price);
        self.payments.set_stars(bot, of_bot + price);
        Ok(())
    }
}

pub(super) fn invoice_partner(charge: &Charge, is_receiver: bool) -> Partner {
    let mut fields = json!({
        "transaction_type": "invoice_payment",
        "invoice_payload": charge.invoice.payload,
    });
    if let Some(period) = charge.invoice.subscription_period {
        fields["subscription_period"] = json!(period);
    }
    Partner {
        user: charge.user,
        is_receiver,
        fields,
    }
}
