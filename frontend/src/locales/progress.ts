import type { BalanceInfo, ChangeInfo, FigureInfo } from '../protocol.gen';

/** Texts of the page that shows what came of the training. */
export interface ProgressMessages {
  title: string;
  lead: string;
  empty: string;
  emptyHow: string;
  emptyPeriod: string;
  period: string;
  periods: Record<'all' | 'year' | 'quarter' | 'month', string>;
  since: (day: string) => string;
  hours: (hours: number) => string;
  unknown: string;
  chart: { hint: string; table: string; day: string };
  weeks: {
    title: string;
    kind: string;
    trained: string;
    run: string;
    sessions: string;
    from: string;
    summary: (trained: number, weeks: number) => string;
  };
  courses: {
    title: string;
    lead: string;
    empty: string;
    exercise: string;
    form: string;
    quantity: string;
    quantities: Record<FigureInfo['quantity'], string>;
    early: string;
    change: (
      first: string,
      last: string,
      difference: string,
      uncertainty: string,
      direction: ChangeInfo['direction'],
    ) => string;
    error: (degrees: number) => string;
  };
  feel: {
    title: string;
    lead: string;
    effort: string;
    pain: string;
    summary: (sessions: number) => string;
    empty: string;
  };
  balance: {
    title: string;
    lead: string;
    same: (uncertainty: number) => string;
    further: (side: 'left' | 'right', degrees: number, uncertainty: number) => string;
    caveat: Record<BalanceInfo['caveat'], string>;
  };
  report: { title: string; lead: string; pdf: string; html: string };
}

export const progressEn: ProgressMessages = {
  title: 'Progress',
  lead: 'What your training does, as far as one camera can tell.',
  empty: 'Your story begins with the first session.',
  emptyHow:
    'From then on you see here how often you trained and how it felt; after six sessions of an exercise, whether you move further, hold longer and move more cleanly.',
  emptyPeriod: 'No session in this period. Choose a longer one.',
  period: 'Period',
  periods: { all: 'All', year: '1 year', quarter: '3 months', month: '30 days' },
  since: (day) => `Since ${day}`,
  hours: (hours) =>
    hours < 1 ? `${Math.round(hours * 60)} min` : `${hours.toFixed(hours < 10 ? 1 : 0)} h`,
  unknown: 'What is not known yet',
  chart: {
    hint: 'Point at the chart or use the arrow keys to read values.',
    table: 'Values as a table',
    day: 'Day',
  },
  weeks: {
    title: 'Your weeks',
    kind: 'Every block is a session. A week off is a week off: what you did stays.',
    trained: 'Weeks with training',
    run: 'Weeks in a row',
    sessions: 'Sessions',
    from: 'Week from',
    summary: (trained, weeks) => `Training in ${trained} of ${weeks} weeks.`,
  },
  courses: {
    title: 'Your exercises',
    lead: 'Every mark is a session before the camera, the line is the mean around it.',
    empty: 'Nothing was measured in this period: train before the camera to see it here.',
    exercise: 'Exercise',
    form: 'Variation',
    quantity: 'What',
    quantities: { rom: 'Range', hold: 'Hold', score: 'Form' },
    early: 'Too few sessions to compare: that takes six.',
    change: (first, last, difference, uncertainty, direction) =>
      direction === 'same'
        ? `First ${first}, lately ${last}: no difference that one camera can tell (it counts from ${uncertainty} on).`
        : `First ${first}, lately ${last}: ${difference} ${direction} (a difference counts from ${uncertainty} on).`,
    error: (degrees) =>
      `One measurement is right to about ${degrees}°. The shaded mark at the end shows it.`,
  },
  feel: {
    title: 'How it felt',
    lead: 'Your own word after the exercises: mean effort and worst pain of each session, 0 to 10.',
    effort: 'Effort',
    pain: 'Pain',
    summary: (sessions) => `Effort and pain of ${sessions} sessions, from 0 to 10.`,
    empty: 'Answer the two questions after an exercise to see it here.',
  },
  balance: {
    title: 'Left and right',
    lead: 'Range of motion over the last three sessions. Within the shaded part the sides are alike, as far as one camera can tell.',
    same: (uncertainty) => `No difference beyond the uncertainty of ${uncertainty}°.`,
    further: (side, degrees, uncertainty) =>
      `Your ${side} side goes ${degrees}° further (uncertainty ${uncertainty}°).`,
    caveat: {
      'turn-round':
        'Only comparable if you turn round, so that the moving leg is always the near one.',
      mirror: 'The camera itself sees left and right a little differently; this is allowed for.',
    },
  },
  report: {
    title: 'For your physio',
    lead: 'All of this on a few pages to print or to send, without your name.',
    pdf: 'PDF',
    html: 'Web page',
  },
};

