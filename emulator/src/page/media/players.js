// Videos and sounds.
import { attachment, lengthText } from "./file.js";
import { cover } from "./photo.js";
import { el, icon } from "../core/dom.js";
import { fileUrl } from "../core/api.js";

function frame(file, message, how, name) {
  const node = el("video", {
    src: fileUrl(file.file_id),
    poster: file.thumbnail ? fileUrl(file.thumbnail.file_id) : null,
    width: file.width ?? file.length ?? null,
    height: file.height ?? file.length ?? null,
    preload: "metadata",
    playsinline: true,
    "aria-label": name,
    ...how,
  });
  // Browsers let only a muted video start by itself.
  node.muted = how.autoplay === true;
  const box = el("div", { class: "video" }, node);
  // What the browser cannot play can still be downloaded.
  node.addEventListener("error", () => box.replaceWith(unplayable(file, message, name)));
  if (message.has_media_spoiler) cover(box);
  return box;
}

function unplayable(file, message, name) {
  return attachment({ file_name: `${name} ${lengthText(file.duration)}`, ...file }, message);
}

export const animation = (file, message) => frame(file, message, { autoplay: true, loop: true }, "GIF");
export const video = (file, message) => frame(file, message, { controls: true }, "Video");

export function videoNote(file, message) {
  const box = frame(file, message, { controls: true }, "Video message");
  box.classList.add("round-video");
  return box;
}

export function audio(file, message) {
  const title = file.title ?? file.file_name ?? "Audio";
  return sound(file, message, el("span", { class: "titles" }, el("b", {}, title), el("small", {}, file.performer ?? "")));
}

export const voice = (file, message) => sound(file, message, waves(file));

function sound(file, message, label) {
  const player = el("audio", { src: fileUrl(file.file_id), preload: "none" });
  const time = el("small", { class: "time" }, lengthText(file.duration));
  const bar = el("progress", { max: 1, value: 0, "aria-label": "Played" });
  const button = el("button", { type: "button", class: "play", "aria-label": "Play", on: { click: toggle } }, icon("play"));
  function toggle() {
    if (player.paused) player.play().catch(() => {});
    else player.pause();
  }
  const box = el("div", { class: "sound" }, button, label, time, bar, player);
  const showState = () => {
    button.replaceChildren(icon(player.paused ? "play" : "pause"));
    button.setAttribute("aria-label", player.paused ? "Play" : "Pause");
  };
  for (const type of ["play", "pause", "ended"]) player.addEventListener(type, showState);
  player.addEventListener("timeupdate", () => {
    const length = Number.isFinite(player.duration) ? player.duration : file.duration || 1;
    bar.value = player.currentTime / length;
    time.textContent = lengthText(player.currentTime || file.duration);
  });
  player.addEventListener("error", () => box.replaceWith(unplayable(file, message, file.title ?? "Sound")));
  return box;
}

// A voice message's waves are not in the Bot API: its id draws some that are its own.
function waves(file) {
  let seed = [...file.file_id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  const bars = Array.from({ length: 32 }, () => {
    seed = (seed * 1103515245 + 12345) >>> 0;
    return el("i", { class: `wave-${(seed >>> 16) % 8}` });
  });
  return el("span", { class: "waves", "aria-hidden": "true" }, bars);
}
