// One line of the inspector, which opens to its JSON.
import { el } from "../core/dom.js";
import { json } from "./json.js";

const time = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });

/** Draws an entry of the journal. */
export function entryRow(entry) {
  const draw = { update, call, handled }[entry.type] ?? unknown;
  const { name, notes, look, parts } = draw(entry);
  const body = el("div", { class: "entry-body" });
  const details = el("details", { class: ["entry", entry.type, look] },
    el("summary", {},
      el("time", {}, time.format(new Date(entry.at * 1000))),
      el("b", {}, name),
      notes.filter(Boolean).map((note) => el("span", { class: note.look ?? "" }, note.text ?? note))),
    body);
  // Most entries are never opened: their JSON is drawn when they are.
  details.addEventListener("toggle", () => {
    if (!details.open || body.firstChild) return;
    body.append(...Object.entries(parts).filter(([, value]) => value !== undefined && value !== null)
      .map(([label, value]) => el("section", {}, el("h3", {}, label), json(value))));
  });
  return el("li", { data: { name: entry.method ?? entry.kind ?? entry.type } }, details);
}

const took = (milliseconds) =>
  (typeof milliseconds === "number" ? { text: `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`, look: "took" } : null);

function update(entry) {
  const { handled: done } = entry;
  return {
    name: `↓ ${entry.kind}`,
    look: done?.error ? "bad" : null,
    notes: [
      { text: gist(entry.update), look: "gist" },
      done && { text: done.handler ? `→ ${done.handler}` : "→ no handler", look: "handler" },
      took(done?.milliseconds),
    ],
    parts: {
      "Handled by": done && place(done),
      Error: done?.error,
      [`Update ${entry.update_id}`]: entry.update,
    },
  };
}

const place = ({ handler, file, line }) => [handler || "no handler", file && (line ? `${file}:${line}` : file)].filter(Boolean).join("\n");

function gist(update) {
  const text = update.text ?? update.data ?? update.query ?? update.caption ?? update.message?.text ?? update.invoice_payload ?? "";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function call(entry) {
  const status = entry.ok ? null : { text: entry.fault ? `fault: ${entry.fault}` : `${entry.error_code} ${entry.description}`, look: "error" };
  return {
    name: `↑ ${entry.method}`,
    look: entry.ok ? null : "bad",
    notes: [{ text: gist(entry.params), look: "gist" }, took(entry.milliseconds), status],
    parts: { Parameters: entry.params, Result: entry.result, Error: entry.description },
  };
}

function handled(entry) {
  return {
    name: `✓ ${entry.handler || "no handler"}`,
    look: entry.error ? "bad" : null,
    notes: [took(entry.milliseconds)],
    parts: { "Handled by": place(entry), Error: entry.error },
  };
}

const unknown = (entry) => ({ name: entry.type, look: null, notes: [], parts: { Entry: entry } });
