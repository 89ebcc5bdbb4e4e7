import type { StatementInfo } from '../protocol.gen';
import { app } from './app.svelte';

/** One form of an exercise; what does not matter is left out. */
export interface Form {
  exercise: string;
  variation?: string;
  stage?: string | null;
  side?: string;
}

/** How a form is called: "Bridge, one leg, left". */
export function formName({ exercise, variation, stage, side }: Form): string {
  const parts = [app.text(`exercise.${exercise}.title`)];
  if (variation && variation !== 'standard') {
    parts.push(app.text(`variation.${exercise}.${variation}.title`));
  }
  if (stage) parts.push(app.text(`stage.${exercise}.${stage}.title`));
  if (side === 'left' || side === 'right') parts.push(app.m.side[side].toLowerCase());
  return parts.join(', ');
}

/** Units as they follow a number. */
const UNITS: Record<string, string> = { deg: '°', s: '\u00a0s', reps: '×' };

/** A statement as a sentence in the user's language. */
export function sentence({ id, values }: StatementInfo): string {
  const number = new Intl.NumberFormat(app.settings.locale);
  const word = (name: string): string => {
    const value = values[name];
    if (name === 'what') return formName(formOf(values));
    if (name === 'unit') return UNITS[String(value)] ?? '';
    return typeof value === 'number' ? number.format(value) : (value ?? `{${name}}`);
  };
  return app.text(id).replace(/\{(\w+)\}/g, (_, name: string) => word(name));
}

function formOf(values: StatementInfo['values']): Form {
  const name = (key: string) => (values[key] === undefined ? undefined : String(values[key]));
  return {
    exercise: name('exercise') ?? name('test') ?? '',
    variation: name('variation') ?? 'standard',
    stage: name('stage') ?? null,
    side: name('side') ?? 'both',
  };
}
