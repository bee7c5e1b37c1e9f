import { computed, signal } from '@preact/signals';
import { Problem, type Api } from '../api/http';
import type { OfferAction, OfferMessage, Responder } from '../api/types';
import type { Connection } from '../live/stream';
import { serverNow } from '../time/clock';
import {
  currentOffer,
  stepAfter,
  stepOf,
  waitingOffers,
  withMessage,
  withOwnOffers,
  type KnownOffers,
  type Step,
  type Steps,
} from './offers';

export interface StoreSettings {
  api: Api;
  responder: string;
  onOffer: () => void;
  onProblem: (problem: unknown) => void;
  /** Where steps and dismissals outlive a reload. */
  storage: Pick<Storage, 'getItem' | 'setItem'>;
}

const MOST_REMEMBERED = 50;

export type ResponderStore = ReturnType<typeof responderStore>;

/** A responder's phone: own offers, the task in hand, duty. */
export function responderStore({ api, responder, onOffer, onProblem, storage }: StoreSettings) {
  const stepsKey = `citywatch.steps.${responder}`;
  const dismissedKey = `citywatch.dismissed.${responder}`;
  const offers = signal<KnownOffers>(new Map());
  const steps = signal<Steps>(stored<Record<string, Step>>(stepsKey, {}));
  const dismissed = signal<ReadonlySet<string>>(new Set(stored<string[]>(dismissedKey, [])));
  const connection = signal<Connection>('connecting');
  const self = signal<Responder | null>(null);
  const busy = signal(false);
  const problem = signal<string | null>(null);

  const current = computed(() => currentOffer(offers.value, steps.value, dismissed.value));
  const currentStep = computed(() => (current.value ? stepOf(current.value, steps.value) : undefined));
  const waiting = computed(() => waitingOffers(offers.value));

  function stored<T>(key: string, otherwise: T): T {
    try {
      return (JSON.parse(storage.getItem(key) ?? 'null') as T | null) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  function take(next: KnownOffers): void {
    const before = offers.value;
    offers.value = next;
    for (const [id, offer] of next) {
      if (offer.state === 'OFFERED' && !before.has(id) && serverNow() < offer.deadline) {
        onOffer();
        return;
      }
    }
  }

  function fail(failure: unknown): void {
    onProblem(failure);
    problem.value = failure instanceof Problem && failure.status === 0 ? '' : String((failure as Error).message);
  }

  async function loadOffers(): Promise<void> {
    const before = offers.value;
    try {
      const list = await api.offersOf(responder);
      take(withOwnOffers(offers.value, list, before, serverNow()));
      if (problem.value === '') {
        problem.value = null;
      }
    } catch (failure) {
      fail(failure);
    }
  }

  /** Who this is and whether on duty. Not every server lets a responder read it: then the switch asks. */
  async function loadSelf(): Promise<void> {
    try {
      self.value = await api.responder(responder);
    } catch (failure) {
      onProblem(failure);
      self.value ??= { id: responder };
    }
  }

  async function reload(): Promise<void> {
    await Promise.all([loadOffers(), loadSelf()]);
  }

  /** The event may carry the whole message or only say that there is one: the list is asked either way. */
  function offerChanged(data: Partial<OfferMessage>): void {
    if (data.id && data.revision !== undefined && data.deadline !== undefined && data.state && data.severity) {
      take(withMessage(offers.value, data as OfferMessage));
    }
    void loadOffers();
  }

  async function answer(offer: string, action: OfferAction, reason?: string): Promise<void> {
    busy.value = true;
    problem.value = null;
    try {
      const answered = await api.answer(offer, action, reason);
      const step = stepAfter(action);
      if (step) {
        steps.value = remembered({ ...steps.value, [offer]: step });
        storage.setItem(stepsKey, JSON.stringify(steps.value));
      }
      if (action === 'decline') {
        dismiss(offer);
      }
      if (answered?.offer) {
        take(withMessage(offers.value, answered.offer));
      }
    } catch (failure) {
      fail(failure);
    } finally {
      busy.value = false;
    }
    const shown = problem.value;
    await loadOffers();
    problem.value ??= shown;
  }

  function remembered(all: Steps): Steps {
    return Object.fromEntries(Object.entries(all).slice(-MOST_REMEMBERED));
  }

  function dismiss(offer: string): void {
    dismissed.value = new Set([...dismissed.value, offer].slice(-MOST_REMEMBERED));
    storage.setItem(dismissedKey, JSON.stringify([...dismissed.value]));
  }

  async function switchDuty(onDuty: boolean): Promise<void> {
    busy.value = true;
    problem.value = null;
    try {
      const answered = await api.duty(responder, onDuty);
      self.value = { ...self.value, ...answered, id: responder, onDuty: answered?.onDuty ?? onDuty };
    } catch (failure) {
      fail(failure);
    } finally {
      busy.value = false;
    }
  }

  return {
    offers,
    connection,
    self,
    busy,
    problem,
    current,
    currentStep,
    waiting,
    reload,
    loadOffers,
    offerChanged,
    answer,
    dismiss,
    switchDuty,
  };
}
