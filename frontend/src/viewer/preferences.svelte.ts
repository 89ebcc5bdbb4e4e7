import type { BodyName } from './avatar';

const KEY = 'hamstrong.figure';

/** Which body the figures have; the browser remembers it. */
class Preferences {
  #body = $state<BodyName>(read());

  get body(): BodyName {
    return this.#body;
  }

  set body(body: BodyName) {
    this.#body = body;
    try {
      localStorage.setItem(KEY, body);
    } catch {
      // A browser that keeps nothing still shows the chosen body until the page is left.
    }
  }
}

function read(): BodyName {
  try {
    return localStorage.getItem(KEY) === 'b' ? 'b' : 'a';
  } catch {
    return 'a';
  }
}

export const preferences = new Preferences();
