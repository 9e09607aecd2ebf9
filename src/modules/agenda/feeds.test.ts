import ICAL from 'ical.js';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Person, startAgenda, startWithAgenda } from '../../../test/agenda.ts';
import type { TestApp } from '../../../test/harness.ts';
import { publishedMeasures } from './index.ts';

const eventsIn = (body: string) =>
  new ICAL.Component(ICAL.parse(body)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
const nameIn = (body: string) => new ICAL.Component(ICAL.parse(body)).getFirstPropertyValue('name');

/** Without what typography and the reader of documents make of spaces and hyphens. */
const plain = (text: string) => text.replace(/[-\s]+/g, ' ');

describe('the agenda as it ships', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startWithAgenda();
  });
  afterAll(() => t.close());

  test('is a calendar of all dates that are known, each once, in lines that a strict reader takes', async () => {
    const { headers, body } = await t.get('/agenda.ics');
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(headers['content-disposition']).toBeUndefined();
    const dated = (await publishedMeasures(t.deps)).flatMap(({ milestones }) =>
      milestones.filter(({ date }) => date !== null),
    );
    const events = eventsIn(body);
    expect(events).toHaveLength(dated.length);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(dated.length);
    expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    for (const { startDate, endDate } of events) expect(endDate.compare(startDate)).toBe(1);
  });

  test('is narrowed by the filters of its page, which its address keeps', async () => {
    const query = '?theme=urbanisme&nature=obligation';
    const { body } = await t.get(`/agenda.ics${query}`);
    const wanted = (await publishedMeasures(t.deps)).filter(
      ({ theme, nature }) => theme.code === 'urbanisme' && nature === 'obligation',
    );
    expect(
      new Set(eventsIn(body).map(({ component }) => String(component.getFirstPropertyValue('url')))),
    ).toEqual(new Set(wanted.map(({ slug }) => `http://cordee.test/agenda/${slug}`)));
    const calendar = new ICAL.Component(ICAL.parse(body));
    expect(String(calendar.getFirstPropertyValue('source'))).toBe(`http://cordee.test/agenda.ics${query}`);
    const named = await t.get('/agenda.ics?collectivite=74010');
    expect(nameIn(named.body)).toBe('Agenda numérique : Annecy');
    expect(eventsIn(named.body)[0]?.description).toMatch(/Concernée? : /);
  });

  test('refuses filters that it cannot understand, rather than to give everything', async () => {
    for (const end of ['ics', 'atom']) {
      expect((await t.get(`/agenda.${end}?population=beaucoup`)).statusCode).toBe(422);
      expect((await t.get(`/agenda.${end}?de=2028&a=2026`)).statusCode).toBe(422);
      expect((await t.get(`/agenda.${end}?theme=%0d%0aX:1`)).body).not.toContain('\nX:1');
    }
  });

  test('is saved under a name, and not sent again to one who has it', async () => {
    const saved = await t.get('/agenda.ics?telecharger=1');
    expect(saved.headers['content-disposition']).toBe('attachment; filename="agenda.ics"');
    for (const url of ['/agenda.ics', '/agenda.atom', '/agenda/rgaa.ics', '/agenda/rgaa.pdf']) {
      const { etag } = (await t.get(url)).headers;
      t.deps.pageCache.clear();
      const again = await t.app.inject({ url, headers: { 'if-none-match': String(etag) } });
      expect([url, again.statusCode, again.body]).toEqual([url, 304, '']);
    }
  });

  test('gives of each measure one sheet of paper, tagged, that says what, who, when and where from', async () => {
    for (const measure of await publishedMeasures(t.deps)) {
      const { statusCode, headers, rawPayload } = await t.get(`/agenda/${measure.slug}.pdf`);
      expect([measure.slug, statusCode]).toEqual([measure.slug, 200]);
      expect(headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${measure.slug}.pdf"`,
      });
      const pdf = await getDocumentProxy(new Uint8Array(rawPayload));
      expect([measure.slug, pdf.numPages]).toEqual([measure.slug, 1]);
      expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
      const { info } = await getMeta(pdf);
      expect(plain(String(info.Title))).toBe(plain(measure.title));
      expect(info.Language).toBe('fr-FR');
      expect(rawPayload.toString('latin1')).toContain('pdfuaid:part');
      const { text } = await extractText(pdf, { mergePages: true });
      expect(text).toContain('Pour qui');
      expect(text).toContain('Qui la pilote');
      expect(plain(text)).toContain(plain(`cordee.test/agenda/${measure.slug}`));
      if (measure.confidence === 'low') expect(text).toContain('À vérifier');
    }
  }, 60_000);

  test('has nothing for a measure that does not exist', async () => {
    for (const end of ['ics', 'pdf']) {
      for (const slug of ['rien-de-tel', '..%2f..%2fetc', 'RGAA']) {
        expect((await t.get(`/agenda/${slug}.${end}`)).statusCode).toBe(404);
      }
    }
  });
});

