import type { Snapshot } from '../protocol.gen';
import type { Wish } from './connection';

interface Kept {
  wish: Wish;
  /** Where the session stood when it was asked for. */
  at: Snapshot;
}

/** Told again and again anyway, or part of every hello. */
const NEVER_KEPT: readonly Wish['type'][] = ['mode', 'hidden', 'camera'];

/**
 * What the user asked for and the coach has not answered yet.
 *
 * It outlives the connection: what still makes sense where the session goes on is sent then,
 * everything else is forgotten, so that nothing is done twice.
 */
export class Outbox {
  #waiting: Kept[] = [];
  #sent: Kept[] = [];

  /** There is something to send as soon as there is a connection. */
  get filled(): boolean {
    return this.#waiting.length > 0;
  }

  /** Keep a wish until it is answered; `sent` tells whether it is on its way already. */
  keep(wish: Wish, at: Snapshot, sent: boolean): void {
    if (NEVER_KEPT.includes(wish.type)) return;
    if (wish.type === 'check-in') this.#forgetCheckIns();
    if (sent) this.#sent.push({ wish, at });
    else if (!this.#waiting.some((kept) => same(kept.wish, wish))) this.#waiting.push({ wish, at });
  }

  /** A check-in tells everything that was answered so far: the newest one is enough. */
  #forgetCheckIns(): void {
    const other = ({ wish }: Kept) => wish.type !== 'check-in';
    this.#sent = this.#sent.filter(other);
    this.#waiting = this.#waiting.filter(other);
  }

  holdsPain(): boolean {
    return [...this.#sent, ...this.#waiting].some(({ wish }) => isPain(wish));
  }

  /**
   * The coach has told where the session stands, or null: that it refuses.
   *
   * What is still to be done there has not been heard yet, unless nobody can tell.
   */
  settle(now: Snapshot | null): void {
    const open = (kept: Kept) =>
      now !== null && !kept.wish.type.startsWith('log-') && isStillMeant(kept, now);
    this.#sent = this.#sent.filter(open);
  }

  /** The connection is gone, and with it the answers. */
  lose(): void {
    this.#waiting = [...this.#sent, ...this.#waiting];
    this.#sent = [];
  }

  /** What to send next to a session that stands here; the following waits for the answer. */
  next(now: Snapshot): Wish | null {
    while (this.#sent.length === 0) {
      const kept = this.#waiting.shift();
      if (!kept) break;
      if (!isStillMeant(kept, now)) continue;
      this.#sent.push(kept);
      return kept.wish;
    }
    return null;
  }
}

/** What stops the training is meant wherever it is possible, all else only where it was said. */
function isStillMeant({ wish, at }: Kept, now: Snapshot): boolean {
  if (wish.type === 'pain-answer') return now.state === 'pain';
  if (wish.type !== 'command') return samePlace(at, now);
  const { command } = wish;
  if (!now.commands.includes(command)) return false;
  if (command === 'end') return now.state !== 'summary' || at.state === 'summary';
  return command === 'pain' || command === 'pause' || samePlace(at, now);
}

function samePlace(at: Snapshot, now: Snapshot): boolean {
  const keys = ['state', 'exercise_number', 'variation', 'bout_number'] as const;
  return keys.every((key) => at[key] === now[key]);
}

function isPain(wish: Wish): boolean {
  return wish.type === 'command' && wish.command === 'pain';
}

function same(a: Wish, b: Wish): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
