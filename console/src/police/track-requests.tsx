import { useSignal } from '@preact/signals';
import type { TrackRequest } from '../api/things';
import { session } from '../session/session';
import { timeText } from '../text/format';
import { t } from '../text/language';
import { now } from '../time/clock';
import type { PoliceStore } from './store';

/** Looks that wait for a second person: everybody's but one's own can be agreed to. Nothing where none waits. */
export function TrackRequests({ store }: { store: PoliceStore }) {
  const requests = store.requests.value;
  if (requests.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="requests-title">
      <h2 id="requests-title">
        {t('request.title')} <span class="dim number">{requests.length}</span>
      </h2>
      <ul data-testid="track-requests" data-count={requests.length} aria-labelledby="requests-title">
        {requests.map((request) => (
          <li key={request.id}>
            <Row store={store} request={request} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ store, request }: { store: PoliceStore; request: TrackRequest }) {
  const refusing = useSignal(false);
  const own = request.requestedBy === session.value?.user;
  const refuse = (event: SubmitEvent) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget as HTMLFormElement).get('reason')).trim();
    if (reason !== '') {
      void store.decide(request, reason);
    }
  };
  return (
    <div class="track-request" data-testid="track-request" data-plate={request.plate} data-own={own}>
      <p>
        <strong>{request.plate}</strong> · {request.requestedBy}: {request.reason}
      </p>
      <p class="dim number">
        {timeText(request.from, now.peek())} – {timeText(request.to, now.peek())}
      </p>
      {refusing.value ? (
        <form class="line" onSubmit={refuse} aria-label={t('request.refuse')}>
          <input name="reason" data-testid="request-reason" aria-label={t('request.reason')} placeholder={t('request.reason')} maxLength={200} required autofocus />
          <button class="button" data-testid="request-refuse-confirm">
            {t('request.refuse')}
          </button>
        </form>
      ) : (
        <div class="line">
          {!own && (
            <button type="button" class="button primary" data-testid="request-grant" onClick={() => void store.decide(request, null)}>
              {t('request.grant')}
            </button>
          )}
          <button
            type="button"
            class="button"
            data-testid="request-refuse"
            onClick={() => (own ? void store.decide(request, t('request.withdrawn')) : (refusing.value = true))}
          >
            {t(own ? 'request.withdraw' : 'request.refuse')}
          </button>
        </div>
      )}
    </div>
  );
}
