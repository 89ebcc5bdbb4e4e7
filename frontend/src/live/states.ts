import type { StateName } from '../protocol.gen';

/** States that fill the page with something to read or answer. */
const SHEETS: readonly StateName[] = ['screening', 'intro', 'check-in', 'pain', 'summary', 'ended'];
/** States in which the session looks at the user. */
const WATCHED: readonly StateName[] = [
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

/** The user is to be seen: there is a picture, and its keypoints go to the coach. */
export function isWatched(state: StateName): boolean {
  return WATCHED.includes(state);
}
