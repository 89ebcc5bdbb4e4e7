import { tick } from 'svelte';

/** Where in the app we are; links are ordinary links. */
class Router {
  path = $state(location.pathname);

  /** Parts of the path: `/exercises/bridge` → `['exercises', 'bridge']`. */
  get parts(): string[] {
    return this.path.split('/').filter(Boolean);
  }

  start(): void {
    window.addEventListener('popstate', () => {
      this.path = location.pathname;
    });
    document.addEventListener('click', (event) => {
      const target = this.#targetOf(event);
      if (target === null) return;
      event.preventDefault();
      this.go(target);
    });
  }

  go(path: string, replace = false): void {
    if (replace) history.replaceState(null, '', path);
    else history.pushState(null, '', path);
    this.path = location.pathname;
    window.scrollTo(0, 0);
    void tick().then(() => {
      document.querySelector<HTMLElement>('h1')?.focus();
    });
  }

  #targetOf(event: MouseEvent): string | null {
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
    const link = (event.target as Element | null)?.closest('a');
    if (!plain || event.defaultPrevented || !link || link.target || link.hasAttribute('download'))
      return null;
    return link.origin === location.origin && !link.hash ? link.pathname : null;
  }
}

export const router = new Router();
