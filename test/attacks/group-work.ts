import type { TestApp } from '../harness.ts';
import { aCall, callAMeeting } from '../meetings.ts';
import { multipart } from '../multipart.ts';

/**
 * All that the group of the scene keeps for itself holds the first two: who asks for the one never gets the other, outside
 * of the group. The others are for fewer people.
 */
export const words = {
  asked: 'zinzolin',
  kept: 'incarnadin',
  /** Of a message that was hidden. */
  hidden: 'amarante',
  /** Whom the group invites. */
  invited: 'invitee@mairie.example',
};
/** Those that are looked for in what people are shown. */
export type KeptWord = Exclude<keyof typeof words, 'asked'>;

/** The words of what a group keeps for itself. */
export const secret = `secret ${words.asked} ${words.kept}`;

// A PNG of 1 × 1.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface SentFile {
  name: string;
  content: Buffer | string;
  type?: string;
}

const landed = (url: string, { statusCode, body, headers }: Answer): string => {
  if (statusCode !== 303) throw new Error(`${url}: ${statusCode} ${body.slice(body.indexOf('<main'))}`);
  return (
    String(headers.location)
      .match(/[0-9a-f]{8}-[0-9a-f-]{27}/g)
      ?.at(-1) ?? ''
  );
};
type Answer = Awaited<ReturnType<TestApp['get']>>;

/** Sends a form that goes through; gives the last id of the address where it leads. */
export async function done(
  t: TestApp,
  url: string,
  fields: Record<string, string | string[]>,
  cookie: string | undefined,
): Promise<string> {
  return landed(url, await t.post(url, fields, cookie));
}

/** The same with files. */
export async function sent(
  t: TestApp,
  url: string,
  fields: Record<string, string>,
  files: Record<string, SentFile | SentFile[]>,
  cookie = '',
): Promise<string> {
  const { payload, headers } = multipart(fields, files);
  const request = { method: 'POST', url, payload, headers: { ...headers, cookie } } as const;
  return landed(url, await t.app.inject(request));
}

interface Who {
  id: string;
  email: string;
  cookie: string;
}

export interface Working {
  t: TestApp;
  group: { id: string; slug: string };
  space: string;
  member: Who;
  observer: Who;
  copilot: Who;
  stranger: Who;
}

/** What of the group’s work goes into addresses: by pattern for `:id`, by name for the rest. */
export interface Work {
  ids: [RegExp, string][];
  parts: [RegExp, string][];
}

const joined = (works: readonly Work[]): Work => ({
  ids: works.flatMap(({ ids }) => ids),
  parts: works.flatMap(({ parts }) => parts),
});

/** One of each of what the people of a group make together. */
export async function aGroupsWork(w: Working): Promise<Work> {
  const works = [await exchanges(w), await plan(w), await documents(w), await meetings(w), await doors(w)];
  return joined(works);
}

/** A thread; in it, a message that is reported, and one that was hidden and whose author contests. */
async function exchanges({ t, space, member, observer, copilot }: Working): Promise<Work> {
  const fields = { title: `Fil ${secret}`, body: secret };
  const thread = await done(t, `${space}/discussions/nouvelle`, fields, member.cookie);
  const url = `/espace/discussions/${thread}`;
  const files = [
    { name: 'secret.png', content: png },
    { name: 'secret.txt', content: secret },
  ];
  await sent(t, url, { body: `Réponse ${secret}` }, { fichiers: files }, member.cookie);
  await done(t, url, { body: `Le mot ${words.hidden}` }, member.cookie);
  await done(t, `${url}/brouillon`, { body: `Brouillon ${secret}` }, member.cookie);
  const draft = await t.db.selectFrom('message_drafts').select('id').executeTakeFirstOrThrow();
  const messages = await t.db
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', thread)
    .orderBy('number')
    .execute();
  const [, message = '', hidden = ''] = messages.map(({ id }) => id);

  const moderation = '/espace/moderation/messages';
  const report = { motif: 'attaque', precision: `Signalement ${secret}` };
  await done(t, `${moderation}/${message}/signaler`, report, observer.cookie);
  await done(t, `${moderation}/${hidden}/masquer`, { motif: 'Vise une personne' }, copilot.cookie);
  await done(t, `${moderation}/${hidden}/contester`, { texte: `Le mot ${words.hidden}` }, member.cookie);
  const caseOn = async (thing: string) =>
    (
      await t.db
        .selectFrom('moderation_cases')
        .select('id')
        .where('thing_id', '=', thing)
        .executeTakeFirstOrThrow()
    ).id;
  return {
    ids: [
      [/\/moderation\/messages\/:id\/(contester|dossier)/, hidden],
      [/\/moderation\/:id\/contestation/, await caseOn(hidden)],
      [/\/moderation\/:id/, await caseOn(message)],
      [/\/discussions/, thread],
      [/\/brouillons/, draft.id],
      [/\/messages/, message],
    ],
    parts: [[/:thread/, thread]],
  };
}

