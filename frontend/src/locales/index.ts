import { de } from './de';
import { en } from './en';
import type { Messages } from './messages';

export type { Messages };
export type Locale = 'en' | 'de';

export const locales: Record<Locale, Messages> = { en, de };
