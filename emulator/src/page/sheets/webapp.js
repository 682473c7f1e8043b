// A web app in a frame. It speaks to the page as to Telegram's own apps: JSON by `postMessage`, with
// `eventType` and `eventData`. The script that web apps load may be Telegram's, or the page's own
// `/page/telegram-web-app.js`.
import * as api from "../core/api.js";
import { confirmDialog, alertDialog, failed, toast } from "../core/notices.js";
import { el } from "../core/dom.js";
import { openPaymentLink } from "./payment.js";
import { sheet } from "./sheet.js";

/** Opens a web app: `open` has `message_id` and `url`, `button_text`, or nothing for the menu button. */
export async function openWebApp(store, chat, open) {
  try {
    const { user_id, bot_id } = store.place(chat);
    const { message_id, button_text } = open;
    const app = await api.post("open_web_app", { user_id, bot_id: bot_id ?? chat.bot_id, message_id, button_text });
    new WebApp(store, chat, app, button_text);
  } catch (error) {
    failed(error);
  }
}

class WebApp {
  #store;
  #chat;
  #buttonText;
  #frame;
  #sheet;
  #main = el("button", { type: "button", class: "primary big", hidden: true, on: { click: () => this.#tell("main_button_pressed") } });
  #listener = (event) => this.#heard(event);

  constructor(store, chat, app, buttonText) {
    this.#store = store;
    this.#chat = chat;
    this.#buttonText = buttonText;
    this.#frame = el("iframe", {
      title: "Web app",
      src: addressed(app),
      sandbox: "allow-scripts allow-same-origin allow-forms allow-popups allow-modals",
      allow: "clipboard-write",
    });
    addEventListener("message", this.#listener);
    this.#sheet = sheet(store.title(chat), el("div", { class: "web-app" }, this.#frame, this.#main), "app",
      () => removeEventListener("message", this.#listener));
  }

  #tell(type, data = {}) {
    this.#frame.contentWindow?.postMessage(JSON.stringify({ eventType: type, eventData: data }), "*");
  }

  #heard(event) {
    if (event.source !== this.#frame.contentWindow || typeof event.data !== "string") return;
    let message;
    try {
      message = JSON.parse(event.data);
    } catch {
      return;
    }
    this.#act(message.eventType, message.eventData ?? {}).catch(failed);
  }

  async #act(type, data) {
    switch (type) {
      case "iframe_ready":
      case "web_app_request_theme":
        return this.#tell("theme_changed", { theme_params: theme() });
      case "web_app_request_viewport":
        return this.#tell("viewport_changed", { height: this.#frame.clientHeight, is_state_stable: true, is_expanded: true });
      case "web_app_close":
        return this.#sheet.close();
      case "web_app_data_send":
        return this.#send(data.data);
      case "web_app_setup_main_button":
        return this.#setMain(data);
      case "web_app_open_link":
        return void open(safe(data.url), "_blank", "noopener");
      case "web_app_open_tg_link":
        return toast(`The app opens t.me${data.path_full}`);
      case "web_app_open_popup":
        return this.#popup(data);
      case "web_app_open_invoice":
        return openPaymentLink(this.#store, `https://t.me/$${data.slug}`, (status) =>
          this.#tell("invoice_closed", { slug: data.slug, status }));
      default:
        return undefined;
    }
  }

  async #send(data) {
    const { user_id, bot_id } = this.#store.place(this.#chat);
    await api.post("web_app_data", { user_id, bot_id, button_text: this.#buttonText, data });
    this.#sheet.close();
  }

  #setMain({ is_visible, is_active = true, text, is_progress_visible }) {
    this.#main.hidden = !is_visible;
    this.#main.disabled = !is_active;
    this.#main.textContent = is_progress_visible ? "…" : text ?? "Continue";
  }

  async #popup({ title, message, buttons = [] }) {
    const [first, second] = buttons;
    let pressed = first;
    if (second) pressed = (await confirmDialog(title ?? "", message, second.text ?? "OK")) ? second : first;
    else await alertDialog(title ?? "", message);
    this.#tell("popup_closed", { button_id: pressed?.id ?? "" });
  }
}

/** The app's address with its launch parameters, as Telegram's apps hand them over. */
function addressed({ url, init_data }) {
  const address = new URL(url);
  const parameters = new URLSearchParams({
    tgWebAppData: init_data,
    tgWebAppVersion: "9.1",
    tgWebAppPlatform: "web",
    tgWebAppThemeParams: JSON.stringify(theme()),
  });
  const own = address.hash.slice(1);
  address.hash = own ? `${own}&${parameters}` : parameters.toString();
  return address.href;
}

function safe(address) {
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new Error("A web app may open web pages only");
  return url.href;
}

const COLOURS = {
  bg_color: "--pane",
  text_color: "--ink",
  hint_color: "--muted",
  link_color: "--link",
  button_color: "--accent",
  button_text_color: "--on-accent",
  secondary_bg_color: "--hover",
};

function theme() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(Object.entries(COLOURS).map(([name, own]) => [name, style.getPropertyValue(own).trim()]));
}
