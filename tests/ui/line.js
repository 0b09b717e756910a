// A line whose other end the test plays. Import page.js before it.

const { Connection } = await import("../../static/js/connection.js");
const { Store } = await import("../../static/js/store.js");

/** Hears and is told. */
class Emitter {
  /** @type {Map<string, ((...said: any[]) => void)[]>} */
  #hears = new Map();

  on(/** @type {string} */ event, /** @type {(...said: any[]) => void} */ hear) {
    this.#hears.set(event, [...(this.#hears.get(event) ?? []), hear]);
  }
  hear(/** @type {string} */ event, /** @type {any[]} */ ...said) {
    for (const one of this.#hears.get(event) ?? []) one(...said);
  }
}

/** What the library calls a manager: one connection after another, on whatever transport. */
class FakeManager extends Emitter {
  /** @type {any} */
  engine = null;
  /** @type {((failed?: Error) => void) | null} */
  opening = null;
  cuts = 0;

  constructor(/** @type {any} */ options) {
    super();
    this.opts = options;
    this.waits = options.timeout;
  }
  timeout(/** @type {number} */ ms) {
    this.waits = ms;
  }
  open(/** @type {(failed?: Error) => void} */ told) {
    this.opening = told;
    this.engine = { close: () => {} };
  }
  opened(name = this.opts.transports[0]) {
    this.engine = Object.assign(new Emitter(), {
      transport: { name, close: () => this.cuts++ },
    });
    this.hear("open");
  }
}

export class FakeSocket extends Emitter {
  connected = false;
  active = true;
  /** @type {{event: string, body: any, ack: (late: unknown, answer?: any) => void}[]} */
  sent = [];
  dialled = 0;

  constructor(/** @type {any} */ options) {
    super();
    this.io = new FakeManager(options);
  }
  timeout() {
    return this;
  }
  emit(/** @type {string} */ event, /** @type {any} */ body, /** @type {any} */ ack) {
    this.sent.push({ event, body, ack });
  }
  connect() {
    this.dialled++;
  }
  disconnect() {}
  open(/** @type {string} */ transport = this.io.opts.transports[0]) {
    this.io.opened(transport);
    this.connected = true;
    this.hear("connect");
  }
  drop(reason = "transport close") {
    this.connected = false;
    this.io.hear("close", reason);
    this.hear("disconnect", reason);
  }
  asked(/** @type {string} */ event) {
    return this.sent.filter((one) => one.event === event);
  }
}

export function opened() {
  /** @type {FakeSocket[]} */
  const sockets = [];
  const store = new Store();
  const line = new Connection({
    io: (given) => {
      const made = new FakeSocket(given);
      sockets.push(made);
      return made;
    },
    store,
    auth: { talks: "t1" },
  });
  const [socket] = sockets;
  const auth = () => {
    /** @type {any} */
    let gave;
    socket.io.opts.auth((/** @type {any} */ data) => {
      gave = data;
    });
    return gave;
  };
  return { socket, sockets, store, line, auth };
}
