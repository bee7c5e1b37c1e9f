import { t, word, type Key } from '../text/language';
import type { KnownOffer, ShownState } from './offers';
import './card.css';

const TEXTS: Record<Exclude<ShownState, 'OFFERED' | 'ACCEPTED'>, { title: Key; text: Key }> = {
  DECLINED: { title: 'news.declined', text: 'news.declinedText' },
  EXPIRED: { title: 'news.expired', text: 'news.expiredText' },
  WITHDRAWN: { title: 'news.withdrawn', text: 'news.withdrawnText' },
  ENDED: { title: 'news.ended', text: 'news.endedText' },
};

/** Tells kindly that an offer is over: nobody did anything wrong. */
export function OfferNews({ offer, onRead }: { offer: KnownOffer; onRead: () => void }) {
  const text = TEXTS[offer.state as keyof typeof TEXTS];
  return (
    <article
      class="news"
      data-testid="offer-card"
      data-offer-id={offer.id}
      data-state={offer.state}
      aria-labelledby="offer-title"
    >
      <h2 id="offer-title">{t(text.title)}</h2>
      <p class="dim">{t(text.text, { kind: word('kind', offer.kind) })}</p>
      <button type="button" class="button" data-testid="offer-read" onClick={onRead}>
        {t('news.read')}
      </button>
    </article>
  );
}
