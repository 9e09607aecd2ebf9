import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode, isMarkup, nasty } from './nasty.ts';
import { letInAt } from './rules.ts';
import { aScene, asked, narrowed, routesOf, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
afterAll(() => scene.close());

/** The same value for each name, and for one that no route declares. */
const valued = (names: readonly string[], value: string) =>
  Object.fromEntries([...names, '__proto__'].map((name) => [name, value]));

describe('nasty input', () => {
  it('in an address never breaks the server', async () => {
    const broken: string[] = [];
    for (const { pattern, methods, queryNames } of routesOf(scene.t)) {
      if (!methods.includes('GET')) continue;
      const cookie = scene.people[letInAt(pattern, 'GET') ?? 'administrator'];
      for (const value of nasty.filter((one) => one.length < 1000)) {
        const part = encode(value);
        const urls = [
          ...(/[:*]/.test(pattern) ? [pattern.replace(/:\w+(\([^)]*\))?/g, part).replace('*', part)] : []),
          ...(/:.*:/.test(pattern) ? [scene.fill(pattern.replace(/:\w+(?!.*:\w)/, part))] : []),
          ...(queryNames.length > 0
            ? [scene.fill(pattern) + asked({ ...valued(queryNames, part), ...narrowed(pattern) })]
            : []),
        ];
        for (const url of urls) {
          const answer = await scene.t.get(url, cookie);
          if (answer.statusCode >= 500) broken.push(`${url}: ${answer.statusCode}`);
          if (isMarkup(answer)) broken.push(`${url}: markup comes back`);
        }
      }
    }
    expect(broken).toEqual([]);
  }, 600_000);
});

it('a form sent with its fields left empty leads to the same page without them, whoever may read it', async () => {
  const others: string[] = [];
  for (const { pattern, methods, queryNames } of routesOf(scene.t)) {
    // Data is asked for by programs, at the address that they were told.
    if (!methods.includes('GET') || queryNames.length === 0 || pattern.includes('.')) continue;
    const page = scene.fill(pattern);
    const url = page + asked(Object.fromEntries(queryNames.map((name) => [name, ''])));
    for (const who of [letInAt(pattern, 'GET') ?? 'administrator', 'visitor'] as const) {
      const { statusCode, headers } = await scene.t.get(url, scene.people[who]);
      if (statusCode !== 302 || headers.location !== page) others.push(`${who} ${url}: ${statusCode}`);
    }
  }
  expect(others).toEqual([]);
});
