import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode, isMarkup, nasty } from './nasty.ts';
import { aScene, routesOf, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
afterAll(() => scene.close());

const actorOf = (pattern: string): string | undefined => {
  if (/^\/(connexion|inscription|premier-administrateur)/.test(pattern)) return undefined;
  if (
    /messages\/:id\/modifier|\/(depart|courriels|adhesion)$/.test(pattern) &&
    pattern.startsWith('/groupes')
  )
    return scene.people.member;
  return /messages|sessions/.test(pattern) ? scene.people.member : scene.people.administrator;
};

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

/** One name of those that differ by their number only: rows of one table, which one piece of code reads. */
const unlike = (names: readonly string[]) =>
  new Map(names.map((name) => [name.replaceAll(/\d+/g, '#'), name])).values();

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
    let forms = 0;
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
      // Read before a form by what all forms share: one form in ten tells.
      const ofAll = forms % 10 === 0 ? ['cle', '__proto__'] : [];
      forms += 1;
      for (const name of unlike([...known.keys(), 'version', ...ofAll])) {
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
  }, 600_000);
});
