/** How long something that was put off is not proposed again. */
const PAUSE_MS = 28 * 86_400_000;

/** Remember in this browser that something was put off just now. */
export function putOff(key: string): void {
  try {
    localStorage.setItem(key, String(Date.now()));
  } catch {
    // A browser that keeps nothing proposes it again at the next visit.
  }
}

export function wasPutOff(key: string): boolean {
  try {
    return Date.now() - Number(localStorage.getItem(key) ?? 0) < PAUSE_MS;
  } catch {
    return false;
  }
}