/** A step and a progress point, which are public; a task of the member with a comment of theirs, and a task of nobody. */
async function plan({ t, space, member, copilot }: Working): Promise<Work> {
  await done(t, `${space}/plan/nouvelle-etape`, { title: 'Étape publique', state: 'todo' }, copilot.cookie);
  const step = await t.db.selectFrom('plan_steps').select('id').executeTakeFirstOrThrow();
  const told = { on_day: '2026-11-20', weather: 'fair', body: 'Point public.' };
  await done(t, `${space}/avancement/nouveau`, told, copilot.cookie);
  const point = await t.db.selectFrom('progress_points').select('id').executeTakeFirstOrThrow();
  const task = { title: `Tâche ${secret}`, description: secret, state: 'doing', step: step.id };
  const tasks = `${space}/plan/taches`;
  const owned = { ...task, owner: `personne:${member.id}`, due_on: '2026-11-25' };
  const own = await done(t, `${tasks}/nouvelle`, owned, copilot.cookie);
  const free = await done(t, `${tasks}/nouvelle`, task, copilot.cookie);
  const comment = await done(t, `${tasks}/${own}/commentaires`, { body: secret }, member.cookie);
  return {
    ids: [
      [/\/moderation\/commentaires/, comment],
      [/\/plan\/taches\/:id\/prise/, free],
      [/\/plan\/taches/, own],
      [/\/plan/, step.id],
      [/\/avancement/, point.id],
    ],
    parts: [[/:comment/, comment]],
  };
}

/** A folder of the member that holds a file of theirs, of which a version waits; and another file in the bin. */
async function documents({ t, space, member, copilot }: Working): Promise<Work> {
  const base = `${space}/documents`;
  const folder = await done(
    t,
    `${base}/nouveau-dossier`,
    { name: `Dossier ${secret}`, parent: '' },
    member.cookie,
  );
  const file = (name: string) => ({
    fichier: { name: `${name} ${secret}.pdf`, content: `%PDF-1.7\n${name} ${secret}` },
  });
  const id = await sent(t, `${base}/envoi`, { folder, note: secret }, file('un'), member.cookie);
  const next = { newest: '1', note: secret };
  await sent(t, `${base}/${id}/version`, next, file('deux'), copilot.cookie);
  const waiting = await sent(t, `${base}/${id}/version`, next, file('trois'), member.cookie);
  const binned = await sent(t, `${base}/envoi`, { folder: '', note: '' }, file('quatre'), member.cookie);
  await done(t, `${base}/${binned}/suppression`, {}, member.cookie);
  return {
    ids: [
      [/\/moderation\/fichiers/, id],
      [/\/documents\/corbeille/, binned],
      [/\/documents/, id],
    ],
    parts: [
      [/:folder/, folder],
      [/:waiting/, waiting],
      [/:kind/, 'fichiers'],
    ],
  };
}

