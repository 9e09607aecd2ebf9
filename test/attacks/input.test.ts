import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode, isMarkup, nasty } from './nasty.ts';
import { letInAt } from './rules.ts';
import { aScene, routesOf, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
afterAll(() => scene.close());

/** Somebody whose form is read: nothing of it is, of those who may not send it. */
function actorOf(pattern: string): string | undefined {
  if (/^\/(connexion|inscription|premier-administrateur)/.test(pattern)) return undefined;
  const person = letInAt(pattern, 'POST');
  return person && scene.people[person];
}

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

const words = 'Texte convenable';

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
    fields.set(attributeOf(attributes, 'name'), text.trim() || words);
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
  if (name === 'configuration') return '{}';
  if (name === 'permalien') return `/page-${Math.random()}/`;
  if (name === 'structure') return '74010';
  if (name === 'code') return '123456';
  if (/^(number|menu_rang)$/.test(name)) return '';
  if (/adresse|courriel/.test(name)) return 'essai@annecy.example';
  if (name === 'debut') return '9 h';
  if (name === 'fin') return '10 h';
  return /^jour$|date|_on$|on_day/.test(name) ? '2026-11-01' : /^period/.test(name) ? '2026' : words;
}

/** One name of those that differ by their number only: rows of one table, which one piece of code reads. */
const unlike = (names: readonly string[]) =>
  new Map(names.map((name) => [name.replaceAll(/\d+/g, '#'), name])).values();

/** What buttons send where any text would not do. */
const buttons: Record<string, string> = {
  state: 'doing',
  sens: 'haut',
  suivre: 'oui',
  courriels: 'never',
  role: 'member',
  version: '1',
};

/** The fields that a page says are wrong, each with what is said. */
const wrongIn = (html: string) =>
  new Map(
    [...html.matchAll(/id="([^"]+)-error">(.*?)<\/p>/gs)].map(([, name = '', said = '']) => [name, said]),
  );

/** What to type in a field that refused what it got: nothing, the example that it gives, then what most take. */
const wanted = (said: string): string[] => [
  '',
  ...[...said.matchAll(/Exemple\s:\s([^<]*[^<. ])/g)].map(([, example = '']) => example),
  '1',
  'https://www.exemple.fr/',
];

describe('nasty input', () => {
  it('in a field of a form never breaks the server', async () => {
    const broken: string[] = [];
    const closed: string[] = [];
    const unfilled: string[] = [];
    // Rows of a table are read by one piece of code, whatever the form.
    const readElsewhere = new Set<string>();
    let sent = 0;
    let forms = 0;
    const isCancelling = ({ pattern }: { pattern: string }) => pattern.endsWith('/annulation');
    const routes = routesOf(scene.t);
    // A meeting that is cancelled takes no more of what its other forms send.
    for (const { pattern, methods, fields } of [
      ...routes.filter((route) => !isCancelling(route)),
      ...routes.filter(isCancelling),
    ]) {
      // They would end the scene; and the deliverables common to the programme have the forms of a group's.
      if (
        !methods.includes('POST') ||
        /suppression|retrait|fermeture|supprimer|depart|deconnexion|administration\/livrables/.test(pattern)
      )
        continue;
      const url = scene.fill(pattern);
      const cookie = actorOf(pattern);
      const mended = new Map<string, string>();
      const typed = async () => {
        const fresh = methods.includes('GET')
          ? fieldsIn((await scene.t.get(url, cookie)).body)
          : new Map(fields.map((name) => [name, buttons[name] ?? sample(name, '')]));
        return new Map([...fresh, ...mended]);
      };
      let known = await typed();
      /** Sends what was typed, but for these fields. */
      const attempt = async (names: readonly string[], value: string) => {
        const submit = () => {
          const kept = [...known].filter(([name]) => !names.includes(name));
          const body = [...kept, ...names.map((name) => [name, value] as const)].map(
            ([name, one]) => `${encodeURIComponent(name)}=${encode(one)}`,
          );
          return send(url, body.join('&'), cookie);
        };
        let answer = await submit();
        if (answer.statusCode === 429) {
          await scene.t.db.deleteFrom('rate_limits').execute();
          answer = await submit();
        }
        if (answer.statusCode === 409 && !names.includes('version')) {
          // What was sent before went in: try on what it became.
          known = await typed();
          answer = await submit();
        }
        sent += 1;
        const told = `${url} ${names.join(' ')}=${value.slice(0, 60)}`;
        if (answer.statusCode >= 500) broken.push(`${told}: ${answer.statusCode}`);
        if (isMarkup(answer)) broken.push(`${told}: markup comes back`);
        return answer;
      };
      // Read before a form by what all forms share: one form in ten tells.
      const ofAll = forms % 10 === 0 ? ['cle', '__proto__'] : [];
      forms += 1;
      const names = [...unlike([...known.keys(), 'version', ...ofAll])];
      let base = await attempt([], '');
      const tried = new Set<string>();
      for (;;) {
        let isBetter = false;
        for (const [name, said] of base.statusCode === 422 ? wrongIn(base.body) : []) {
          const value = wanted(said).find((one) => !tried.has(`${name}=${one}`));
          if (!known.has(name) || name === 'version' || value === undefined) continue;
          tried.add(`${name}=${value}`);
          mended.set(name, value);
          isBetter = true;
        }
        if (!isBetter) break;
        known = new Map([...known, ...mended]);
        base = await attempt([], '');
      }
      if ([403, 404].includes(base.statusCode)) closed.push(url);
      if (base.statusCode === 422) unfilled.push(url);
      for (const value of nasty) {
        // What a field refuses among others, it refuses alone; what the others take goes further without it.
        const { statusCode, body } = await attempt(names, value);
        if (base.statusCode >= 400) continue;
        const refused: ReadonlyMap<string, string> = statusCode === 422 ? wrongIn(body) : new Map();
        const taken = names.filter((name) => !refused.has(name));
        if (refused.size > 0) await attempt(taken, value);
        for (const name of taken) {
          // Days and numbers are words as others where words are taken.
          const isOneOfMany = known.get(name) === words && /^[-\d]/.test(value);
          if (!isOneOfMany && !readElsewhere.has(name)) await attempt([name], value);
        }
      }
      for (const name of names) if (base.statusCode < 400 && /\d/.test(name)) readElsewhere.add(name);
    }
    expect(broken).toEqual([]);
    // Links of mails that were not sent, files to choose, what the scene does not hold.
    expect(closed.length, closed.join('\n')).toBeLessThan(forms / 8);
    expect(unfilled.length, unfilled.join('\n')).toBeLessThan(forms / 4);
    expect(sent).toBeGreaterThan(1000);
  }, 600_000);
});
