import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aScene, routesOf, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
afterAll(() => scene.close());

/** What no field expects: each is sent in every field of every form, and in every part of every address. */
const nasty = [
  'a\0b\u0001',
  '\ud800',
  '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>',
  "'; drop table accounts; --%00%ff",
  '-1',
  '2147483648',
  '1e308',
  '0000-01-01',
  '9999-12-31',
  '275760-09-13',
  '__proto__',
  '//evil.example/../..',
  '00000000-0000-0000-0000-000000000000',
  'x'.repeat(25_000),
];

const actorOf = (pattern: string): string | undefined => {
  if (/^\/(connexion|inscription|premier-administrateur)/.test(pattern)) return undefined;
  if (
    /messages\/:id\/modifier|\/(depart|courriels|adhesion)$/.test(pattern) &&
    pattern.startsWith('/groupes')
  )
    return scene.people.member;
  return /messages|sessions/.test(pattern) ? scene.people.member : scene.people.administrator;
};

const isMarkup = ({ headers, body }: LightMyRequestResponse) =>
  !String(headers['content-type']).includes('json') && /<script>alert|<img src=x/.test(body);

const send = (url: string, body: string, cookie: string | undefined) =>
  scene.t.app.inject({
    method: 'POST',
    url,
    payload: body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...(cookie ? { cookie } : {}),
    },
  });

/** As browsers do, but for what is no text at all: sent as the bytes that it would be. */
const encode = (value: string) =>
  value === '\ud800' ? '%ED%A0%80' : encodeURIComponent(value).replaceAll('%20', '+');

/** Names of the fields of a form page, with a value that should do. */
function fieldsIn(html: string): Map<string, string> {
  const main = html.slice(html.indexOf('<main'));
  const fields = new Map<string, string>();
  for (const [, attributes = ''] of main.matchAll(/<input\b([^>]*)>/g)) {
    const name = attributeOf(attributes, 'name');
    if (name === '' || name === 'cle' || attributeOf(attributes, 'type') === 'file') continue;
    const value = attributeOf(attributes, 'value');
    if (!fields.has(name) || / checked/.test(attributes)) fields.set(name, value || sample(name, attributes));
  }
  for (const [, attributes = '', text = ''] of main.matchAll(/<textarea\b([^>]*)>([^<]*)</g))
    fields.set(attributeOf(attributes, 'name'), text.trim() || 'Un texte convenable.');
  for (const [, attributes = '', options = ''] of main.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
    const values = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, one = '']) =>
      attributeOf(one, 'value'),
    );
    fields.set(attributeOf(attributes, 'name'), values.find((value) => value !== '') ?? '');
  }
  fields.delete('');
  fields.delete('q');
  return fields;
}

const attributeOf = (attributes: string, name: string) =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';

function sample(name: string, attributes: string): string {
  if (/type="checkbox"/.test(attributes)) return 'on';
  if (/type="radio"/.test(attributes)) return '';
  if (/^(url|website)$/.test(name)) return 'https://www.exemple.fr/x';
  if (name === 'permalien') return `/page-${Math.random()}/`;
  if (name === 'structure') return '74010';
  if (name === 'code') return '123456';
  if (/^(number|menu_rang)$/.test(name)) return '';
  if (/adresse|courriel/.test(name)) return 'essai@annecy.example';
  return /date|_on$|on_day/.test(name) ? '2026-11-01' : /^period/.test(name) ? '2026' : 'Texte convenable';
}

const buttons: Record<string, string> = {
  state: 'doing',
  sens: 'haut',
  suivre: 'oui',
  courriels: 'never',
  texte: 'x',
};

describe('nasty input', () => {
  it('in a field of a form never breaks the server', async () => {
    const broken: string[] = [];
    let sent = 0;
    for (const { pattern, methods } of routesOf(scene.t)) {
      // They would end the scene; and the deliverables common to the programme have the forms of a group's.
      if (
        !methods.includes('POST') ||
        /suppression|retrait|fermeture|supprimer|depart|deconnexion|administration\/livrables/.test(pattern)
      )
        continue;
      const url = scene.fill(pattern);
      const cookie = actorOf(pattern);
      const typed = async () =>
        methods.includes('GET')
          ? fieldsIn((await scene.t.get(url, cookie)).body)
          : new Map(Object.entries(buttons));
      let known = await typed();
      for (const name of new Set([...known.keys(), 'cle', 'version', '__proto__'])) {
        for (const value of nasty) {
          const bodyOf = () =>
            [...[...known].filter(([other]) => other !== name), [name, value]]
              .map(([key = '', one = '']) => `${encodeURIComponent(key)}=${encode(one)}`)
              .join('&');
          let answer = await send(url, bodyOf(), cookie);
          if (answer.statusCode === 429) {
            await scene.t.db.deleteFrom('rate_limits').execute();
            answer = await send(url, bodyOf(), cookie);
          }
          if (answer.statusCode === 409 && name !== 'version') {
            // What was sent before went in: try on what it became.
            known = await typed();
            answer = await send(url, bodyOf(), cookie);
          }
          sent += 1;
          if (answer.statusCode >= 500)
            broken.push(`${url} ${name}=${value.slice(0, 60)}: ${answer.statusCode}`);
          if (isMarkup(answer)) broken.push(`${url} ${name}: markup comes back`);
        }
      }
    }
    expect(broken).toEqual([]);
    expect(sent).toBeGreaterThan(1000);
  }, 300_000);

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
