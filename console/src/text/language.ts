import { effect, signal } from '@preact/signals';
import { en } from './en';
import { zhCN } from './zh-cn';

export type Language = 'zh-CN' | 'en';
export type Key = keyof typeof en;
export type Dictionary = Record<Key, string>;

const STORED = 'citywatch.language';
const DICTIONARIES: Record<Language, Dictionary> = { en, 'zh-CN': zhCN };

/** What the page is written in: what was chosen here before, else what the browser prefers. */
export function chosenLanguage(stored: string | null, preferred: string): Language {
  if (stored === 'en' || stored === 'zh-CN') {
    return stored;
  }
  return preferred.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export const language = signal<Language>(
  chosenLanguage(localStorage.getItem(STORED), navigator.language ?? ''),
);

effect(() => {
  document.documentElement.lang = language.value;
});

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(STORED, chosen);
  language.value = chosen;
}

/** The text in the language of the page, with `{name}` replaced. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return DICTIONARIES[language.value][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

type Group =
  | 'sign'
  | 'kind'
  | 'state'
  | 'rule'
  | 'offer'
  | 'assignment'
  | 'outcome'
  | 'role'
  | 'skill'
  | 'mode'
  | 'actor'
  | 'phase'
  | 'deviceKind'
  | 'evidence'
  | 'reason'
  | 'source'
  | 'fault'
  | 'event'
  | 'called'
  | 'reach'
  | 'escalation'
  | 'command'
  | 'channel'
  | 'notification';

/** The word for a code of the API, or the code itself where the dictionary has none (yet). */
export function word(group: Group, code: string): string {
  const key = `${group}.${code}`;
  return key in en ? t(key as Key) : code;
}
