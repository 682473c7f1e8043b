// `Telegram.WebApp` for web apps that are tried in the chat page: a small part of what Telegram's own
// script has, over the same messages. A web app loads it from the emulator:
// `/page/telegram-web-app.js` of its address.
(() => {
  const launch = new URLSearchParams(location.hash.slice(1));
  const initData = launch.get("tgWebAppData") ?? "";
  const handlers = new Map();

  function post(eventType, eventData = {}) {
    parent.postMessage(JSON.stringify({ eventType, eventData }), "*");
  }

  // `user` and the like are JSON inside of the query string.
  function unpacked(query) {
    const fields = Object.fromEntries(new URLSearchParams(query));
    for (const name of ["user", "receiver", "chat"]) {
      if (fields[name]) fields[name] = JSON.parse(fields[name]);
    }
    return fields;
  }

  const shown = { is_visible: false, is_active: true, is_progress_visible: false, text: "Continue" };

  class MainButton {
    text = shown.text;
    isVisible = false;

    setText(text) {
      return this.setParams({ text });
    }

    show() {
      return this.setParams({ is_visible: true });
    }

    hide() {
      return this.setParams({ is_visible: false });
    }

    enable() {
      return this.setParams({ is_active: true });
    }

    disable() {
      return this.setParams({ is_active: false });
    }

    showProgress() {
      return this.setParams({ is_progress_visible: true });
    }

    hideProgress() {
      return this.setParams({ is_progress_visible: false });
    }

    setParams(params) {
      Object.assign(shown, params);
      this.text = shown.text;
      this.isVisible = shown.is_visible;
      post("web_app_setup_main_button", shown);
      return this;
    }

    onClick(handler) {
      WebApp.onEvent("mainButtonClicked", handler);
      return this;
    }

    offClick(handler) {
      WebApp.offEvent("mainButtonClicked", handler);
      return this;
    }
  }

  const WebApp = {
    initData,
    initDataUnsafe: unpacked(initData),
    version: launch.get("tgWebAppVersion") ?? "6.0",
    platform: launch.get("tgWebAppPlatform") ?? "unknown",
    themeParams: JSON.parse(launch.get("tgWebAppThemeParams") ?? "{}"),
    colorScheme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
    isExpanded: true,
    MainButton: new MainButton(),
    ready: () => post("web_app_ready"),
    expand: () => post("web_app_expand"),
    close: () => post("web_app_close"),
    sendData: (data) => post("web_app_data_send", { data }),
    openLink: (url) => post("web_app_open_link", { url }),
    openTelegramLink: (url) => post("web_app_open_tg_link", { path_full: new URL(url).pathname }),
    openInvoice(url, callback) {
      const slug = new URL(url).pathname.replace(/^\/\$/, "");
      if (callback) handlers.set(`invoice ${slug}`, callback);
      post("web_app_open_invoice", { slug });
    },
    showAlert(message, callback) {
      this.showPopup({ message, buttons: [{ id: "", type: "close" }] }, callback && (() => callback()));
    },
    showConfirm(message, callback) {
      const buttons = [{ id: "", type: "cancel" }, { id: "ok", type: "ok", text: "OK" }];
      this.showPopup({ message, buttons }, callback && ((id) => callback(id === "ok")));
    },
    showPopup(params, callback) {
      if (callback) handlers.set("popup", callback);
      post("web_app_open_popup", { title: params.title ?? "", message: params.message, buttons: params.buttons ?? [] });
    },
    onEvent(type, handler) {
      if (!handlers.has(type)) handlers.set(type, new Set());
      handlers.get(type).add(handler);
    },
    offEvent(type, handler) {
      handlers.get(type)?.delete(handler);
    },
  };

  addEventListener("message", (event) => {
    if (event.source !== parent || typeof event.data !== "string") return;
    const { eventType, eventData } = JSON.parse(event.data);
    if (eventType === "popup_closed") {
      const callback = handlers.get("popup");
      handlers.delete("popup");
      callback?.(eventData.button_id);
    }
    if (eventType === "invoice_closed") {
      handlers.get(`invoice ${eventData.slug}`)?.(eventData.status);
      handlers.delete(`invoice ${eventData.slug}`);
    }
    if (eventType === "theme_changed") WebApp.themeParams = eventData.theme_params;
    const names = { main_button_pressed: "mainButtonClicked", theme_changed: "themeChanged", viewport_changed: "viewportChanged" };
    for (const handler of handlers.get(names[eventType]) ?? []) handler(eventData);
  });

  globalThis.Telegram = { WebApp };
  post("iframe_ready");
})();
