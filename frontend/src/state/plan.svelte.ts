import type { ExercisePage, PlanChoice, PlanItem } from '../protocol.gen';

/** One exercise of today's plan as the user sets it up. */
export interface PlanRow extends PlanItem {
  included: boolean;
}

/** Today's session while it is being adjusted. */
export class Plan {
  rows = $state<PlanRow[]>([]);
  #usual: string;

  constructor(items: readonly PlanItem[]) {
    this.rows = items.map((item) => ({ ...item, included: true }));
    this.#usual = this.#fingerprint();
  }

  get included(): PlanRow[] {
    return this.rows.filter((row) => row.included);
  }

  get minutes(): number {
    return Math.round(this.included.reduce((sum, row) => sum + row.minutes, 0));
  }

  /** What to ask the server for; null is its own plan, unchanged. */
  get items(): PlanChoice[] | null {
    if (this.#fingerprint() === this.#usual) return null;
    return this.included.map(({ exercise, variation, sets, reps, first_side, extra_set }) => ({
      exercise,
      variation,
      sets,
      reps,
      first_side,
      extra_set,
    }));
  }

  /** Take another variation: never more of it than was planned, and little of a harder one. */
  vary(row: PlanRow, page: ExercisePage, variation: string): void {
    const find = (id: string) => page.variation_details.find((candidate) => candidate.id === id);
    const [before, after] = [find(row.variation), find(variation)];
    if (!before || !after) return;
    const usual = after.order > before.order ? after.least : after.dose;
    const shared = after.sides === 'each' && before.sides !== 'each';
    const sets = Math.min(usual.sets, row.sets);
    const reps = Math.min(usual.reps, shared ? Math.ceil(row.reps / 2) : row.reps);
    const { first_side, extra_set, included } = row;
    const minutes = (usual.minutes * sets * reps) / (usual.sets * usual.reps);
    Object.assign(row, usual, { sets, reps, minutes, included });
    if (after.sides === 'each') Object.assign(row, { first_side, extra_set });
  }

  /** Set sets or reps; the time is taken to grow with the number of reps. */
  dose(row: PlanRow, change: { sets?: number; reps?: number }): void {
    const before = row.sets * row.reps;
    Object.assign(row, change);
    row.minutes *= (row.sets * row.reps) / before;
  }

  #fingerprint(): string {
    return JSON.stringify(
      this.rows.map((row) => [row.exercise, row.variation, row.sets, row.reps, row.included]),
    );
  }
}
