import { locales, type Locale, type Messages } from '../locales';
import type { Health, Profile, ProfilePage, Settings, Why } from '../protocol.gen';
import { api, ApiError } from './api';

const FIRST_SETTINGS: Settings = {
  locale: 'en',
  first_run_done: false,
  voice: true,
  voice_name: null,
  volume: 0.8,
  sounds: true,
  camera: null,
  model: 'auto',
  units: 'metric',
  theme: 'auto',
  mirror: true,
  routine: 'hamstrings',
};

/** What every page needs: the settings, the texts in the chosen language, the server's state. */
class App {
  settings = $state<Settings>(FIRST_SETTINGS);
  status = $state<'starting' | 'ready' | 'offline'>('starting');
  health = $state<Health | null>(null);
  /** What the user told about themselves; null until it is known. */
  profile = $state.raw<ProfilePage | null>(null);
  saveFailed = $state(false);
  /** Why the server answers but cannot serve, in its own words. */
  problem = $state('');
  #texts = $state.raw<Record<string, string>>({});

  /** Our own texts, by name. */
  get m(): Messages {
    return locales[this.settings.locale];
  }

  /** A text of the catalogue, by id; an id without a text is shown as it is. */
  text(id: string): string {
    return this.#texts[id] ?? id;
  }

  /** A reason of the plan in words. */
  why(reason: Why): string {
    return Object.entries(reason.values).reduce(
      (words, [name, value]) =>
        words.replace(`{${name}}`, typeof value === 'string' ? this.text(value) : String(value)),
      this.text(`reason.${reason.id}`),
    );
  }

  has(id: string): boolean {
    return id in this.#texts;
  }

  /** The ids of all texts that begin like this, in their order. */
  idsUnder(prefix: string): string[] {
    return Object.keys(this.#texts).filter((id) => id.startsWith(prefix));
  }

  async start(): Promise<void> {
    try {
      const [settings, health, profile] = await Promise.all([
        api.settings(),
        api.health(),
        api.profile(),
      ]);
      this.profile = profile;
      this.health = health;
      this.settings = settings.first_run_done
        ? settings
        : { ...settings, locale: browserLocale() ?? settings.locale };
      this.#show();
      this.#texts = await api.texts(this.settings.locale);
      this.status = 'ready';
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = error.message;
      this.status = 'offline';
    }
  }

  /** Change settings here at once and at the server in time. */
  async change(changes: Partial<Settings>): Promise<void> {
    const before = this.settings.locale;
    this.settings = { ...this.settings, ...changes };
    this.#show();
    try {
      if (this.settings.locale !== before) this.#texts = await api.texts(this.settings.locale);
      await api.saveSettings(this.settings);
      this.saveFailed = false;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.saveFailed = true;
    }
  }

  /** Keep what the user tells about themselves; an `ApiError` says why it was not possible. */
  async tell(profile: Profile): Promise<void> {
    this.profile = await api.saveProfile(profile);
  }

  #show(): void {
    document.documentElement.lang = this.settings.locale;
    document.documentElement.dataset['theme'] = this.settings.theme;
  }
}

function browserLocale(): Locale | null {
  const wanted = navigator.language.slice(0, 2);
  return wanted === 'de' || wanted === 'en' ? wanted : null;
}

export const app = new App();
