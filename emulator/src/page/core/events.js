// The live connection: Server-Sent Events, opened again for as long as the page lives.

const FIRST_DELAY = 500;
const LONGEST_DELAY = 5000;

/**
 * Keeps `/control/events` open. `onOpen` runs at every (re)connection, when whatever was missed has to be
 * fetched; `onEvent` gets each decoded event; `onLost` runs once per loss.
 */
export function listen({ onOpen, onEvent, onLost }) {
  let delay = FIRST_DELAY;
  let lost = false;

  function connect() {
    const source = new EventSource("/control/events");
    source.addEventListener("open", () => {
      delay = FIRST_DELAY;
      lost = false;
      onOpen();
    });
    source.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (!lost) {
        lost = true;
        onLost();
      }
      // The browser's own retries stop for good after an HTTP error (a proxy's 502, say): retry here instead.
      source.close();
      setTimeout(connect, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY);
    });
  }

  connect();
}
