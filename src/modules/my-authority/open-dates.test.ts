import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAgenda, wordsIn } from '../../../test/agenda.ts';
import { loadFlags } from '../audience/index.ts';

const annecy = '/collectivites/communes/74010';
const flag = 'assujettie-tva';
let scene: Awaited<ReturnType<typeof startAgenda>>;
beforeAll(async () => {
  scene = await startAgenda();
  await loadFlags({ db: scene.t.db, say: () => {} });
  const audience = { version: 1 as const, rule: { flag } };
  await scene.aMeasure({
    slug: 'facture',
    status: 'in_force',
    milestones: [
      { date: '2027-02-01', precision: 'day', kind: 'deadline', label: 'Si assujettie', audience },
      { date: '2027-09-01', precision: 'day', kind: 'deadline', label: 'Pour toutes', audience: null },
    ],
  });
});
afterAll(() => scene.t.close());

const page = async (cookie?: string) => {
  const text = wordsIn(await scene.t.get(annecy, cookie)).replace(/<[^>]+>/g, ' ');
  return text.replace(/\s+/g, ' ');
};
const answer = async (reponse: string) => {
  const given = await scene.t.post(`${annecy}/reponses`, { question: flag, reponse });
  return `reponses=${given.cookies.find(({ name }) => name === 'reponses')?.value ?? ''}`;
};

test('the page says « à préciser » with the question, and the certain date stays the next deadline', async () => {
  const text = await page();
  expect(text).toMatch(
    /À préciser Échéance le 1er février 2027 : Si assujettie\. Cela dépend de votre réponse/,
  );
  expect(text).toMatch(/Prochaine échéance : le 1er septembre 2027/);
  expect(text).toContain('1 date en dépend');
  expect(text).toMatch(/1 réponse de vous dirait ce qu’il en est de 1 date\./);
  const { body } = await scene.t.get(annecy);
  expect(body).toContain(`href="#question-${flag}"`);
  expect(body).toContain(`id="question-${flag}"`);
});

test('an answer settles it, either way, in that browser', async () => {
  const yes = await page(await answer('oui'));
  expect(yes).toMatch(/Prochaine échéance : le 1er février 2027/);
  expect(yes).not.toContain('À préciser Échéance');
  const no = await page(await answer('non'));
  expect(no).toMatch(/Prochaine échéance : le 1er septembre 2027/);
  expect(no).not.toContain('Si assujettie');
  expect(await page()).toContain('Si assujettie');
});

test('the data gives it apart, with the question', async () => {
  const { measures, next_deadline } = (await scene.t.get(`${annecy}.json`)).json();
  expect(next_deadline).toMatchObject({ date: '2027-09-01' });
  expect(measures).toMatchObject([
    {
      verdict: 'yes',
      group: 'soon',
      question: null,
      next_milestone: { date: '2027-09-01' },
      unsettled_milestones: [
        {
          date: '2027-02-01',
          label: 'Si assujettie',
          question: { code: flag, words: expect.stringContaining('?') },
          reason: expect.stringMatching(/préciser/i),
        },
      ],
    },
  ]);
});

test.each([`${annecy}.ics`, '/agenda.ics?collectivite=74010'])(
  'a calendar holds it as tentative: %s',
  async (url) => {
    const { body } = await scene.t.get(url);
    const events = new ICAL.Component(ICAL.parse(body)).getAllSubcomponents('vevent');
    expect(
      events.map((event) => [event.getFirstPropertyValue('summary'), event.getFirstPropertyValue('status')]),
    ).toEqual([
      ['À préciser : Facture électronique : Si assujettie', 'TENTATIVE'],
      ['Facture électronique : Pour toutes', 'CONFIRMED'],
    ]);
    expect(new ICAL.Event(events[0]).description).toContain('À préciser : commune');
    expect(new ICAL.Event(events[1]).description).not.toContain('À préciser');
  },
);
