// Asks the sandbox what is wrong with a body and its headers. Of several answers, the one to the newest question counts.

import { post } from "./server.js";

/** A body is checked when nothing was typed for this long, in milliseconds. */
const PAUSE = 150;

export class Checker {
  /** `told` is called with `{ problems: [{ path, message, missing }], more }`, or with why the check failed: `{ problems: [], failed }`. */
  constructor(api, endpoint, told) {
    Object.assign(this, { api, endpoint, told, turn: 0 });
  }

  /** Checks a body after a pause, unless there is another one by then. */
  soon(body, headers) {
    const turn = this.next();
    this.timer = setTimeout(() => this.ask({ body, headers }, turn), PAUSE);
  }

  /** Checks a body at once; returns what is told. */
  now(body, headers) {
    return this.ask({ body, headers }, this.next());
  }

  /** Starts a turn: answers to earlier questions no longer count. */
  next() {
    clearTimeout(this.timer);
    this.turn += 1;
    return this.turn;
  }

  async ask(request, turn) {
    let found;
    try {
      found = await post("/-/check", { api: this.api, endpoint: this.endpoint, ...request });
    } catch (error) {
      found = { problems: [], failed: error.message };
    }
    if (turn === this.turn) this.told(found);
    return found;
  }
}
