import type { Settings } from '../protocol.gen';

export type SpeechChoice = Pick<Settings, 'locale' | 'voice' | 'voice_name' | 'volume'>;

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

  constructor(private readonly choice: () => SpeechChoice) {}

  get speaking(): boolean {
    return Boolean(this.#synthesis?.speaking);
  }

  /** Say it; `urgent` interrupts what is being said. */
  say(text: string, urgent = false): void {
    const { locale, voice, voice_name, volume } = this.choice();
    if (!voice || !this.#synthesis) return;
    if (urgent) this.#synthesis.cancel();
    const voices = listVoices(locale);
    const chosen = voices.find((candidate) => candidate.name === voice_name) ?? voices[0];
    if (!chosen) return;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = chosen.lang;
    utterance.voice = chosen;
    utterance.volume = volume;
    this.#synthesis.speak(utterance);
  }

  /** Say something unimportant, if nothing else is being said. */
  mention(text: string): void {
    if (!this.speaking) this.say(text);
  }

  hush(): void {
    this.#synthesis?.cancel();
  }
}
