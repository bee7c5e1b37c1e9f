import { useSignal } from '@preact/signals';
import { Problem, type Api } from '../api/http';
import icon from '../icon.svg';
import { LanguageSwitch } from '../text/language-switch';
import { t, type Key } from '../text/language';
import { signIn } from './session';
import './sign-in.css';

interface Props {
  api: Api;
  title: Key;
  userLabel: Key;
  passwordLabel: Key;
  otherPage: { href: string; label: Key };
}

export function SignIn({ api, title, userLabel, passwordLabel, otherPage }: Props) {
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    busy.value = true;
    problem.value = null;
    try {
      await signIn(api, String(form.get('user')).trim(), String(form.get('password')).trim());
    } catch (failure) {
      problem.value = refusalText(failure);
    } finally {
      busy.value = false;
    }
  };

  return (
    <main class="sign-in">
      <form onSubmit={submit} aria-labelledby="sign-in-title">
        <div class="brand">
          <img src={icon} alt="" />
          <div>
            <h1 id="sign-in-title">{t('brand')}</h1>
            <p class="dim">{t(title)}</p>
          </div>
        </div>
        <label class="field">
          <span>{t(userLabel)}</span>
          <input name="user" data-testid="sign-in-user" autocomplete="username" autocapitalize="off" required autofocus />
        </label>
        <label class="field">
          <span>{t(passwordLabel)}</span>
          <input
            name="password"
            type="password"
            data-testid="sign-in-password"
            autocomplete="current-password"
            required
          />
        </label>
        <p class="bad" role="alert" data-testid="sign-in-problem" hidden={problem.value === null}>
          {problem.value}
        </p>
        <button class="button primary" data-testid="sign-in-submit" disabled={busy.value}>
          {t('signIn.submit')}
        </button>
        <div class="under">
          <a class="button quiet" href={otherPage.href}>
            {t(otherPage.label)}
          </a>
          <LanguageSwitch />
        </div>
      </form>
    </main>
  );
}

function refusalText(failure: unknown): string {
  if (!(failure instanceof Problem) || failure.status === 0) {
    return t('problem.unreachable');
  }
  return failure.status === 401 || failure.status === 403 ? t('signIn.refused') : failure.message;
}
