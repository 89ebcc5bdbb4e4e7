import type { FrontBack, SessionSide, TestChange } from '../protocol.gen';

type TestUnit = 'deg' | 's' | 'reps';

/** Texts of the self-tests. */
export interface TestsMessages {
  title: string;
  lead: string;
  none: string;
  last: string;
  start: string;
  startTimer: string;
  needsCamera: string;
  byHand: string;
  part: Record<'back' | 'front', string>;
  value: Record<TestUnit, (value: number) => string>;
  live: Record<TestUnit, string>;
  logTitle: Record<TestUnit, string>;
  band: Record<'usual' | 'unclear' | 'poor', string>;
  notMeasured: string;
  trials: (values: string) => string;
  trialOf: (trial: number, of: number) => string;
  even: string;
  weaker: (side: 'left' | 'right', difference: string, uncertainty: string) => string;
  index: (percent: number, uncertainty: number) => string;
  limit: (limit: number) => string;
  normsTitle: string;
  norm: (
    sex: 'female' | 'male' | null,
    mean: number | null,
    deviation: number | null,
    limit: number,
    better: 'lower' | 'higher',
  ) => string;
  noNorms: string;
  change: (
    side: SessionSide,
    percent: number,
    uncertainty: number,
    direction: 'better' | 'worse' | 'unclear',
  ) => string;
  balanceTitle: string;
  balance: (balance: FrontBack) => string;
  spoils: string;
  stopsIn: (seconds: number) => string;
  untilDone: string;
  untilTired: string;
}

export const testsEn: TestsMessages = {
  title: 'Self-tests',
  lead: 'Five short tests that show how supple and strong your thighs are, and how that changes.',
  none: 'Not tested yet',
  last: 'Your last result',
  start: 'Start the test',
  startTimer: 'Without camera',
  needsCamera: 'This test needs the camera: nobody sees their own joint angles.',
  byHand: 'Without a camera you count or time yourself; that is kept as not measured.',
  part: { back: 'Back of the thigh', front: 'Front of the thigh' },
  value: {
    deg: (value) => `${value}°`,
    s: (value) => `${value} s`,
    reps: (value) => (value === 1 ? '1 rep' : `${value} reps`),
  },
  live: { deg: 'degrees', s: 'seconds', reps: 'reps' },
  logTitle: {
    deg: 'How many degrees was it?',
    s: 'How many seconds did you hold?',
    reps: 'How many did you do?',
  },
  band: {
    usual: 'In the usual range',
    unclear: 'Too close to the limit to tell',
    poor: 'Tighter than usual',
  },
  notMeasured: 'Told by you, not measured',
  trials: (values) => `Tries: ${values}`,
  trialOf: (trial, of) => `${trial} of ${of}`,
  even: 'No difference between left and right beyond what a camera can tell.',
  weaker: (side, difference, uncertainty) =>
    `Your ${side} side is behind by ${difference} (measured to within ${uncertainty}).`,
  index: (percent, uncertainty) => `Weaker against stronger side: ${percent} % (± ${uncertainty}).`,
  limit: (limit) => `Limit ${limit}°`,
  normsTitle: 'What is usual',
  norm: (sex, mean, deviation, limit, better) => {
    const who = { female: 'Women', male: 'Men', all: 'Everybody' }[sex ?? 'all'];
    const usual = mean === null ? '' : `${mean} ± ${deviation ?? 0}°, `;
    return `${who}: ${usual}${better === 'lower' ? 'short above' : 'tight below'} ${limit}°`;
  },
  noNorms:
    'No published value holds for this test as it is done here. Compare with your own earlier results.',
  change: (side, percent, uncertainty, direction) => {
    const who = { left: 'Left', right: 'Right', both: 'Since your first test' }[side];
    const sign = percent > 0 ? '+' : '';
    const words = {
      better: 'better than at your first test',
      worse: 'worse than at your first test',
      unclear: 'no change beyond what can be told',
    }[direction];
    return `${who}: ${sign}${percent} % (± ${uncertainty}), ${words}.`;
  },
  balanceTitle: 'Back and front of the thigh',
  balance: ({ back, front, ahead }) => {
    const sign = ({ percent, uncertainty }: TestChange) =>
      `${percent > 0 ? '+' : ''}${Math.round(percent)} % (± ${Math.max(1, Math.round(uncertainty))})`;
    const words = {
      back: 'The back has gained more.',
      front: 'The front has gained more.',
      none: 'Both develop alike as far as can be told.',
    }[ahead ?? 'none'];
    return `Since your first tests: back ${sign(back)}, front ${sign(front)}. ${words}`;
  },
  spoils: 'What spoils a try',
  stopsIn: (seconds) => `Still going? Else the test ends in ${seconds} s.`,
  untilDone: 'Press “Continue” when you stop.',
  untilTired: 'As long as you can do it well.',
};

