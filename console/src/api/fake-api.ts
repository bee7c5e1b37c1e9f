import type { Api } from './http';

/** An API for tests: answers what it is given, and refuses loudly what it was not told of. */
export function fakeApi(answers: Partial<Api>): Api {
  return new Proxy(answers as Api, {
    get: (target, name) =>
      Reflect.get(target, name) ?? (() => Promise.reject(new Error(`unexpected call: ${String(name)}`))),
  });
}

/** A promise that a test settles when it likes. */
export function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
