// Sending files: chosen, pasted, or dropped.
import { el, icon } from "../core/dom.js";
import { failed } from "../core/notices.js";
import { post } from "../core/api.js";

export class Attach {
  #store;
  #take;
  #input = el("input", { type: "file", multiple: true, hidden: true, on: { change: () => this.#chosen() } });
  /** The element to place in the page. */
  node = el("button", {
    type: "button",
    class: "attach",
    title: "Send files",
    "aria-label": "Send files",
    on: { click: () => this.#input.click() },
  }, icon("attach"));

  /** `take()` is where to send, and the caption: `{chat, caption, replyTo, thread}`. */
  constructor(store, take) {
    this.#store = store;
    this.#take = take;
  }

  /** The field of the file dialog, to be placed in the page too. */
  get input() {
    return this.#input;
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.send(files).catch(failed);
  }

  /** Makes files that are dropped on `node` be sent. */
  takeDropsOn(node) {
    node.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      node.classList.add("dropping");
    });
    for (const type of ["dragleave", "drop"]) node.addEventListener(type, () => node.classList.remove("dropping"));
    node.addEventListener("drop", (event) => {
      const files = [...event.dataTransfer.files];
      if (files.length === 0) return;
      event.preventDefault();
      this.send(files).catch(failed);
    });
  }

  /** Sends the files: several pictures and videos as an album. */
  async send(files) {
    const { chat, caption, replyTo, thread } = this.#take();
    const messages = await Promise.all(files.map(message));
    if (caption) messages[0].caption = caption;
    if (replyTo) messages[0].reply_to_message_id = replyTo;
    if (thread) for (const each of messages) each.message_thread_id = thread;
    const place = this.#store.place(chat);
    const isAlbum = messages.length > 1 && messages.length <= 10 && messages.every((each) => each.photo || each.video);
    if (isAlbum) await post("send_album", { ...place, messages });
    else for (const each of messages) await post("send_message", { ...place, message: each });
  }

  #chosen() {
    const files = [...this.#input.files];
    this.#input.value = "";
    this.send(files).catch(failed);
  }
}

// What a file of a type is sent as; everything else is a document.
const KINDS = { "image/jpeg": "photo", "image/png": "photo", "image/webp": "photo", "video/mp4": "video", "image/gif": "animation" };

async function message(file) {
  const kind = KINDS[file.type] ?? (file.type.startsWith("audio/") ? "audio" : "document");
  const content = { [kind]: await base64(file) };
  if (kind !== "photo") content.file_name = file.name;
  return content;
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(new Error(`${file.name} cannot be read`)));
    reader.readAsDataURL(file);
  });
}
