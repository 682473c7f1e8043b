// A sheet that asks for some values, and one that offers some choices.
import { el } from "../core/dom.js";
import { sheet } from "./sheet.js";

/** `fields` are attributes of inputs, with a `label`; `action` gets the values by their names. */
export function ask(title, fields, yes, action) {
  const form = el("form", { class: "payment-form" },
    fields.map(({ label, ...attributes }) =>
      el("label", {}, el("span", {}, label), el("input", { required: true, ...attributes }))),
    el("button", { class: "primary big" }, yes));
  const open = sheet(title, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open.close();
    action(Object.fromEntries(new FormData(form)));
  });
  form.querySelector("input").select();
}

/** `choices` are pairs of a label, text or nodes, and what to do. */
export function choose(title, choices) {
  const list = choices.map(([label, action]) =>
    el("li", {}, el("button", { type: "button", on: { click: () => { open.close(); action(); } } }, label)));
  const open = sheet(title, list.length > 0 ? el("ul", { class: "choices" }, list) : el("p", {}, "There is nothing to choose"));
}
