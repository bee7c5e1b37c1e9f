import { STAGES, type Stage, type StageTimes } from '../api/types';

/** One stretch of the way from the device to a person at the door. */
export interface Stretch {
  /** The stage that ended it. */
  to: Exclude<Stage, 'measured' | 'received'>;
  millis: number;
}

export interface Seconds {
  /** From the gateway to the offer: what the platform is answerable for. */
  platform: Stretch[];
  /** From the offer on: what people took. */
  people: Stretch[];
  platformMillis: number;
  peopleMillis: number;
  /** From the device's clock to the gateway's, if both are given; negative where the device's clock is ahead. */
  deviceMillis: number | undefined;
}

const PEOPLE: readonly Stage[] = ['accepted', 'arrived'];

/** Splits the way into stretches between the stages that were reached. */
export function whereTheSecondsWent(stages: StageTimes): Seconds {
  const seconds: Seconds = {
    platform: [],
    people: [],
    platformMillis: 0,
    peopleMillis: 0,
    deviceMillis:
      stages.measured !== undefined && stages.received !== undefined
        ? stages.received - stages.measured
        : undefined,
  };
  let last: number | undefined;
  for (const stage of STAGES) {
    const at = stages[stage];
    // The device's clock may be wrong, so it is not mixed with the platform's.
    if (at === undefined || stage === 'measured') {
      continue;
    }
    if (last !== undefined && stage !== 'received') {
      // Two machines of the platform may differ by a millisecond or two: never below zero.
      const millis = Math.max(0, at - last);
      if (PEOPLE.includes(stage)) {
        seconds.people.push({ to: stage, millis });
        seconds.peopleMillis += millis;
      } else {
        seconds.platform.push({ to: stage, millis });
        seconds.platformMillis += millis;
      }
    }
    last = Math.max(last ?? at, at);
  }
  return seconds;
}
