import type {
  Clearance,
  Created,
  DataState,
  Erasure,
  ErrorAnswer,
  ExerciseCard,
  ExercisePage,
  Figure,
  Health,
  Imported,
  NewSession,
  ProgressPage,
  Performance,
  PlanPage,
  Profile,
  ProfilePage,
  SessionList,
  SessionPage,
  Settings,
  SessionSide,
  TestList,
  TestPage,
  TestVerdict,
  Today,
} from '../protocol.gen';

/** The server's word why a request did not work; `code` is `offline` when it cannot be reached. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

async function request<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/${path}`, init);
  } catch {
    throw new ApiError('offline', '');
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const answer = body as Partial<ErrorAnswer> | null;
  throw new ApiError(answer?.code ?? 'error', answer?.message ?? response.statusText);
}

function send<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return request<T>(path, { method, headers, body: JSON.stringify(body) });
}

/** Which figure to show. */
export interface FigureChoice {
  exercise: string;
  variation: string;
  stage?: string | null;
  side?: SessionSide | null;
}

function figurePath({ exercise, variation, stage, side }: FigureChoice): string {
  const query = new URLSearchParams({ variation });
  if (stage) query.set('stage', stage);
  if (side) query.set('side', side);
  return `exercises/${exercise}/motion?${query}`;
}

/** Which performance to show: a figure with a body, done right or with a fault. */
export interface PerformanceChoice extends FigureChoice {
  body: string;
  fault?: string;
}

/** The motion of a body; the browser keeps it. */
function performance({
  exercise,
  body,
  fault,
  ...choice
}: PerformanceChoice): Promise<Performance> {
  const query = new URLSearchParams({ variation: choice.variation, body });
  if (choice.stage) query.set('stage', choice.stage);
  if (choice.side) query.set('side', choice.side);
  if (fault) query.set('fault', fault);
  return request<Performance>(`exercises/${exercise}/performance?${query}`);
}

const figures = new Map<string, Promise<Figure>>();

/** Figures do not change, so each is asked for once. */
function figure(choice: FigureChoice): Promise<Figure> {
  const path = figurePath(choice);
  const known = figures.get(path);
  if (known) return known;
  const asked = request<Figure>(path);
  figures.set(path, asked);
  asked.catch(() => figures.delete(path));
  return asked;
}

/** The server's HTTP interface. */
export const api = {
  health: () => request<Health>('health'),
  today: () => request<Today>('today'),
  exercises: () => request<ExerciseCard[]>('exercises'),
  exercise: (id: string) => request<ExercisePage>(`exercises/${id}`),
  clearance: (id: string) => request<Clearance>(`clearance/${id}`),
  figure,
  performance,
  texts: (locale: Settings['locale']) => request<Record<string, string>>(`texts/${locale}`),
  sessions: (offset: number, limit: number) =>
    request<SessionList>(`sessions?offset=${offset}&limit=${limit}`),
  session: (id: string) => request<SessionPage>(`sessions/${id}`),
  tests: () => request<TestList>('tests'),
  test: (id: string) => request<TestPage>(`tests/${id}`),
  sessionTests: (id: string) => request<TestVerdict[]>(`sessions/${id}/tests`),
  progress: (since: string | null) =>
    request<ProgressPage>(`progress${since ? `?since=${since}` : ''}`),
  progressReport: (format: 'html' | 'pdf', since: string | null, locale: Settings['locale']) =>
    `/api/progress/report.${format}?locale=${locale}${since ? `&since=${since}` : ''}`,
  begin: (session: NewSession) => send<Created>('POST', 'sessions', session),
  plan: () => request<PlanPage>('plan'),
  profile: () => request<ProfilePage>('profile'),
  saveProfile: (profile: Profile) => send<ProfilePage>('PUT', 'profile', profile),
  settings: () => request<Settings>('settings'),
  data: () => request<DataState>('data'),
  restore: (archive: Blob) =>
    request<Imported>('archive', {
      method: 'POST',
      headers: { 'content-type': 'application/zip' },
      body: archive,
    }),
  erase: () => send<DataState>('POST', 'erasure', { confirm: 'delete' } satisfies Erasure),
  saveSettings: (settings: Settings) => send<Settings>('PUT', 'settings', settings),
};
