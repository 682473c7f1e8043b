//! Inline mode and payments.

/// Makes a function the handler of inline queries: what a user types after the bot's name in any chat.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_inline(regex = "^(?<words>.+)$", cache = "5 min")]
/// async fn reversed(words: String) -> Inline {
///     Inline::new().text("Backwards", words.chars().rev().collect::<String>())
/// }
///
/// #[on_inline]
/// async fn nothing_typed(page: Page) -> Inline {
///     Inline::new().text("A number", page.number().to_string()).next_page(page)
/// }
/// ```
///
/// It returns [`Inline`](crate::Inline): the results to pick from. A query that no handler took, or whose
/// handler failed, is answered with no results, so that the user's app stops waiting.
/// [@BotFather](https://t.me/BotFather) switches inline mode on.
///
/// | key | |
/// |---|---|
/// | `regex = "…"` | only queries it finds; its named groups are parameters |
/// | `cache = "5 min"` | for how long Telegram may give the answer by itself |
/// | `personal` | the answer is kept for each user alone |
/// | `chat = private \| group \| channel` | where the query is typed |
/// | `if`, `guard`, `around`, `priority`, `observe` | as for [`on_message`](crate::on_message) |
pub use botwright_macros::on_inline;

/// Makes a function the handler of chosen results of inline mode. [@BotFather](https://t.me/BotFather)
/// switches this feedback on.
///
/// ```
/// use botwright::prelude::*;
/// use botwright::types::ChosenInlineResult;
///
/// #[on_chosen(regex = "^weather")]
/// async fn chosen(result: &ChosenInlineResult) {
///     println!("{}", result.result_id);
/// }
/// ```
///
/// | key | |
/// |---|---|
/// | `regex = "…"` | only results of queries it finds; its named groups are parameters |
/// | `if`, `guard`, `around`, `priority`, `observe` | as for [`on_message`](crate::on_message) |
pub use botwright_macros::on_chosen;

/// Makes an enum what invoices are for: packed into the 128 bytes an invoice can carry, as
/// [`Callback`](derive@crate::Callback) packs the data of buttons. Too long does not compile.
///
/// | key | |
/// |---|---|
/// | `exhaustive`, on the enum | a variant without `#[on_pre_checkout]` or `#[on_paid]` does not compile |
/// | `max = 20`, on a text | the most bytes it takes |
pub use botwright_macros::Payload;

/// Makes a function the answer to whether something can be sold, before the customer pays.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Payload)]
/// enum Shop {
///     Plan { months: u8 },
/// }
///
/// #[on_pre_checkout(Shop::Plan { months })]
/// async fn check(months: u8) -> Checkout {
///     (months <= 12).into()
/// }
///
/// #[on_paid(Shop::Plan { months })]
/// async fn paid(months: u8, payment: &SuccessfulPayment) -> String {
///     format!("{months} months for {} {}", payment.total_amount, payment.currency)
/// }
/// ```
///
/// It returns [`Checkout`](crate::Checkout) within 9 s. A question that no handler answered in that time
/// is answered with a polite no. Fields are taken as by [`on_callback`](crate::on_callback), and two handlers of one variant
/// do not compile. See [`payments`](crate::payments).
pub use botwright_macros::on_pre_checkout;

/// Makes a function the handler of a payment: a message with `successful_payment`. It runs once for each
/// charge, however often its update comes. See [`on_pre_checkout`](crate::on_pre_checkout) for an example.
pub use botwright_macros::on_paid;

/// Makes a function the handler of money that was paid back: a message with `refunded_payment`.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Payload)]
/// enum Shop {
///     Plan { months: u8 },
/// }
///
/// #[on_refund(Shop::Plan { months })]
/// async fn refunded(months: u8, payment: &RefundedPayment) -> String {
///     format!("{months} months less, {} Stars back", payment.total_amount)
/// }
/// ```
pub use botwright_macros::on_refund;

/// Makes a function the answer to how something can be sent and for how much.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Payload)]
/// enum Shop {
///     Mug,
/// }
///
/// #[on_shipping(Shop::Mug)]
/// async fn post(query: &ShippingQuery) -> Shipping {
///     match query.shipping_address.country_code.as_str() {
///         "DE" => Shipping::options([("post", "By post", 490), ("bike", "By bike", 900)]),
///         _ => Shipping::refuse("Only within Germany, sorry"),
///     }
/// }
/// ```
pub use botwright_macros::on_shipping;
