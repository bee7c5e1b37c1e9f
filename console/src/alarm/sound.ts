import { computed, signal } from '@preact/signals';

/** Tones made in the browser: no file to load, and one place that knows about blocked sound. */

const STORED = 'citywatch.sound';

const wanted = signal(localStorage.getItem(STORED) !== 'off');
const unlocked = signal(false);
let audio: AudioContext | undefined;

/** `blocked` until the person has touched the page once: browsers play nothing before. */
export const sound = computed<'on' | 'off' | 'blocked'>(() => {
  if (!wanted.value) {
    return 'off';
  }
  return unlocked.value ? 'on' : 'blocked';
});

export function chooseSound(on: boolean): void {
  wanted.value = on;
  localStorage.setItem(STORED, on ? 'on' : 'off');
}

/** Makes sound ready at the first touch or key; returns how to stop listening. */
export function readySound(): () => void {
  if (typeof AudioContext === 'undefined') {
    return () => {};
  }
  const context = new AudioContext();
  audio = context;
  const follow = () => {
    unlocked.value = context.state === 'running';
  };
  const unlock = () => {
    if (context.state !== 'running') {
      void context.resume().then(follow, follow);
    }
  };
  context.onstatechange = follow;
  follow();
  window.addEventListener('pointerdown', unlock, { capture: true });
  window.addEventListener('keydown', unlock, { capture: true });
  return () => {
    window.removeEventListener('pointerdown', unlock, { capture: true });
    window.removeEventListener('keydown', unlock, { capture: true });
    audio = undefined;
    void context.close();
  };
}

/** Three falling pairs: a new P1. */
export function playAlarm(): void {
  play([880, 660, 880, 660, 880, 660], 0.16);
}

/** A rising triple: an offer. */
export function playOffer(): void {
  play([523, 659, 784, 523, 659, 784], 0.14);
}

function play(tones: number[], seconds: number): void {
  if (sound.peek() !== 'on' || !audio) {
    return;
  }
  const gain = audio.createGain();
  gain.connect(audio.destination);
  const start = audio.currentTime + 0.02;
  tones.forEach((tone, index) => {
    const oscillator = audio!.createOscillator();
    oscillator.type = 'triangle';
    oscillator.frequency.value = tone;
    oscillator.connect(gain);
    const from = start + index * seconds;
    // A short rise and fall, else each tone clicks.
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(0.25, from + 0.015);
    gain.gain.setValueAtTime(0.25, from + seconds - 0.03);
    gain.gain.linearRampToValueAtTime(0, from + seconds - 0.005);
    oscillator.start(from);
    oscillator.stop(from + seconds);
  });
}
