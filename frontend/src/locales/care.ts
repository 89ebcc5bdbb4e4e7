import type { TestsDue } from '../protocol.gen';

type Band = 'usual' | 'unclear' | 'poor';

/** Texts about what rests, what is due, and which routine the plan is made of. */
export interface CareMessages {
  stopTitle: string;
  stopped: (exercise: string, day: string) => string;
  stoppedTest: (exercise: string, day: string) => string;
  dueTitle: Record<TestsDue['kind'], string>;
  dueLead: Record<TestsDue['kind'], (tests: string) => string>;
  dueGo: string;
  dueLater: string;
  testsTitle: string;
  testsLead: string;
  testChart: (test: string) => string;
  index: Record<Band, string>;
  looksFor: string;
  equipment: string;
  planned: string;
  planThis: (routine: string) => string;
}

export const careEn: CareMessages = {
  stopTitle: 'Let it rest for now',
  stopped: (exercise, day) => `${exercise} rests until ${day}.`,
  stoppedTest: (exercise, day) =>
    `This test loads you like the exercise ${exercise}, which rests until ${day}.`,
  dueTitle: {
    first: 'How supple and strong are you now?',
    again: 'Four weeks since your last test',
  },
  dueLead: {
    first: () =>
      'A self-test or two in your first week give you a beginning to compare with. Each takes a few minutes.',
    again: (tests) => `Take it again to see what has changed: ${tests}.`,
  },
  dueGo: 'To the self-tests',
  dueLater: 'Not now',
  testsTitle: 'Self-tests',
  testsLead: 'Every result with its uncertainty: about 95 of 100 lie within it.',
  testChart: (test) => `Every result of the test ${test}.`,
  index: {
    usual: 'Sides alike: at least 90 %',
    unclear: 'Too close to 90 % to tell',
    poor: 'Sides apart: below 90 %',
  },
  looksFor: 'What the coach tells you besides',
  equipment: 'You need no equipment: a mat, and a wall or a chair to hold on to.',
  planned: 'Your plan is made of these.',
  planThis: (routine) => `Plan this routine: ${routine}`,
};

export const careDe: CareMessages = {
  stopTitle: 'Lass es erst einmal ruhen',
  stopped: (exercise, day) => `${exercise} ruht bis ${day}.`,
  stoppedTest: (exercise, day) =>
    `Dieser Test beansprucht dich wie die Übung ${exercise}. Sie ruht bis ${day}.`,
  dueTitle: {
    first: 'Wie beweglich und kräftig bist du jetzt?',
    again: 'Vier Wochen seit deinem letzten Test',
  },
  dueLead: {
    first: () =>
      'Ein oder zwei Selbsttests in der ersten Woche sind der Anfang, mit dem du später vergleichst. Jeder dauert ein paar Minuten.',
    again: (tests) => `Mach ihn noch einmal, dann siehst du, was sich geändert hat: ${tests}.`,
  },
  dueGo: 'Zu den Selbsttests',
  dueLater: 'Jetzt nicht',
  testsTitle: 'Selbsttests',
  testsLead: 'Jedes Ergebnis mit seiner Unsicherheit: Etwa 95 von 100 liegen darin.',
  testChart: (test) => `Alle Ergebnisse des Tests ${test}.`,
  index: {
    usual: 'Seiten gleich: mindestens 90 %',
    unclear: 'Zu nah an 90 %, um es zu sagen',
    poor: 'Seiten ungleich: unter 90 %',
  },
  looksFor: 'Was der Coach dir außerdem sagt',
  equipment: 'Du brauchst keine Geräte: eine Matte und eine Wand oder einen Stuhl zum Festhalten.',
  planned: 'Aus diesen besteht dein Plan.',
  planThis: (routine) => `Diese Übungen planen: ${routine}`,
};
