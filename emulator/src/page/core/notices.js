// Short notices over the page: toasts, alerts, and the state of the connection.
import { el } from "./dom.js";

const TOAST_MS = 4000;

/** Shows a text (or nodes) for a few seconds. `kind` is "answer" or "error". */
export function toast(content, kind = "answer") {
  const node = el("div", { class: ["toast", kind] }, content);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

/** Shows what went wrong. */
export const failed = (error) => toast(error.message, "error");

/** Shows a text that has to be confirmed; resolves once it was. */
export function alertDialog(title, text) {
  return ask(title, text, [["OK", true]]);
}

/** Asks a question with two answers; resolves to whether `yes` was chosen. */
export function confirmDialog(title, text, yes) {
  return ask(title, text, [["Cancel", false], [yes, true]]);
}

function ask(title, text, answers) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "alert", "aria-labelledby": "alert-title" });
    let chosen = false;
    const buttons = answers.map(([label, value]) =>
      el("button", {
        type: "button",
        class: value ? "primary" : "",
        on: { click: () => { chosen = value; dialog.close(); } },
      }, label));
    dialog.append(el("h2", { id: "alert-title" }, title), el("p", {}, text), el("div", { class: "answers" }, buttons));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
    buttons.at(-1).focus();
  });
}

/** Shows or, with null, hides the line on the connection's state. */
export function connectionNotice(text) {
  const node = document.getElementById("connection");
  node.hidden = text === null;
  node.textContent = text ?? "";
}
