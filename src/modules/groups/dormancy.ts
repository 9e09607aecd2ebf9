import type { Db } from '../../platform/database/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { formatDate } from '../../ui/index.ts';
import { copilotsToWrite } from './keys/sides.ts';
import { dormancyOf, silenceOf } from './life-cycle.ts';
import { listGroups } from './queries.ts';

/**
 * Asks the copilots of the groups that sleep what becomes of them, once a sleep; how many groups. One that has no
 * copilot waits for some.
 */
export async function askDormantGroups(
  db: Db,
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<number> {
  let asked = 0;
  for (const group of await listGroups(db, { states: ['active'] })) {
    const silence = silenceOf(group);
    if (!silence || !dormancyOf(group, now)) continue;
    asked += await db.transaction().execute(async (tx) => {
      const copilots = await copilotsToWrite(tx, group.id);
      if (copilots.length === 0) return 0;
      const first = await tx
        .insertInto('dormancy_questions')
        .values({ group_id: group.id, silent_since: silence.day, asked_at: now })
        .onConflict((conflict) => conflict.constraint('dormancy_questions_once').doNothing())
        .returning('group_id')
        .executeTakeFirst();
      if (!first) return 0;
      const mail = questionMail(group, silence, publicUrl);
      await queueMails(
        tx,
        copilots.map(({ id, email }) => ({
          ...mail,
          to: email,
          key: `dormancy:${group.id}:${silence.day}:${id}`,
        })),
      );
      return 1;
    });
  }
  return asked;
}

function questionMail(
  group: { slug: string; title: string },
  { day, since }: { day: string; since: 'progress' | 'activation' },
  publicUrl: string,
) {
  const space = `${publicUrl}/espace/groupes/${group.slug}`;
  return {
    subject: `Votre groupe continue-t-il ? [${group.title}]`,
    text: `Bonjour,

${
  since === 'progress'
    ? `Le dernier point d’avancement du groupe « ${group.title} » date du ${formatDate(day)}.`
    : `Le groupe « ${group.title} » est actif depuis le ${formatDate(day)}, et n’a publié aucun point d’avancement depuis.`
} Sa page publique dit qu’il est en sommeil.

- Vous continuez ? Publiez un point d’avancement : ${space}/avancement/nouveau
- Vous vous arrêtez un temps, ou le travail est fini ? Mettez le groupe en pause ou closez-le : ${space}/etat

Cette question ne vous sera pas posée deux fois pour la même absence.
`,
  };
}
