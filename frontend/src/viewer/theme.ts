/** Whether an element is shown on a dark page. */
export function isDark(element: Element): boolean {
  const scheme = getComputedStyle(element).colorScheme;
  if (!scheme.includes('light')) return scheme.includes('dark');
  return scheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Call whenever light and dark may have changed; returns what ends it. */
export function onThemeChange(act: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = new MutationObserver(act);
  system.addEventListener('change', act);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', act);
    chosen.disconnect();
  };
}
