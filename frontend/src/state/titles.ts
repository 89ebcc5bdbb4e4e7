import { app } from './app.svelte';

/** What a page is about, by its address; empty where the product's name says enough. */
export function titleOf([place = 'today', id]: readonly string[]): string {
  const { m } = app;
  const exercise = id ? app.text(`exercise.${id}.title`) : '';
  const titles: Record<string, string> = {
    today: m.today.title,
    exercises: exercise || m.exercises.title,
    tests: exercise || m.tests.title,
    learn: m.learn.title,
    progress: m.progress.title,
    plan: m.plan.title,
    history: id ? m.summary.title : m.history.title,
    profile: m.profile.title,
    settings: m.settings.title,
  };
  return titles[place] ?? m.common.notFound;
}

/** A page's title as the browser shows it. */
export function windowTitle(words: string): string {
  return words ? `${words} · Hamstrong` : 'Hamstrong';
}
