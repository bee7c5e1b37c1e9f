import { chooseLanguage, language } from './language';
import './language-switch.css';

/** Names the other language in that language, so that it is found by who cannot read this one. */
export function LanguageSwitch() {
  const other = language.value === 'en' ? 'zh-CN' : 'en';
  return (
    <button
      type="button"
      class="language-switch"
      data-testid="language-switch"
      lang={other}
      onClick={() => chooseLanguage(other)}
    >
      {other === 'en' ? 'English' : '中文'}
    </button>
  );
}