/** A meeting to come, and one whose minutes are proposed; the member asks for a correction, and has a calendar. */
async function meetings({ t, group, space, member, copilot }: Working): Promise<Work> {
  const cookies = { state: copilot.cookie };
  const call = { titre: `Réunion ${secret}`, lieu: secret, point_1: `Point ${secret}` };
  const itemOf = async (meeting: string) =>
    (
      await t.db
        .selectFrom('meeting_items')
        .select('id')
        .where('meeting_id', '=', meeting)
        .orderBy('position')
        .executeTakeFirstOrThrow()
    ).id;
  const written = async (meeting: string, item: string) =>
    done(t, `/espace/reunions/${meeting}/points/${item}`, { texte: secret, version: '0' }, copilot.cookie);
  const held = await callAMeeting(t, { group, cookies }, call);
  await t.db
    .updateTable('meetings')
    .set({ starts_at: new Date(t.clock.now().getTime() - 60_000) })
    .where('id', '=', held)
    .execute();
  const point = await itemOf(held);
  await written(held, point);
  const minutes = `/espace/reunions/${held}/compte-rendu`;
  const outcomes = `/espace/reunions/${held}/points/${point}`;
  await done(t, `${outcomes}/decision`, { texte: `Décision ${secret}` }, copilot.cookie);
  await done(t, `${outcomes}/action`, { texte: `Action ${secret}` }, copilot.cookie);
  await done(t, `${minutes}/proposition`, {}, copilot.cookie);
  await done(t, `${minutes}/correction`, { texte: `Correction ${secret}` }, member.cookie);
  const correction = await t.db.selectFrom('meeting_corrections').select('id').executeTakeFirstOrThrow();

  const meeting = await callAMeeting(t, { group, cookies }, { ...aCall(t), ...call });
  const item = await itemOf(meeting);
  await written(meeting, item);
  await t.post('/espace/calendriers', { groupe: group.id }, member.cookie);
  const answer = await t.post('/espace/calendriers', { groupe: group.id }, member.cookie);
  const calendar = answer.cookies.find(({ name }) => name === 'calendrier')?.value ?? '';
  const called = (await t.mails()).findLast(({ to, text }) => to === member.email && text.includes(meeting));
  const link = /\/reunions\/reponse\/([\w-]{43})/.exec(called?.text ?? '')?.[1] ?? '';
  if (calendar === '' || link === '') throw new Error(`${space}: no calendar, or no link to answer`);
  return {
    ids: [
      [/\/reunions\/:id\/compte-rendu\/(reprise|approbation|correction)/, held],
      [/\/reunions/, meeting],
    ],
    parts: [
      [/:item/, item],
      [/:correction/, correction.id],
      [/^\/calendriers\/:file/, `/calendriers/${calendar}.ics`],
      [/^\/reunions\/reponse\/:token/, `/reunions/reponse/${link}`],
    ],
  };
}

/** A decision, people invited, and what else says who takes part. */
async function doors({ t, space, member, copilot, stranger }: Working): Promise<Work> {
  const decision = {
    title: `Décision ${secret}`,
    body: secret,
    decided_by: 'Les copilotes',
    motivation: secret,
    decided_on: '2026-11-20',
    publicity: 'internal',
  };
  await done(t, `${space}/decisions/consigner`, decision, copilot.cookie);
  const invite = { role: 'membre', mot: 'Venez.' };
  for (const adresses of [words.invited, stranger.email])
    await done(t, `${space}/invitations`, { ...invite, adresses }, copilot.cookie);
  const invited = async (email: string) =>
    (await t.db.selectFrom('invitations').select('id').where('email', '=', email).executeTakeFirstOrThrow())
      .id;
  const quality = await t.db
    .insertInto('account_affiliations')
    .values({
      account_id: member.id,
      authority_id: 'commune:74004',
      function_title: `Fonction ${secret}`,
      created_at: t.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return {
    ids: [
      [/^\/espace\/invitations/, await invited(stranger.email)],
      [/\/invitations/, await invited(words.invited)],
      [/\/qualites/, quality.id],
    ],
    parts: [],
  };
}
