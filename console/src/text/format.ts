import { language, t } from './language';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A ticking age or countdown: 0:07, 12:05, 1:02:03; beyond a day, days and hours. */
export function clockText(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  if (seconds >= DAY) {
    return t('time.daysHours', { days: Math.floor(seconds / DAY), hours: Math.floor((seconds % DAY) / HOUR) });
  }
  const hours = Math.floor(seconds / HOUR);
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  const two = (n: number) => String(n).padStart(2, '0');
  const rest = two(seconds % MINUTE);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** Seconds left to a deadline, rounded up so that 0 means over. */
export function secondsLeft(deadline: number, at: number): number {
  return Math.max(0, Math.ceil((deadline - at) / 1000));
}

/** How long a way or a stage took, with its unit. */
export function durationText(millis: number): string {
  if (millis < 1000) {
    return t('time.millis', { n: Math.round(millis) });
  }
  if (millis < 10_000) {
    return t('time.seconds', { n: (millis / 1000).toFixed(1) });
  }
  const seconds = Math.round(millis / 1000);
  if (seconds < MINUTE) {
    return t('time.seconds', { n: seconds });
  }
  if (seconds < HOUR) {
    const rest = seconds % MINUTE;
    return rest === 0
      ? t('time.minutes', { n: Math.floor(seconds / MINUTE) })
      : t('time.minutesSeconds', { minutes: Math.floor(seconds / MINUTE), seconds: rest });
  }
  return t('time.hoursMinutes', {
    hours: Math.floor(seconds / HOUR),
    minutes: Math.floor((seconds % HOUR) / MINUTE),
  });
}

export function travelText(seconds: number | undefined): string {
  if (seconds === undefined) {
    return '–';
  }
  return durationText(Math.round(seconds < 600 ? seconds : seconds / 60) * (seconds < 600 ? 1000 : 60_000));
}

export function distanceText(meters: number | undefined): string {
  if (meters === undefined) {
    return '–';
  }
  return meters < 1000
    ? t('distance.meters', { n: Math.round(meters) })
    : t('distance.kilometers', { n: (meters / 1000).toFixed(1) });
}

/** Time of day; with the date if it was another day. */
export function timeText(at: number, today: number): string {
  const time = new Intl.DateTimeFormat(language.value, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  if (new Date(at).toDateString() === new Date(today).toDateString()) {
    return time;
  }
  const day = new Intl.DateTimeFormat(language.value, { month: '2-digit', day: '2-digit' }).format(at);
  return `${day} ${time}`;
}

export function placeText(lat: number, lon: number): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}
