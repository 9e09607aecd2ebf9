import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { editPage } from '../pages/actions.ts';
import { findPage } from '../pages/queries.ts';
import { importJekyll } from './import.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const by = () => ({ actor: null, now: t.clock.now() });
const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });
const page = (permalink: string, body: string, more = '') =>
  file(`_pages${permalink}.md`, `---\ntitle: Essai\npermalink: ${permalink}\n${more}---\n\n${body}\n`);
const bring = (...files: { name: string; bytes: Uint8Array }[]) => importJekyll(t.db, files, by());
const versionsAt = (permalink: string) =>
  t.db
    .selectFrom('page_versions')
    .innerJoin('pages', 'pages.id', 'page_versions.page_id')
    .select(['pages.id', 'page_versions.version', 'page_versions.origin'])
    .where('pages.permalink', '=', permalink)
    .orderBy('page_versions.version')
    .execute();

describe('the import of Jekyll content', () => {
  it('brings the real page in at its address, and reports what is missing', async () => {
    const bytes = readFileSync(join(process.cwd(), 'data/jekyll/les-groupes-projets.markdown'));
    const { reports, refused } = await bring({ name: 'les-groupes-projets.markdown', bytes });
    expect(refused).toBe(0);
    expect(reports[0]).toMatchObject({ outcome: 'created', permalink: '/services/tnt/projets/' });
    const missing = reports[0]?.lines
      .filter(({ level }) => level === 'missing')
      .map(({ message }) => message);
    expect(reports[0]?.lines.map(({ message }) => message)).toContain(
      'Le menu du site a déjà une entrée « Groupes projets » : c’est elle qu’il garde. La page se trouve par le plan du site.',
    );
    expect(missing).toContain('Le fichier /uploads/TNT_Bandeau_Page-fille.png n’est pas sur ce site.');
    expect(missing).toContain('La page /services/tnt/outils n’existe pas sur ce site.');
    const shown = (await t.get('/services/tnt/projets')).body;
    expect(shown).toContain('<a href="/inscription">Je souhaite m’inscrire');
    expect(shown).not.toContain('airtable');
    expect((await t.get('/')).body).not.toContain('href="/services/tnt/projets/"');
    expect((await t.get('/plan-du-site')).body).toContain('href="/services/tnt/projets/"');
  });

  it('shows the date that the original bears, and its text can be edited though its image is missing', async () => {
    const shown = (await t.get('/services/tnt/projets/')).body;
    expect(shown).toMatch(/Page mise à jour le\s<time datetime="2021-10-26">/);
    expect((await t.get('/services/tnt/projets.json')).json().updated_at).toBe('2021-10-26T12:00:00.000Z');
    const team = await t.signIn((await anAccount(t.db, { roles: ['programme-team'] })).id);
    const [stored] = await versionsAt('/services/tnt/projets/');
    const address = `/administration/pages/${stored?.id}`;
    const edited = await t.post(
      address,
      {
        version: '1',
        titre: 'Les groupes',
        permalien: '/services/tnt/projets/',
        corps: 'Revu.',
        etat: 'publiee',
      },
      team,
    );
    expect([edited.statusCode, edited.headers.location]).toEqual([303, address]);
    expect((await t.get('/services/tnt/projets/')).body).toMatch(
      /Page mise à jour le\s<time datetime="2026-11-23">/,
    );
  });

  it('finds again a page whose address the team changed, and leaves it there', async () => {
    await bring(page('/avant-demenagement', 'Texte.'));
    const [first] = await versionsAt('/avant-demenagement');
    const found = await findPage(t.db, first?.id ?? '');
    if (!found) throw new Error('not imported');
    await editPage(t.db, found.id, 1, { ...found.state, permalink: '/apres-demenagement' }, by());
    const again = (await bring(page('/avant-demenagement', 'Texte.'))).reports[0];
    expect(again).toMatchObject({ outcome: 'unchanged', permalink: '/apres-demenagement' });
    expect((await bring(page('/avant-demenagement', 'Nouveau.'))).reports[0]?.outcome).toBe('updated');
    expect((await t.get('/apres-demenagement')).body).toContain('Nouveau.');
    expect((await t.get('/avant-demenagement')).headers.location).toBe('/apres-demenagement');
  });

  it('refuses the second of two files that want one address', async () => {
    const { reports } = await bring(page('/pour-deux', 'Un.'), {
      ...page('/pour-deux/', 'Deux.'),
      name: 'autre.md',
    });
    expect(reports.map(({ outcome }) => outcome)).toEqual(['created', 'refused']);
    expect(reports[1]?.lines[0]?.message).toContain('_pages/pour-deux.md a la même adresse');
    expect((await t.get('/pour-deux')).body).toContain('Un.');
  });

  it('leaves in the menu a page whose file says nothing of it', async () => {
    await bring(page('/au-menu', 'Un.', 'menu:\n  title: Au menu\n  weight: 5\n'));
    const { reports } = await bring(page('/au-menu', 'Deux.'));
    expect(reports[0]?.lines.map(({ message }) => message).join()).toContain('sous le nom « Au menu »');
    t.deps.pageCache.clear();
    expect((await t.get('/au-menu')).body).toContain('>Au menu</a>');
    expect((await bring(page('/au-menu', 'Deux.'))).reports[0]?.outcome).toBe('unchanged');
  });

  it('leads to the pages that took the place of former tools, and points at the other tools', async () => {
    const body = '[a](https://exemple.fr/f?x=1) [b](https://framaforms.org/b-1) [c](https://exemple.fr/f)';
    const replaced = new Map([['https://exemple.fr/f?x=1', '/contact']]);
    const { reports } = await importJekyll(t.db, [page('/anciens-outils', body)], by(), replaced);
    const lines = reports[0]?.lines.map(({ level, message }) => `${level} ${message}`) ?? [];
    expect(lines).toContain('changed Le lien vers https://exemple.fr/f?x=1 mène désormais à /contact.');
    expect(lines.filter((line) => line.startsWith('kept Le lien mène à un outil extérieur'))).toHaveLength(1);
    const shown = (await t.get('/anciens-outils')).body;
    for (const href of ['/contact', 'https://framaforms.org/b-1', 'https://exemple.fr/f'])
      expect(shown).toContain(`href="${href}"`);
  });

  it('changes nothing the second time, and writes a version when the file changes', async () => {
    await bring(page('/deux-fois', 'Un.'));
    expect((await bring(page('/deux-fois', 'Un.'))).reports[0]?.outcome).toBe('unchanged');
    expect(await versionsAt('/deux-fois')).toHaveLength(1);
    expect((await bring(page('/deux-fois', 'Deux.'))).reports[0]?.outcome).toBe('updated');
    expect((await versionsAt('/deux-fois')).map(({ origin }) => origin)).toEqual(['jekyll', 'jekyll']);
    expect((await t.get('/deux-fois')).body).toContain('Deux.');
  });

  it('leaves what an editor wrote since, as long as the file is the same; otherwise keeps it in the history', async () => {
    await bring(page('/retouchee', 'Importé.'));
    const [first] = await versionsAt('/retouchee');
    const found = await findPage(t.db, first?.id ?? '');
    if (!found) throw new Error('not imported');
    await editPage(t.db, found.id, 1, { ...found.state, body: 'Retouché.' }, by());
    expect((await bring(page('/retouchee', 'Importé.'))).reports[0]?.outcome).toBe('unchanged');
    expect((await t.get('/retouchee')).body).toContain('Retouché.');
    const { reports } = await bring(page('/retouchee', 'Importé autrement.'));
    expect(reports[0]?.lines.map(({ message }) => message).join()).toContain(
      'La version 2, écrite sur le site',
    );
    expect(await versionsAt('/retouchee')).toHaveLength(3);
  });

  it('finds links to one another, anchors included, whatever the order of the files', async () => {
    const { reports } = await bring(
      page(
        '/aller',
        '[bon](/retour#ici) [mauvais](/retour#ailleurs) [rien](/nulle-part) [brouillon](/en-cours)',
      ),
      page('/retour', '## Ici'),
      page('/en-cours', 'À finir.', 'published: false\n'),
    );
    const missing = reports[0]?.lines
      .filter(({ level }) => level === 'missing')
      .map(({ message }) => message);
    expect(missing?.toSorted()).toEqual([
      'La page /en-cours est un brouillon : les visiteurs ne la voient pas.',
      'La page /nulle-part n’existe pas sur ce site.',
      'La page /retour n’a pas d’ancre « ailleurs ».',
    ]);
    expect((await t.get('/en-cours')).statusCode).toBe(404);
  });

  it('refuses a bad file with its line, and brings the others in', async () => {
    const { reports, refused } = await bring(
      file('sans-en-tete.md', 'Bonjour'),
      file('casse.md', '---\ntitle: "ouvert\n---\n'),
      { name: 'latin1.md', bytes: Buffer.from('---\ntitle: x\n---\n\n\u00e9t\u00e9', 'latin1') },
      file('gros.md', `---\ntitle: x\n---\n${'a'.repeat(10 * 1024 * 1024)}`),
      page('/groupes/pirate', 'Reserved.'),
      file('_posts/sans-date.md', '---\ntitle: x\npermalink: /actualites/sans-date/\n---\n\nTexte'),
      page('/survivante', 'Entrée.'),
    );
    expect(refused).toBe(6);
    expect(reports.map(({ outcome }) => outcome).at(-1)).toBe('created');
    for (const report of reports.slice(0, 6)) expect(report.lines[0]?.line, report.name).toBeGreaterThan(0);
    expect(reports[4]?.lines[0]?.line).toBe(3);
    expect((await t.get('/survivante')).statusCode).toBe(200);
  });

  it('lets no script in', async () => {
    await bring(
      page('/piege', '<script>alert(1)</script>\n\n<a href="javascript:alert(1)" onclick="x()">clic</a>'),
    );
    const { body } = await t.get('/piege');
    expect(body).not.toContain('alert(1)');
    expect(body).not.toContain('onclick');
  });
});
