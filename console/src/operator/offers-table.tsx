import type { Assignment, Offer } from '../api/types';
import { distanceText, travelText } from '../text/format';
import { t, word, type Key } from '../text/language';
import { becauseText } from '../text/sentence';

interface Props {
  title?: Key;
  /** What the title counts, where it is not all that is listed. */
  count?: number;
  offers: readonly Offer[];
  assignments: readonly Assignment[];
  nameOf: (responder: string) => string;
}

const ORDER = ['ACCEPTED', 'OFFERED'];

export function OffersTable({ title = 'detail.offers', count, offers, assignments, nameOf }: Props) {
  const rank = (offer: Offer) => (ORDER.indexOf(offer.state) + 1 || ORDER.length + 1);
  const sorted = [...offers].sort(
    (a, b) => rank(a) - rank(b) || (a.travelSeconds ?? Infinity) - (b.travelSeconds ?? Infinity),
  );
  return (
    <section aria-labelledby="offers-title">
      <h3 id="offers-title">
        {t(title)} <span class="number">{count ?? offers.length}</span>
      </h3>
      <table class="offers" data-testid="offers-table" aria-labelledby="offers-title">
        <thead hidden={offers.length === 0}>
          <tr>
            <th scope="col">{t('offers.responder')}</th>
            <th scope="col">{t('offers.state')}</th>
            <th scope="col" class="number">
              {t('offers.distance')}
            </th>
            <th scope="col" class="number">
              {t('offers.travel')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((offer) => (
            <OfferRows
              key={offer.id}
              offer={offer}
              assignment={assignments.find((each) => each.offer === offer.id)}
              name={nameOf(offer.responder)}
            />
          ))}
        </tbody>
      </table>
      {offers.length === 0 && <p class="dim">{t('offers.none')}</p>}
    </section>
  );
}

interface RowsProps {
  offer: Offer;
  assignment: Assignment | undefined;
  name: string;
}

function OfferRows({ offer, assignment, name }: RowsProps) {
  // Accepted is where an assignment begins: how far it is says more.
  const state =
    offer.state === 'ACCEPTED' && assignment ? word('assignment', assignment.state) : word('offer', offer.state);
  return (
    <>
      <tr data-testid="offer-row" data-offer-id={offer.id} data-responder={offer.responder} data-state={offer.state}>
        <td>{name}</td>
        <td data-state={offer.state}>{state}</td>
        <td class="number">{distanceText(offer.distanceMeters)}</td>
        <td class="number">{travelText(offer.travelSeconds)}</td>
      </tr>
      {(offer.because || offer.notifications?.length) && (
        <tr class="because">
          <td colSpan={4}>
            {offer.because && becauseText(offer.because)}
            {offer.notifications?.map((each) => (
              <span
                key={each.channel}
                class="went-out"
                data-testid="went-out"
                data-state={each.state}
                title={each.reason}
              >
                {word('channel', each.channel)}: {word('notification', each.state)}
              </span>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}
