import type { Setup, StateName } from '../protocol.gen';

/** States that fill the page with something to read or answer. */
const SHEETS: readonly StateName[] = ['screening', 'intro', 'check-in', 'pain', 'summary', 'ended'];
/** States in which the session looks at the user, be it for a raised arm only. */
const WATCHED: readonly StateName[] = [
  'warm-up',
  'intro',
  'setup',
  'get-ready',
  'set',
  'rest',
  'side-change',
  'paused',
];

export function isSheet(state: StateName): boolean {
  return SHEETS.includes(state);
}

/** The user is to be seen: their keypoints go to the coach. */
export function isWatched(state: StateName): boolean {
  return WATCHED.includes(state);
}

/** The one thing to change first before the camera sees the user well. */
export function wrongHint(setup: Setup | null): string | null {
  return setup?.items.find(({ status }) => status === 'wrong')?.hint ?? null;
}
