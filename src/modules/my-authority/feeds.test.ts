import ICAL from 'ical.js';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWithAgenda } from '../../../test/agenda.ts';
import type { TestApp } from '../../../test/harness.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startWithAgenda();
});
afterAll(async () => {
  await t.close();
});

const annecy = '/collectivites/communes/74010';
/** 900 people or so. */
const small = '/collectivites/communes/01002';

describe('the calendar of an authority', () => {
  const events = (body: string) =>
    new ICAL.Component(ICAL.parse(body)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

  test('holds the dates of the measures that concern it, and why', async () => {
    const response = await t.get(`${annecy}.ics`);
    expect(response.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(response.headers['content-disposition']).toBeUndefined();
    const found = events(response.body);
    const ads = found.find(({ summary }) => summary.startsWith('Instruction dématérialisée'));
    expect(ads?.description).toMatch(
      /Concernée : commune de 132.117 habitants, seuil « plus de 3.500 habitants »/,
    );
    expect(found.some(({ summary }) => summary.startsWith('Solidarité à la source'))).toBe(false);
    expect(new Set(found.map(({ uid }) => uid)).size).toBe(found.length);
  });

  test('holds of a measure only the dates that are its own', async () => {
    const summaries = events((await t.get(`${small}.ics`)).body).map(({ summary }) => summary);
    expect(summaries).toContain('Base adresse locale : Échéance des communes de 2 000 habitants et moins');
    expect(summaries).not.toContain('Base adresse locale : Échéance des communes de plus de 2 000 habitants');
  });

  test('can be downloaded', async () => {
    const { headers } = await t.get(`${annecy}.ics?telecharger=1`);
    expect(headers['content-disposition']).toBe('attachment; filename="agenda-74010.ics"');
  });

  test('does not exist for an authority that does not', async () => {
    for (const path of [
      '/collectivites/communes/99999',
      '/collectivites/rien/74010',
      '/collectivites/communes/x',
    ]) {
      for (const end of ['ics', 'atom', 'pdf']) expect((await t.get(`${path}.${end}`)).statusCode).toBe(404);
    }
  });
});

describe('the feed of an authority', () => {
  test('tells what changed in what concerns it, and not the rest', async () => {
    const empty = await t.get(`${annecy}.atom`);
    expect(empty.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(empty.body).not.toContain('<entry>');
    for (const slug of ['m57', 'solidarite-source']) {
      const { id } = await t.db
        .selectFrom('measures')
        .select('id')
        .where('slug', '=', slug)
        .executeTakeFirstOrThrow();
      const version = {
        measure_id: id,
        version: 2,
        content: '{}',
        reason: `Précision <${slug}>`,
        origin: 'editor',
      } as const;
      await t.db.insertInto('measure_versions').values(version).execute();
    }
    t.deps.pageCache.clear();
    const { body } = await t.get(`${annecy}.atom`);
    expect(body.match(/<entry>/g)).toHaveLength(1);
    expect(body).toContain('Référentiel comptable M57 : Précision &lt;m57&gt;');
  });
});

describe('the council sheet', () => {
  test.each([
    [annecy, 'Annecy'],
    [small, 'L’Abergement-de-Varey'],
    ['/collectivites/epci/200066793', 'Grand Annecy'],
    ['/collectivites/departements/64', 'Pyrénées-Atlantiques'],
    ['/collectivites/regions/75', 'Nouvelle-Aquitaine'],
  ])('of %s is one page: what, when, why, what to decide', async (path, name) => {
    const response = await t.get(`${path}.pdf`);
    expect(response.headers['content-type']).toBe('application/pdf');
    const pdf = await getDocumentProxy(new Uint8Array(response.rawPayload));
    expect(pdf.numPages).toBe(1);
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    expect(response.rawPayload.toString('latin1')).toContain('pdfuaid:part');
    const { text } = await extractText(pdf, { mergePages: true });
    const said = text.replace(/\s+/g, ' ').replaceAll("'", '’');
    expect(said).toContain(name);
    for (const column of ['Quoi', 'Quand', 'Pourquoi nous', 'À décider']) expect(said).toContain(column);
    expect(said).toContain(`http://cordee.test${path}`);
  });
});
