//! Paying, as a person does.

use botwright_emulator::{Emulator, Order, PaymentStatus};

use super::act::Act;
use super::chat::{Done, Failure, TestChat};
use super::log::What;

impl TestChat {
    /// Pays the bot's newest invoice, without an address or a tip; the bot is asked for its consent as
    /// Telegram does.
    #[track_caller]
    pub fn pay(&self) -> Act {
        self.pay_with(Order::new())
    }

    /// Pays the bot's newest invoice, with the details that it asks for.
    #[track_caller]
    pub fn pay_with(&self, order: Order) -> Act {
        self.act(move |it, server| it.do_pay(server, None, order))
    }

    pub(super) fn do_pay(&self, server: &Emulator, invoice: Option<i64>, order: Order) -> Done {
        let invoice = invoice.or_else(|| self.newest_invoice());
        let message_id =
            invoice.ok_or_else(|| Failure::Missing("there is no invoice".to_owned()))?;
        let deed = What::Deed(format!("{} pays", self.world.name(self.user)));
        self.world.log().add(Some(self.chat), deed);
        let payment = server.pay(self.user, self.chat, message_id, order)?;
        self.world.log().payments.insert(self.user, payment);
        Ok(None)
    }

    fn newest_invoice(&self) -> Option<i64> {
        let log = self.world.log();
        let mut chat = log
            .shown
            .range((self.chat, i64::MIN)..=(self.chat, i64::MAX))
            .rev();
        chat.find(|(_, shown)| shown.kind.starts_with("invoice"))
            .map(|((_, id), _)| *id)
    }

    /// This person's last payment went through.
    ///
    /// # Panics
    /// It did not.
    #[track_caller]
    pub fn expect_paid(&self) -> &Self {
        match self.payment() {
            Some(PaymentStatus::Paid { .. }) => self,
            status => self.not_so("take the payment", status),
        }
    }

    /// The bot declined this person's last payment with exactly these words.
    ///
    /// # Panics
    /// It did not, or with others.
    #[track_caller]
    pub fn expect_declined(&self, text: &str) -> &Self {
        match self.payment() {
            Some(PaymentStatus::Refused { error_message }) if error_message == text => self,
            status => self.not_so(&format!("decline the payment with\n    {text:?}"), status),
        }
    }

    #[track_caller]
    fn payment(&self) -> Option<PaymentStatus> {
        self.world.refuse_errors();
        let payment = self.world.log().payments.get(&self.user).cloned();
        self.world.emulator().payment(&payment?)
    }

    #[track_caller]
    fn not_so(&self, wanted: &str, status: Option<PaymentStatus>) -> ! {
        let actual = match status {
            None => "nobody paid".to_owned(),
            Some(PaymentStatus::Paid { .. }) => "it took it".to_owned(),
            Some(PaymentStatus::Refused { error_message }) => {
                format!("it declined it with\n    {error_message:?}")
            }
            Some(PaymentStatus::TimedOut) => "it did not answer in time".to_owned(),
            Some(_) => "it has not answered".to_owned(),
        };
        let place = self.world.log().entries.len();
        self.fail(place, wanted, Some(&actual))
    }
}