export const progressDe: ProgressMessages = {
  title: 'Fortschritt',
  lead: 'Was dein Training bewirkt, soweit eine Kamera das erkennt.',
  empty: 'Deine Geschichte beginnt mit dem ersten Training.',
  emptyHow:
    'Ab dann siehst du hier, wie oft du trainiert hast und wie es sich anfühlte; nach sechs Trainings einer Übung auch, ob du weiter kommst, länger hältst und dich sauberer bewegst.',
  emptyPeriod: 'Kein Training in diesem Zeitraum. Wähle einen längeren.',
  period: 'Zeitraum',
  periods: { all: 'Alles', year: '1 Jahr', quarter: '3 Monate', month: '30 Tage' },
  since: (day) => `Seit ${day}`,
  hours: (hours) =>
    hours < 1
      ? `${Math.round(hours * 60)} min`
      : `${hours.toFixed(hours < 10 ? 1 : 0).replace('.', ',')} h`,
  unknown: 'Was noch nicht bekannt ist',
  chart: {
    hint: 'Zeig auf das Diagramm oder nimm die Pfeiltasten, um Werte zu lesen.',
    table: 'Werte als Tabelle',
    day: 'Tag',
  },
  weeks: {
    title: 'Deine Wochen',
    kind: 'Jeder Block ist ein Training. Eine freie Woche ist eine freie Woche: Was du getan hast, bleibt.',
    trained: 'Wochen mit Training',
    run: 'Wochen in Folge',
    sessions: 'Trainings',
    from: 'Woche ab',
    summary: (trained, weeks) => `Training in ${trained} von ${weeks} Wochen.`,
  },
  courses: {
    title: 'Deine Übungen',
    lead: 'Jedes Zeichen ist ein Training vor der Kamera, die Linie der Mittelwert darum herum.',
    empty:
      'In diesem Zeitraum wurde nichts gemessen: Trainiere vor der Kamera, dann siehst du es hier.',
    exercise: 'Übung',
    form: 'Variante',
    quantity: 'Was',
    quantities: { rom: 'Umfang', hold: 'Haltezeit', score: 'Haltung' },
    early: 'Noch zu wenige Trainings zum Vergleichen: Es braucht sechs.',
    change: (first, last, difference, uncertainty, direction) =>
      direction === 'same'
        ? `Anfangs ${first}, zuletzt ${last}: kein Unterschied, den eine Kamera erkennt (er zählt ab ${uncertainty}).`
        : `Anfangs ${first}, zuletzt ${last}: ${difference} ${direction === 'more' ? 'mehr' : 'weniger'} (ein Unterschied zählt ab ${uncertainty}).`,
    error: (degrees) =>
      `Eine Messung ist auf etwa ${degrees}° genau. Das zeigt die schattierte Marke am Ende.`,
  },
  feel: {
    title: 'Wie es sich anfühlte',
    lead: 'Was du nach den Übungen gesagt hast: mittlere Anstrengung und stärkster Schmerz je Training, 0 bis 10.',
    effort: 'Anstrengung',
    pain: 'Schmerz',
    summary: (sessions) => `Anstrengung und Schmerz von ${sessions} Trainings, von 0 bis 10.`,
    empty: 'Beantworte die zwei Fragen nach einer Übung, dann siehst du es hier.',
  },
  balance: {
    title: 'Links und rechts',
    lead: 'Bewegungsumfang der letzten drei Trainings. Im schattierten Bereich sind die Seiten gleich, soweit eine Kamera das erkennt.',
    same: (uncertainty) => `Kein Unterschied über die Unsicherheit von ${uncertainty}° hinaus.`,
    further: (side, degrees, uncertainty) =>
      `Deine ${side === 'left' ? 'linke' : 'rechte'} Seite kommt ${degrees}° weiter (Unsicherheit ${uncertainty}°).`,
    caveat: {
      'turn-round':
        'Nur vergleichbar, wenn du dich umdrehst, sodass immer das bewegte Bein vorn ist.',
      mirror: 'Die Kamera selbst sieht links und rechts etwas verschieden; das ist eingerechnet.',
    },
  },
  report: {
    title: 'Für deine Physiotherapie',
    lead: 'All das auf wenigen Seiten zum Drucken oder Schicken, ohne deinen Namen.',
    pdf: 'PDF',
    html: 'Webseite',
  },
};
