// Control interface: the calls of the page to the stand-in, and the line on which it hears news.

async function call(method, path, body) {
  const answer = await fetch(`control/${path}`, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(found.error ?? `${answer.status} ${answer.statusText}`);
  return found;
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);

/** Do something as a person: send, edit, press … */
export const act = (userId, action, body = {}) => post(`as/${userId}/${action}`, body);

const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;

/**
 * Follow the event log. `begin` is called at each connection, gives the number of the last event
 * known and may read everything anew; `take` gets each later event; `status` true or false.
 */
export function follow({ begin, take, status }) {
  let wait = FIRST_WAIT;
  const connect = async () => {
    let last;
    try {
      last = await begin();
    } catch {
      again();
      return;
    }
    const address = new URL(`control/ws?after=${last}`, document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    const line = new WebSocket(address);
    line.addEventListener("open", () => {
      wait = FIRST_WAIT;
      status(true);
    });
    line.addEventListener("message", (message) => {
      const news = JSON.parse(message.data);
      for (const event of Array.isArray(news) ? news : [news]) take(event);
    });
    line.addEventListener("close", again);
  };
  const again = () => {
    status(false);
    setTimeout(connect, wait);
    wait = Math.min(LONGEST_WAIT, wait * 2);
  };
  connect();
}
