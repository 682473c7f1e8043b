//! Payments and Stars.

use crate::{ControlError, Emulator, Order, PaymentStatus};

impl Emulator {
    /// A person begins to pay the invoice of a message; returns the payment's id, for
    /// [`payment`](Self::payment). The bot is asked as Telegram does: where it ships to, when the
    /// price is flexible, then for its consent, which it has 10 seconds to give.
    ///
    /// Everybody begins with 10 000 Stars; other money is never short.
    pub fn pay(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        order: Order,
    ) -> Result<String, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_pays_message(user_id, chat, message_id, order)
        })
    }

    /// A person begins to pay the invoice behind a link made by `createInvoiceLink`; returns the
    /// payment's id. The message that it is paid comes in their private chat with the bot.
    pub fn pay_link(&self, user_id: i64, link: &str, order: Order) -> Result<String, ControlError> {
        self.world
            .update(|state| state.user_pays_link(user_id, link, order))
    }

    /// How far a payment has come.
    pub fn payment(&self, payment_id: &str) -> Option<PaymentStatus> {
        self.world
            .look(|state| state.payments.status(payment_id, state.clock.now()))
    }

    /// A person buys the paid media of a message.
    pub fn buy_paid_media(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_buys_media(user_id, chat, message_id)
        })
    }

    /// A subscription is paid for its next period; returns the id of the message about it.
    pub fn renew_subscription(
        &self,
        user_id: i64,
        telegram_payment_charge_id: &str,
    ) -> Result<i64, ControlError> {
        self.world
            .update(|state| state.subscription_renews(user_id, telegram_payment_charge_id))
    }

    /// A person ends a subscription, or takes it up again; the bot gets `subscription`.
    pub fn cancel_subscription(
        &self,
        user_id: i64,
        telegram_payment_charge_id: &str,
        is_canceled: bool,
    ) -> Result<(), ControlError> {
        self.world.update(|state| {
            state.user_cancels_subscription(user_id, telegram_payment_charge_id, is_canceled)
        })
    }

    /// How many Stars a person or a bot has; `None` when nobody has this id.
    pub fn stars(&self, id: i64) -> Option<i64> {
        self.world.look(|state| {
            let is_bot = state.bot(id).is_some();
            (is_bot || state.users.contains_key(&id)).then(|| state.payments.stars(id, is_bot))
        })
    }

    /// Sets how many Stars a person or a bot has. No transaction tells of it.
    pub fn set_stars(&self, id: i64, amount: u32) -> Result<(), ControlError> {
        self.world.update(|state| {
            if state.bot(id).is_none() && !state.users.contains_key(&id) {
                return Err(ControlError::UnknownUser(id));
            }
            state.payments.set_stars(id, amount.into());
            Ok(())
        })
    }
}
