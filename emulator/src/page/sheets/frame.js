// A page of somebody else in a frame: a game.
import { el } from "../core/dom.js";
import { sheet } from "./sheet.js";

/** Opens the page at this address, when it is a web page. */
export function openFrame(title, address) {
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new Error(`${title} has no web page`);
  const frame = el("iframe", { title, src: url.href, sandbox: "allow-scripts allow-same-origin allow-forms allow-popups" });
  sheet(title, el("div", { class: "web-app" }, frame), "app");
}
