import { dayLater, machineDate } from '../src/ui/index.ts';
import { aGroup, aMembership, anAccount } from './factories.ts';
import type { TestApp } from './harness.ts';

/** A group with a copilot of each side, a member and an observer, each signed in; a stranger, and a copilot of another group. */
export async function aGroupThatMeets(t: TestApp) {
  const group = await aGroup(t.db, { title: `Groupe ${Math.random().toString(36).slice(2, 8)}` });
  const other = await aGroup(t.db);
  const [state, local, member, observer, stranger, elsewhere] = [
    await anAccount(t.db, { name: 'Solène État' }),
    await anAccount(t.db, { name: 'Léo Collectivités' }),
    await anAccount(t.db, { name: 'Maud Membre' }),
    await anAccount(t.db, { name: 'Olga Observe' }),
    await anAccount(t.db, { name: 'Étienne Étranger' }),
    await anAccount(t.db, { name: 'Carl Ailleurs' }),
  ];
  await aMembership(t.db, group.id, state.id, 'copilot', 'etat');
  await aMembership(t.db, group.id, local.id, 'copilot', 'collectivites');
  await aMembership(t.db, group.id, member.id);
  await aMembership(t.db, group.id, observer.id, 'observer');
  await aMembership(t.db, other.id, elsewhere.id, 'copilot', 'etat');
  return {
    group,
    state,
    local,
    member,
    observer,
    stranger,
    elsewhere,
    cookies: {
      state: await t.signIn(state.id),
      local: await t.signIn(local.id),
      member: await t.signIn(member.id),
      observer: await t.signIn(observer.id),
      stranger: await t.signIn(stranger.id),
      elsewhere: await t.signIn(elsewhere.id),
    },
  };
}

/** What the form of a convocation sends. */
export function aCall(t: TestApp, values: Record<string, string | string[]> = {}) {
  return {
    titre: 'Point d’étape',
    jour: dayLater(machineDate(t.clock.now()), 10),
    debut: '9 h 30',
    fin: '11 h',
    lieu: 'Mairie d’Annecy',
    lien: 'https://visio.example.fr/salle',
    invites: 'members',
    point_1: 'Budget',
    point_minutes_1: '20',
    point_par_1: 'Solène',
    point_2: 'Calendrier',
    ...values,
  };
}

/** Calls a meeting as a copilot does; gives its id. */
export async function callAMeeting(
  t: TestApp,
  { group, cookies }: { group: { slug: string }; cookies: { state: string } },
  values: Record<string, string | string[]> = {},
): Promise<string> {
  const answer = await t.post(
    `/espace/groupes/${group.slug}/reunions/nouvelle`,
    aCall(t, values),
    cookies.state,
  );
  const id = /^\/espace\/reunions\/([\w-]{36})$/.exec(answer.headers.location ?? '')?.[1];
  if (!id) throw new Error(`no meeting: ${answer.statusCode}`);
  return id;
}
