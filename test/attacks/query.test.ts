import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode, isMarkup, nasty } from './nasty.ts';
import { aScene, routesOf, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
afterAll(() => scene.close());

describe('nasty input', () => {
  it('in an address never breaks the server', async () => {
    const broken: string[] = [];
    for (const { pattern, methods } of routesOf(scene.t)) {
      if (!methods.includes('GET')) continue;
      const cookie = scene.people.administrator;
      for (const value of nasty.filter((one) => one.length < 1000)) {
        const part = encode(value);
        const urls = [
          pattern.replace(/:\w+(\([^)]*\))?/g, part).replace('*', part),
          ...(/:/.test(pattern) ? [scene.fill(pattern.replace(/:\w+(?!.*:\w)/, part))] : []),
          `${scene.fill(pattern)}?q=${part}&page=${part}&type=${part}&groupe=${part}&etat=${part}&par=${part}&de=${part}&a=${part}&action=${part}&retour=${part}&__proto__=${part}`,
        ];
        for (const url of urls) {
          const answer = await scene.t.get(url, cookie);
          if (answer.statusCode >= 500) broken.push(`${url}: ${answer.statusCode}`);
          if (isMarkup(answer)) broken.push(`${url}: markup comes back`);
        }
      }
    }
    expect(broken).toEqual([]);
  }, 300_000);
});
