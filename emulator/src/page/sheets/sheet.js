// A sheet over the page, with a title and a way to close it.
import { el, roundButton } from "../core/dom.js";

/** Opens a sheet; `look` is "wide" for large contents. Returns `{node, close}`; `onClose` runs once. */
export function sheet(title, content, look, onClose) {
  const dialog = el("dialog", { class: ["sheet", look], "aria-label": title });
  const close = () => dialog.close();
  dialog.append(
    el("header", {}, el("h2", {}, title), roundButton("close", "Close", close)),
    el("div", { class: "sheet-body" }, content),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose?.();
  });
  // A press beside the sheet closes it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { node: dialog, close };
}
