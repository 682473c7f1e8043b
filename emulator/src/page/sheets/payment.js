// Paying an invoice: what it costs and asks for, then the bot's consent.
import * as api from "../core/api.js";
import { el } from "../core/dom.js";
import { failed } from "../core/notices.js";
import { money } from "../core/money.js";
import { sheet } from "./sheet.js";

const FIELDS = {
  name: ["Name", "name", "text"],
  phone_number: ["Phone number", "tel", "tel"],
  email: ["E-mail", "email", "email"],
};
const ADDRESS = {
  country_code: ["Country (two letters)", "country"],
  city: ["City", "address-level2"],
  street_line1: ["Street and number", "address-line1"],
  post_code: ["Post code", "postal-code"],
};
const STATES = {
  shipping: "The bot is asked how it ships…",
  checkout: "The bot is asked for its consent…",
  paid: "Paid",
  timed_out: "The bot did not answer in time; nothing was paid.",
};

/** Opens the sheet for the invoice of a message. */
export function openPayment(store, chat, message) {
  return open(store, { ...store.place(chat), message_id: message.message_id }).catch(failed);
}

/** Opens the sheet for the invoice behind a link; `closed(status)` is called with "paid" or "cancelled". */
export const openPaymentLink = (store, link, closed) => open(store, { user_id: store.me.id, link }, closed);

async function open(store, what, closed) {
  const { invoice } = await api.get("invoice", what);
  new Payment(store, what, invoice, closed);
}

class Payment {
  #store;
  #what;
  #invoice;
  #id = null;
  #isPaid = false;
  #status = el("p", { class: "status", role: "status" });
  #form;
  #sheet;
  #listener = ({ detail }) => this.#changed(detail);

  constructor(store, what, invoice, closed) {
    this.#store = store;
    this.#what = what;
    this.#invoice = invoice;
    this.#form = this.#draw();
    store.addEventListener("payment", this.#listener);
    this.#sheet = sheet(invoice.title, this.#form, "payment", () => {
      store.removeEventListener("payment", this.#listener);
      closed?.(this.#isPaid ? "paid" : "cancelled");
    });
    this.#form.querySelector("input, button")?.focus();
  }

  #draw() {
    const { currency, prices, max_tip_amount: maxTip, total_amount: total, description } = this.#invoice;
    const row = ({ label, amount }) => el("tr", {}, el("td", {}, label), el("td", {}, money(amount, currency)));
    return el("form", { class: "payment-form", on: { submit: (event) => this.#pay(event) } },
      el("p", {}, description),
      el("table", {}, el("tbody", {}, prices.map(row),
        el("tr", { class: "total" }, el("td", {}, "Total"), el("td", {}, money(total, currency))))),
      this.#questions(),
      maxTip > 0 ? labelled("Tip, in the smallest unit", { name: "tip_amount", type: "number", min: 0, max: maxTip, value: 0 }) : null,
      this.#status,
      el("button", { class: "primary big" }, `Pay ${money(total, currency)}`));
  }

  #questions() {
    const { needs } = this.#invoice;
    const { me } = this.#store;
    const known = { name: me.first_name, email: `${me.username ?? "someone"}@example.org`, phone_number: "+10000000000" };
    const fields = Object.entries(FIELDS)
      .filter(([name]) => needs.includes(name))
      .map(([name, [label, autocomplete, type]]) =>
        labelled(label, { name, type, autocomplete, required: true, value: known[name] }));
    if (needs.includes("shipping_address")) {
      const home = { country_code: "DE", city: "Berlin", street_line1: "Unter den Linden 1", post_code: "10117" };
      for (const [name, [label, autocomplete]] of Object.entries(ADDRESS)) {
        fields.push(labelled(label, { name, autocomplete, required: true, value: home[name] }));
      }
    }
    return fields;
  }

  #order() {
    const given = Object.fromEntries(new FormData(this.#form));
    const order = {};
    for (const name of Object.keys(FIELDS)) if (given[name]) order[name] = given[name];
    if (given.street_line1) {
      order.shipping_address = Object.fromEntries(Object.keys(ADDRESS).map((name) => [name, given[name]]));
    }
    if (given.tip_amount) order.tip_amount = Number(given.tip_amount);
    return order;
  }

  async #pay(event) {
    event.preventDefault();
    this.#form.classList.add("waiting");
    this.#say("The bot is asked…");
    try {
      const { payment_id: id } = await api.post("pay", { ...this.#what, order: this.#order() });
      this.#id = id;
      await this.#look();
    } catch (error) {
      this.#form.classList.remove("waiting");
      this.#say(error.message, true);
    }
  }

  #changed({ payment_id: id }) {
    if (id === this.#id) this.#look().catch(failed);
  }

  async #look() {
    const { payment } = await api.get("payment", { id: this.#id });
    if (payment.status === "paid") {
      this.#isPaid = true;
      this.#sheet.close();
      return;
    }
    const ended = payment.status === "refused" || payment.status === "timed_out";
    if (ended) this.#form.classList.remove("waiting");
    this.#say(payment.error_message ?? STATES[payment.status], ended);
  }

  #say(words, isBad = false) {
    this.#status.textContent = words;
    this.#status.classList.toggle("bad", isBad);
  }
}

function labelled(label, attributes) {
  return el("label", {}, el("span", {}, label), el("input", attributes));
}
