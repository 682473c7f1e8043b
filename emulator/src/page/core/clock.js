// Unix times (seconds) as the reader's locale writes them.

const asDate = (unix) => new Date(unix * 1000);

export const timeOfDay = (unix) =>
  asDate(unix).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

export const fullTime = (unix) =>
  asDate(unix).toLocaleString([], { dateStyle: "full", timeStyle: "medium" });

/** A key that two times of the same local day share. */
export const dayKey = (unix) => asDate(unix).toDateString();

export function dayName(unix) {
  const date = asDate(unix);
  const now = new Date();
  if (date.toDateString() === now.toDateString()) return "Today";
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (date.toDateString() === yesterday.toDateString()) return "Yesterday";
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString([], { day: "numeric", month: "long", year });
}

/** The short stamp of the chat list: a time today, else a date. */
export function stamp(unix) {
  const date = asDate(unix);
  if (date.toDateString() === new Date().toDateString()) return timeOfDay(unix);
  return date.toLocaleDateString([], { day: "numeric", month: "short" });
}

const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];

function relative(unix) {
  const distance = unix - Date.now() / 1000;
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  for (const [unit, seconds] of UNITS) {
    if (Math.abs(distance) >= seconds) return format.format(Math.round(distance / seconds), unit);
  }
  return format.format(Math.round(distance), "second");
}

/** A `date_time` entity's text: `r` is relative; `w`, `d`/`D` and `t`/`T` add weekday, date and time. */
export function formatted(unix, format) {
  if (format === "r") return relative(unix);
  const options = {};
  if (format.includes("w")) options.weekday = "long";
  if (format.includes("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (format.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/t/i.test(format)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) options.second = "2-digit";
  return asDate(unix).toLocaleString([], options);
}
