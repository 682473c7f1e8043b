// Which part of a chat's messages is drawn: a window that follows the end, or stands above it.
import { idOf } from "../store/keys.js";

/** Messages drawn at first, more at each step, and at most. */
export const FIRST = 60;
const STEP = 60;
const MOST = 240;

export class Window {
  #count = FIRST;
  // The id of the last drawn message; null when that is the newest.
  #until = null;

  /** Whether the newest message is in the window. */
  get isAtEnd() {
    return this.#until === null;
  }

  /** Goes to the newest messages; says whether it was elsewhere. */
  toEnd() {
    const wasElsewhere = !this.isAtEnd;
    if (wasElsewhere) this.#count = FIRST;
    this.#until = null;
    return wasElsewhere;
  }

  /** Begins anew, as for another chat. */
  reset() {
    this.#count = FIRST;
    this.#until = null;
  }

  /** The drawn part of `all`: from its first to behind its last. */
  of(all) {
    const last = this.#until === null ? -1 : all.findIndex((message) => idOf(message) === this.#until);
    const end = last < 0 ? all.length : last + 1;
    return [Math.max(end - this.#count, 0), end];
  }

  /** Draws more above, and less below when that is too much. */
  up(all) {
    const [, end] = this.of(all);
    this.#count += STEP;
    if (this.#count > MOST) {
      this.#until = idOf(all[Math.max(end - (this.#count - MOST), 1) - 1]);
      this.#count = MOST;
    }
  }

  /** Draws more below, and less above when that is too much. */
  down(all) {
    const [, end] = this.of(all);
    this.#endAt(all, Math.min(end + STEP, all.length));
    this.#count = Math.min(this.#count + STEP, MOST);
  }

  /** Has the message at this place of `all` in the window; says whether it had to move. */
  reach(all, place) {
    const [start, end] = this.of(all);
    if (place >= start && place < end) return false;
    this.#endAt(all, Math.min(place + STEP, all.length));
    this.#count = 2 * STEP;
    return true;
  }

  #endAt(all, end) {
    this.#until = end === all.length ? null : idOf(all[end - 1]);
  }
}
