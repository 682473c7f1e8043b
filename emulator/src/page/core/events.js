// Live connections: Server-Sent Events, opened again for as long as the page lives.

const FIRST_DELAY = 500;
const LONGEST_DELAY = 5000;

/**
 * Keeps a stream of the control API open. `onOpen` runs at every (re)connection, when whatever was missed has
 * to be fetched; `onEvent` gets each decoded event; `onLost` runs once per loss. Returns what ends it.
 */
export function follow(path, { onOpen, onEvent, onLost }) {
  let delay = FIRST_DELAY;
  let lost = false;
  let source = null;
  let timer = null;

  function connect() {
    source = new EventSource(`/control/${path}`);
    source.addEventListener("open", () => {
      delay = FIRST_DELAY;
      lost = false;
      onOpen();
    });
    source.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (!lost) {
        lost = true;
        onLost?.();
      }
      // The browser's own retries stop for good after an HTTP error (a proxy's 502, say): retry here instead.
      source.close();
      timer = setTimeout(connect, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY);
    });
  }

  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