export const testsDe: TestsMessages = {
  title: 'Selbsttests',
  lead: 'Fünf kurze Tests zeigen, wie beweglich und kräftig deine Oberschenkel sind und wie sich das ändert.',
  none: 'Noch nicht getestet',
  last: 'Dein letztes Ergebnis',
  start: 'Test starten',
  startTimer: 'Ohne Kamera',
  needsCamera: 'Dieser Test braucht die Kamera: Die eigenen Gelenkwinkel sieht niemand.',
  byHand: 'Ohne Kamera zählst oder stoppst du selbst; das wird als nicht gemessen vermerkt.',
  part: { back: 'Oberschenkelrückseite', front: 'Oberschenkelvorderseite' },
  value: {
    deg: (value) => `${value}°`,
    s: (value) => `${value} s`,
    reps: (value) => (value === 1 ? '1 Wdh.' : `${value} Wdh.`),
  },
  live: { deg: 'Grad', s: 'Sekunden', reps: 'Wiederholungen' },
  logTitle: {
    deg: 'Wie viel Grad waren es?',
    s: 'Wie viele Sekunden hast du gehalten?',
    reps: 'Wie viele hast du geschafft?',
  },
  band: {
    usual: 'Im üblichen Bereich',
    unclear: 'Zu nah an der Grenze, um es zu sagen',
    poor: 'Weniger beweglich als üblich',
  },
  notMeasured: 'Von dir angegeben, nicht gemessen',
  trials: (values) => `Versuche: ${values}`,
  trialOf: (trial, of) => `${trial} von ${of}`,
  even: 'Kein Unterschied zwischen links und rechts, den eine Kamera sicher erkennt.',
  weaker: (side, difference, uncertainty) =>
    `Deine ${side === 'left' ? 'linke' : 'rechte'} Seite liegt um ${difference} zurück (gemessen auf ${uncertainty} genau).`,
  index: (percent, uncertainty) =>
    `Schwächere zu stärkerer Seite: ${percent} % (± ${uncertainty}).`,
  limit: (limit) => `Grenze ${limit}°`,
  normsTitle: 'Was üblich ist',
  norm: (sex, mean, deviation, limit, better) => {
    const who = { female: 'Frauen', male: 'Männer', all: 'Alle' }[sex ?? 'all'];
    const usual = mean === null ? '' : `${mean} ± ${deviation ?? 0}°, `;
    return `${who}: ${usual}verkürzt ${better === 'lower' ? 'über' : 'unter'} ${limit}°`;
  },
  noNorms:
    'Für diesen Test, so wie er hier geht, gilt kein veröffentlichter Wert. Vergleiche mit deinen eigenen früheren Ergebnissen.',
  change: (side, percent, uncertainty, direction) => {
    const who = { left: 'Links', right: 'Rechts', both: 'Seit deinem ersten Test' }[side];
    const sign = percent > 0 ? '+' : '';
    const words = {
      better: 'besser als beim ersten Test',
      worse: 'schlechter als beim ersten Test',
      unclear: 'keine Änderung, die sicher zu erkennen ist',
    }[direction];
    return `${who}: ${sign}${percent} % (± ${uncertainty}), ${words}.`;
  },
  balanceTitle: 'Rückseite und Vorderseite',
  balance: ({ back, front, ahead }) => {
    const sign = ({ percent, uncertainty }: TestChange) =>
      `${percent > 0 ? '+' : ''}${Math.round(percent)} % (± ${Math.max(1, Math.round(uncertainty))})`;
    const words = {
      back: 'Die Rückseite hat mehr gewonnen.',
      front: 'Die Vorderseite hat mehr gewonnen.',
      none: 'Beide entwickeln sich gleich, soweit es sich sagen lässt.',
    }[ahead ?? 'none'];
    return `Seit deinen ersten Tests: Rückseite ${sign(back)}, Vorderseite ${sign(front)}. ${words}`;
  },
  spoils: 'Was einen Versuch ungültig macht',
  stopsIn: (seconds) => `Machst du weiter? Sonst endet der Test in ${seconds} s.`,
  untilDone: 'Drück „Weiter“, wenn du aufhörst.',
  untilTired: 'So lange du es gut kannst.',
};
