import type { Profile } from '../protocol.gen';

export type Concern = Profile['concerns'][number];

/** What rules training out, in the order it is asked. */
export const CONCERNS: readonly Concern[] = [
  'acute-injury',
  'sudden-pop',
  'bruising',
  'numbness',
  'weakness',
  'pain-below-knee',
  'recent-operation',
  'no-supine',
];

/** What is proposed to whoever was never asked: three days a week. */
export const FIRST_WEEKDAYS = [0, 2, 4];

/** The name of a day of the week; 0 is Monday. */
export function nameWeekday(day: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 1970 was a Monday.
  return format.format(new Date(Date.UTC(1970, 0, 5 + day)));
}
