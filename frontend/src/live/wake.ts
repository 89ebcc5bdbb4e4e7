/** Keeps the screen on while it is held. */
export class ScreenLock {
  #lock: WakeLockSentinel | null = null;
  #wanted = false;

  readonly #renew = () => {
    if (this.#wanted && document.visibilityState === 'visible') void this.#request();
  };

  hold(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    document.addEventListener('visibilitychange', this.#renew);
    void this.#request();
  }

  release(): void {
    this.#wanted = false;
    document.removeEventListener('visibilitychange', this.#renew);
    void this.#lock?.release();
    this.#lock = null;
  }

  async #request(): Promise<void> {
    try {
      const lock = await (navigator as Partial<Navigator>).wakeLock?.request('screen');
      if (this.#wanted) this.#lock = lock ?? null;
      else void lock?.release();
    } catch {
      // Refused for instance on low battery: the screen then follows the system's own rule.
    }
  }
}
