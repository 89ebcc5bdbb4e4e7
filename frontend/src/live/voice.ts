import type { Settings } from '../protocol.gen';

export type SpeechChoice = Pick<Settings, 'locale' | 'voice' | 'voice_name' | 'volume'>;

/** Some browsers list their voices late; words wait for them so long. */
const VOICES_WITHIN_MS = 1000;

/** The browser's own voices for a language, its default first. */
export function listVoices(locale: Settings['locale']): SpeechSynthesisVoice[] {
  const synthesis = window.speechSynthesis as SpeechSynthesis | undefined;
  const fitting = (synthesis?.getVoices() ?? []).filter((voice) => voice.lang.startsWith(locale));
  // A voice that asks a server would send the text away.
  return fitting
    .filter((voice) => voice.localService)
    .toSorted((a, b) => Number(b.default) - Number(a.default));
}

/** Says one thing at a time. */
export class Voice {
  readonly #synthesis = window.speechSynthesis as SpeechSynthesis | undefined;
  /** Said as soon as there is a voice. */
  #held: string | null = null;
  #patience = 0;

  /** `missing` is told when something was to be said and there is no voice to say it. */
  constructor(
    private readonly choice: () => SpeechChoice,
    private readonly missing: () => void = () => undefined,
  ) {
    // Asking is what makes browsers look for their voices.
    this.#synthesis?.getVoices();
    this.#synthesis?.addEventListener('voiceschanged', this.#release);
  }

  get speaking(): boolean {
    return Boolean(this.#synthesis?.speaking);
  }

  /** Say it; `urgent` interrupts what is being said. */
  say(text: string, urgent = false): void {
    const { locale, voice, voice_name } = this.choice();
    if (!voice) return;
    if (urgent) this.#synthesis?.cancel();
    const voices = listVoices(locale);
    const chosen = voices.find((candidate) => candidate.name === voice_name) ?? voices[0];
    if (chosen) this.#speak(text, chosen);
    else this.#hold(text);
  }

  /** Say something unimportant, if nothing else is being said. */
  mention(text: string): void {
    if (!this.speaking && this.#held === null) this.say(text);
  }

  hush(): void {
    this.#forget();
    this.#synthesis?.cancel();
  }

  close(): void {
    this.hush();
    this.#synthesis?.removeEventListener('voiceschanged', this.#release);
  }

  #speak(text: string, voice: SpeechSynthesisVoice): void {
    this.#forget();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = voice.lang;
    utterance.voice = voice;
    utterance.volume = this.choice().volume;
    this.#synthesis?.speak(utterance);
  }

  /** Only the last words wait: earlier ones would come too late. */
  #hold(text: string): void {
    this.#forget();
    this.#held = text;
    this.#patience = window.setTimeout(() => {
      this.#held = null;
      this.missing();
    }, VOICES_WITHIN_MS);
  }

  readonly #release = (): void => {
    if (this.#held !== null) this.say(this.#held);
  };

  #forget(): void {
    window.clearTimeout(this.#patience);
    this.#held = null;
  }
}
