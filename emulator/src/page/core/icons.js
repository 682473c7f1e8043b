// The page's icons, drawn with strokes in a square of 24.

const ICONS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-6 17-3-7z",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  edit: "M5 19l1-5L16 4l4 4L10 18zM14 6l4 4",
  close: "M6 6l12 12M18 6L6 18",
  reply: "M10 6L4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  down: "M6 9l6 6 6-6",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  keyboard: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12",
  forward: "M14 6l6 6-6 6M20 12h-9a7 7 0 0 0-7 7",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5",
  link: "M8 16L17 7M10 7h7v7",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
  split: "M4 5h16v14H4zM12 5v14",
  pulse: "M3 12h4l3-8 4 16 3-8h4",
  group: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 19c0-4 12-4 12 0M16 11a2.5 2.5 0 1 0 0-5M17 14c3 0 5 2 5 4",
  channel: "M4 10v4h4l9 5V5l-9 5zM20 10v4",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  attach: "M8 12l6-6a3 3 0 0 1 5 4l-8 8a5 5 0 0 1-7-7l7-7",
  play: "M8 5v14l11-7z",
  pause: "M8 5v14M16 5v14",
  pin: "M12 21s7-6 7-12a7 7 0 0 0-14 0c0 6 7 12 7 12zM12 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  check: "M5 12l5 5L20 7",
  lock: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 14c2 3 6 3 8 0M9 9h.01M15 9h.01",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3",
  web: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
  card: "M3 6h18v12H3zM3 10h18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  star: "M12 3l2.7 5.8 6.3.7-4.7 4.3 1.3 6.2-5.6-3.2L6.400 20l1.300-6.200L3 9.500l6.300-.7z",
};

/** A stroked 24 by 24 icon, hidden from assistive technology: the control around it carries the label. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
