// Places, drawn without a map: the page fetches nothing from elsewhere.
import { el, icon } from "../core/dom.js";

const degrees = (value, plus, minus) => `${Math.abs(value).toFixed(5)}° ${value < 0 ? minus : plus}`;

export const coordinates = ({ latitude, longitude }) =>
  `${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}`;

export function place(location) {
  const live = location.live_period;
  const forever = live === 0x7fffffff;
  return el("div", { class: "place" },
    el("div", { class: "map", "aria-hidden": "true" }, icon("pin")),
    el("div", { class: "place-name" },
      el("b", {}, live ? "Live location" : "Location"),
      el("span", {}, coordinates(location)),
      live ? el("small", {}, forever ? "Until it is stopped" : `For ${Math.round(live / 60)} minutes`) : null,
      location.horizontal_accuracy ? el("small", {}, `Within ${Math.round(location.horizontal_accuracy)} m`) : null));
}
