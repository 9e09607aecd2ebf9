import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { proposalForm, resourceForm, startKeptCatalogues } from '../catalogue.ts';
import { isMarkup } from './nasty.ts';

let scene: Awaited<ReturnType<typeof startKeptCatalogues>>;
beforeAll(async () => {
  scene = await startKeptCatalogues();
});
afterAll(() => scene.t.close());
beforeEach(async () => {
  await scene.t.db.deleteFrom('resource_contributions').execute();
  await scene.t.db.deleteFrom('rate_limits').execute();
  await scene.t.db.deleteFrom('outbox').execute();
  scene.fresh();
});

const base = '/catalogues/cybersecurite';
const script = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
const rows = () => scene.t.db.selectFrom('resource_contributions').selectAll().execute();
const waiting = async (fields: Record<string, string | string[]>) => {
  const sent = await scene.t.post(
    `${base}/proposer`,
    { ...proposalForm({ autre: '1', ...fields }), courriel: '' },
    scene.as('member'),
  );
  expect(sent.statusCode, sent.body).toBe(303);
  scene.fresh();
  return `${base}/a-traiter/${(await rows())[0]?.id}`;
};

describe('spam', () => {
  it('sent all at once by one network leaves no more than one network may', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        scene.t.post(
          `${base}/proposer`,
          proposalForm({
            title: `Achetez ${index}`,
            url: `https://spam.example/${index}`,
            courriel: `v${index}@victime.example`,
            autre: '1',
          }),
        ),
      ),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 303).length).toBe(20);
    expect(await rows()).toHaveLength(20);
    expect(await scene.t.mails()).toHaveLength(20);
  });

  it('floods nobody’s mailbox', async () => {
    for (let times = 0; times < 12; times += 1)
      await scene.t.post(`${base}/silene/signaler`, {
        sujet: 'dead_link',
        courriel: 'victime@mairie.example',
      });
    const mails = await scene.t.mails();
    expect(mails.filter(({ to }) => to === 'victime@mairie.example')).toHaveLength(5);
    // Those who keep the catalogue have one mail a day.
    expect(mails.filter(({ to }) => to === scene.people.copilot.email)).toHaveLength(1);
  });

  it('shows no link in public, nor to machines', async () => {
    await waiting({ title: 'Achetez moins cher', url: 'https://spam.example/promo' });
    for (const path of [
      base,
      `${base}.json`,
      `${base}.csv`,
      `${base}.atom`,
      '/sitemap.xml',
      '/recherche?q=achetez',
      `${base}/doublons?lien=https://spam.example/promo`,
    ])
      expect((await scene.t.get(path)).body, path).not.toContain('spam.example/promo');
  });
});

describe('a script', () => {
  it('in every field runs nowhere: in the queue, its form, the page, the history, the mails', async () => {
    const path = await waiting({
      title: script,
      producer: script,
      summary: script,
      commentaire: script,
      organisme: script,
      nom: 'Lou Secrétaire',
      source_0_label: script,
      source_0_url: 'https://www.exemple.fr/x',
    });
    for (const page of [`${base}/a-traiter`, path, `${path}/publication`, `${path}/refus`, '/espace']) {
      const answer = await scene.t.get(page, scene.as('copilot'));
      expect(answer.statusCode).toBe(200);
      expect(isMarkup(answer), page).toBe(false);
    }
    const accepted = await scene.t.post(
      `${path}/publication`,
      resourceForm({
        title: script,
        producer: script,
        summary: script,
        start: script,
        note: script,
        motif: script,
        reponse: script,
      }),
      scene.as('copilot'),
    );
    expect(accepted.statusCode, accepted.body).toBe(303);
    scene.fresh();
    const resource = String(accepted.headers.location);
    for (const page of [
      resource,
      `${resource}/historique`,
      base,
      `${resource}/proposer`,
      `${base}/doublons?titre=${encodeURIComponent(script)}`,
    ])
      expect(isMarkup(await scene.t.get(page)), page).toBe(false);
  });

  it('is no link, wherever a link is asked for', async () => {
    for (const url of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,<script>1</script>',
      '//evil.example',
      'https://a@evil.example/',
      'vbscript:x',
      ' javascript:alert(1)',
    ])
      for (const fields of [
        new Map([['url', url]]),
        new Map([
          ['source_0_label', 'Ici'],
          ['source_0_url', url],
        ]),
      ]) {
        const answer = await scene.t.post(`${base}/proposer`, proposalForm(Object.fromEntries(fields)));
        expect(answer.statusCode, url).toBe(422);
      }
    expect(await rows()).toEqual([]);
  });
});

describe('a formula', () => {
  it('stays a text in every table that leaves', async () => {
    const formula = '=HYPERLINK("https://evil.example";"clic")';
    const path = await waiting({ title: formula, url: 'https://www.exemple.fr/formule' });
    await scene.t.post(
      `${path}/publication`,
      resourceForm({
        title: formula,
        url: 'https://www.exemple.fr/formule',
        producer: '@SUM(1)',
        note: '+1',
        motif: '-1',
        reponse: 'Merci.',
      }),
      scene.as('copilot'),
    );
    scene.fresh();
    for (const table of [`${base}.csv`, `${base}/export.csv`]) {
      const { body, statusCode } = await scene.t.get(table, scene.as('copilot'));
      expect(statusCode).toBe(200);
      expect(body).toContain('HYPERLINK');
      expect(body).not.toMatch(/(?:^|[;\n])"?[=+@-](?:HYPERLINK|SUM|1\b)/m);
    }
  });
});

describe('forged forms', () => {
  it('decide nothing of another catalogue, nor as another person', async () => {
    const path = await waiting({});
    const forged = path.replace('cybersecurite', 'donnees');
    const cookie = scene.as('foreignCopilot');
    for (const act of ['publication', 'refus', 'reponse'])
      for (const url of [`${path}/${act}`, `${forged}/${act}`]) {
        const { statusCode } = await scene.t.post(
          url,
          { ...resourceForm(), reponse: 'x', suite: 'corrige' },
          cookie,
        );
        expect([403, 404], url).toContain(statusCode);
      }
    expect((await rows())[0]).toMatchObject({ state: 'waiting', decided_by: null });
  });

  it('take no more than the form gives: state, account and catalogue are not the sender’s', async () => {
    await scene.t.post(`${base}/proposer`, {
      ...proposalForm({ autre: '1' }),
      state: 'accepted',
      account_id: scene.people.team.id,
      catalogue: 'donnees',
      confidence: 'high',
      published: 'true',
    });
    expect((await rows())[0]).toMatchObject({
      state: 'unconfirmed',
      account_id: null,
      catalogue: 'cybersecurite',
      content: expect.objectContaining({ confidence: 'medium' }),
    });
  });
});
