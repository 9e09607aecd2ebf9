import type { Db, MailRhythm } from '../../platform/database/index.ts';
import { formatLongDate, machineDate, plural } from '../../ui/index.ts';
import { nextMorning } from './mornings.ts';

/** How many people of a group hear of it at each rhythm, the one who speaks aside. */
export async function reachOf(
  db: Db,
  { groupId, speaker }: { groupId: string; speaker: string },
): Promise<ReadonlyMap<MailRhythm, number>> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .where('memberships.group_id', '=', groupId)
    .where('memberships.account_id', '<>', speaker)
    .where('accounts.state', '=', 'active')
    .where('accounts.email', 'is not', null)
    .groupBy('memberships.mail')
    .select((eb) => ['memberships.mail', eb.fn.countAll<number>().as('people')])
    .execute();
  return new Map(rows.map(({ mail, people }) => [mail, people]));
}

/** « 42 personnes : 5 tout de suite, 12 demain matin, 20 mardi, 5 sans courriel » */
export function reachWords(reach: ReadonlyMap<MailRhythm, number>, now: Date): string {
  const when: Record<MailRhythm, string> = {
    at_once: 'tout de suite',
    daily: morningWords(nextMorning(now, 'daily'), now),
    weekly: morningWords(nextMorning(now, 'weekly'), now),
    never: 'sans courriel',
  };
  const counts = new Map<string, number>();
  for (const rhythm of ['at_once', 'daily', 'weekly', 'never'] as const) {
    const people = reach.get(rhythm) ?? 0;
    if (people > 0) counts.set(when[rhythm], (counts.get(when[rhythm]) ?? 0) + people);
  }
  const total = [...reach.values()].reduce((sum, people) => sum + people, 0);
  if (total === 0) return 'Personne d’autre que vous pour l’instant.';
  const parts = [...counts].map(([words, people]) => `${people} ${words}`);
  return `${plural(total, 'personne')} : ${parts.join(', ')}.`;
}

/** « ce matin », « demain matin », « lundi matin », « mardi prochain au matin » */
function morningWords(morning: Date, now: Date): string {
  const days = (Date.parse(machineDate(morning)) - Date.parse(machineDate(now))) / 86_400_000;
  if (days === 0) return 'ce matin';
  if (days === 1) return 'demain matin';
  const [weekday] = formatLongDate(morning).split(' ');
  return days < 7 ? `${weekday} matin` : `${weekday} prochain au matin`;
}