describe('a measure that changes', () => {
  let agenda: Awaited<ReturnType<typeof startAgenda>>;
  beforeAll(async () => {
    agenda = await startAgenda();
  });
  afterAll(() => agenda.t.close());

  const fields = {
    date: '1er semestre 2028',
    motif: 'Les plateformes ne sont pas prêtes.',
    source_label: 'Communiqué de la DGFiP',
    source_url: 'https://www.impots.gouv.fr/report',
    version: '1',
  };

  test('moves the event of the calendar, and says so in the feed', async () => {
    const { t, as, aMeasure } = agenda;
    const { slug, milestones } = await aMeasure({ title: 'Facture, « électronique » ; suite' });
    const deadline = async () =>
      eventsIn((await t.get(`/agenda/${slug}.ics`)).body).find(({ uid }) =>
        uid.includes(String(milestones[1])),
      );
    const before = await deadline();
    expect(before?.sequence).toBe(0);
    const path = `/agenda/${slug}/jalons/${milestones[1]}`;
    expect((await t.post(`${path}/report`, fields, await as('copilot'))).statusCode).toBe(303);
    const after = await deadline();
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBe(1);
    expect(after?.startDate.toString()).toBe('2028-01-01');
    expect(after?.endDate.toString()).toBe('2028-07-01');
    expect(after?.component.getFirstPropertyValue('status')).toBe('TENTATIVE');
    expect(after?.description).toContain('Reporté : c’était le 1er septembre 2027.');
    const feed = (await t.get('/agenda.atom')).body;
    expect(feed).toContain(`<id>http://cordee.test/agenda/${slug}#version-2</id>`);
    expect(feed).toContain('au 1er semestre 2028, et non plus le 1er septembre 2027');
    expect((await t.get('/agenda.atom?theme=rgpd')).body).not.toContain('<entry>');

    const cancelled = { motif: 'Abandonné.', version: '2' };
    expect((await t.post(`${path}/annulation`, cancelled, await as('copilot'))).statusCode).toBe(303);
    expect((await deadline())?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect((await deadline())?.sequence).toBe(2);
  });

  test('while it is a draft, is for those who edit it, and kept by nobody between', async () => {
    const { t, as, aMeasure } = agenda;
    const { slug } = await aMeasure({}, false);
    expect((await t.get('/agenda.ics')).body).not.toContain(`/agenda/${slug}`);
    const status = async (end: string, person?: Person) =>
      (await t.get(`/agenda/${slug}.${end}`, person && (await as(person)))).statusCode;
    for (const end of ['ics', 'pdf']) {
      expect([await status(end), await status(end, 'stranger'), await status(end, 'member')]).toEqual([
        404, 404, 404,
      ]);
      const { statusCode, headers } = await t.get(`/agenda/${slug}.${end}`, await as('editor'));
      expect(statusCode).toBe(200);
      expect(headers['cache-control']).toBe('private, no-cache');
      // What the editor read does not stay for others.
      expect(await status(end)).toBe(404);
    }
  });
});
