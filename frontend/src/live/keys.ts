import type { CommandName } from '../protocol.gen';

const KEYS: Record<string, CommandName | 'details'> = {
  ' ': 'pause',
  n: 'next',
  ArrowRight: 'next',
  s: 'skip',
  r: 'repeat',
  e: 'easier',
  h: 'harder',
  p: 'pain',
  d: 'details',
};

/** What a key means in a session; nothing while a field or button has it. */
export function shortcutOf(event: KeyboardEvent): CommandName | 'details' | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  const target = event.target as Element | null;
  if (target?.closest('input, select, textarea')) return null;
  if (event.key === ' ' && target?.closest('button, a, summary')) return null;
  return KEYS[event.key] ?? null;
}
