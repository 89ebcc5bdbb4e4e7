import type { Mode } from '../protocol.gen';

/** The address of a session; it tells whether the session runs without a camera. */
export function addressOf(session: string, mode: Mode): string {
  return mode === 'timer' ? `/live/${session}?mode=timer` : `/live/${session}`;
}

/** The mode that the page's own address tells. */
export function modeInAddress(): Mode {
  return new URLSearchParams(location.search).get('mode') === 'timer' ? 'timer' : 'camera';
}
