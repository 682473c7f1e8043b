// Amounts of money, as the reader's locale writes them.

/** `amount` is in the currency's smallest unit, as Telegram counts; `XTR` are Stars. */
export function money(amount, currency) {
  if (currency === "XTR") return `⭐ ${amount.toLocaleString()}`;
  try {
    const format = new Intl.NumberFormat(undefined, { style: "currency", currency });
    const { maximumFractionDigits: digits } = format.resolvedOptions();
    return format.format(amount / 10 ** digits);
  } catch {
    return `${amount} ${currency}`;
  }
}
