/** A linear axis: `place` gives pixels for a value. */
export interface Scale {
  low: number;
  high: number;
  place: (value: number) => number;
}

export function scale(low: number, high: number, from: number, to: number): Scale {
  const span = high - low || 1;
  return { low, high, place: (value) => from + ((value - low) / span) * (to - from) };
}

/** Round values between two others, about so many and two at least. */
export function ticks(low: number, high: number, about: number): number[] {
  const wanted = (high - low) / about;
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  const named = [0.5, 1, 2, 5, 10].map((step) => multiples(low, high, step * magnitude));
  const fitting = named.filter((values) => values.length > 1);
  const coarse = fitting.find(([first = 0, second = 0]) => second - first >= wanted);
  return coarse ?? fitting.at(-1) ?? [];
}

function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => (first + index) * step,
  );
}

/** Widen a range to at least `least`, with a little air on both sides. */
export function roomy(values: readonly number[], least: number): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = Math.max(least, (high - low) * 1.16);
  const middle = (low + high) / 2;
  return [middle - span / 2, middle + span / 2];
}

const DAY_MS = 86_400_000;

/** Days since 1970 of a date like 2026-03-01; days have no time zone. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00Z`) / DAY_MS);
}

export function dateOf(number: number): Date {
  return new Date(number * DAY_MS);
}

/** The user's day of a moment, like 2026-03-01. */
export function dayOf(moment: Date): string {
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
}

/** The user's day so many days ago, like 2026-03-01. */
export function daysAgo(count: number): string {
  const now = new Date();
  return dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - count));
}

/** Days to name on an axis: beginnings of months, or of weeks in a short time. */
export function dayTicks(
  low: number,
  high: number,
  most: number,
): { day: number; month: boolean }[] {
  const months = monthStarts(low, high);
  if (months.length >= 2) {
    const every = Math.ceil(months.length / most);
    return months.filter((_, index) => index % every === 0).map((day) => ({ day, month: true }));
  }
  const step = Math.max(1, Math.ceil((high - low) / most));
  const count = Math.floor((high - low) / step) + 1;
  return Array.from({ length: count }, (_, index) => ({ day: low + index * step, month: false }));
}

function monthStarts(low: number, high: number): number[] {
  const found = [];
  const first = dateOf(low);
  for (let month = first.getUTCMonth(); ; month += 1) {
    const day = Math.round(Date.UTC(first.getUTCFullYear(), month, 1) / DAY_MS);
    if (day > high) return found;
    if (day >= low) found.push(day);
  }
}

/** The mean of each value and its neighbours, up to `reach` on either side; gaps are left out. */
export function smooth(values: readonly number[], reach: number): number[] {
  return values.map((_, index) => {
    const near = Math.min(reach, index, values.length - 1 - index);
    const around = values.slice(index - near, index + near + 1);
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  });
}

/** An SVG path through points. */
export function pathOf(points: readonly (readonly [number, number])[]): string {
  return points
    .map(([x, y], index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}
