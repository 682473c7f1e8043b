// The card below a text that names the page its first link leads to. Nothing is fetched from there:
// the card shows what the address itself says.
import { el } from "../core/dom.js";
import { link } from "./entities.js";

/** Null when the message has no link, or its preview is turned off. */
export function linkPreview(message) {
  if (message.text === undefined || message.link_preview_options?.is_disabled) return null;
  const chosen = message.link_preview_options?.url ?? firstLink(message);
  if (!chosen) return null;
  let url;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(chosen) ? chosen : `https://${chosen}`);
  } catch {
    return null;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  const path = decodeURI(url.pathname).replace(/\/$/, "");
  const card = link(url.href, [
    el("b", {}, url.host),
    el("span", {}, path === "" ? url.href : path),
  ], "The page shows no more of it: it fetches nothing from elsewhere");
  card.classList.add("preview");
  return card;
}

function firstLink({ text, entities = [] }) {
  for (const { type, offset, length, url } of entities) {
    if (type === "text_link") return url;
    if (type === "url") return text.slice(offset, offset + length);
  }
  return null;
}
