import { expect, it } from 'vitest';
import { aSigning } from '../../../test/charters.ts';
import { anAccount } from '../../../test/factories.ts';
import { startTestApp } from '../../../test/harness.ts';
import { loadDemonstration } from '../demonstration/index.ts';
import { loadGroups } from '../groups/index.ts';
import { loadOrganisations } from '../organisations/index.ts';
import { loadCharters } from './index.ts';

it('shows fictional signatures on a demonstration, and leaves nothing of them elsewhere', async () => {
  const t = await startTestApp({ demo: true });
  const content = (demo: boolean) => ({
    db: t.db,
    files: t.deps.files,
    demo,
    now: t.clock.now(),
    say: () => {},
  });
  await loadOrganisations(content(true));
  await loadGroups(content(true));
  await loadCharters(content(true));
  await loadDemonstration(content(true));
  const register = async () => {
    t.deps.pageCache.clear();
    return (await t.get('/chartes/franceconnect/signataires.json')).json();
  };
  const { items } = await register();
  expect(items).toHaveLength(1);
  expect(items[0].organisation).toMatch(/^\[Démonstration\] /);
  expect(await t.mails()).toEqual([]);

  // A visitor signs for real, and a fictional person publishes it.
  await t.post('/chartes/franceconnect/signer', { ...aSigning, siret: '00000000200006' });
  const link = /http:\/\/cordee\.test(\S+\/lien\/\S+)/.exec((await t.mails())[0]?.text ?? '')?.[1] ?? '';
  await t.post(link, {});
  const sacha = await t.db
    .selectFrom('accounts')
    .select('id')
    .where('name', '=', 'Sacha Démonstration')
    .executeTakeFirstOrThrow();
  const { id } = await t.db
    .selectFrom('charter_signatures')
    .select('id')
    .where('demonstration', '=', false)
    .executeTakeFirstOrThrow();
  const review = `/chartes/franceconnect/relecture/${id}`;
  await t.post(review, { decision: 'accepter' }, await t.signIn(sacha.id));
  expect((await register()).items).toHaveLength(2);

  await loadDemonstration(content(false));
  expect((await register()).items).toEqual([]);
  expect((await t.get('/chartes/franceconnect/signataires.atom')).body).not.toContain('<entry>');
  const left = await t.db.selectFrom('charter_signatures').select(['id', 'state']).execute();
  // A fictional person's decision holds for nobody.
  expect(left).toEqual([{ id, state: 'waiting' }]);
  const found = await t.db
    .selectFrom('search_entries')
    .select('key')
    .where('kind', '=', 'signatory')
    .execute();
  expect(found).toEqual([]);
  const team = await anAccount(t.db, { roles: ['programme-team'] });
  expect((await t.get(review, await t.signIn(team.id))).statusCode).toBe(200);
  await t.close();
});
