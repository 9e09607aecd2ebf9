import type { Db, MembershipRole, Side } from '../../platform/database/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { copilotsToWrite } from '../groups/index.ts';
import type { Actor } from '../identity/index.ts';
import { roleInWords } from './schemas.ts';

interface GroupName {
  id: string;
  slug: string;
  title: string;
}

const peopleIn = ({ slug }: GroupName, publicUrl: string): string =>
  `Qui en fait partie : ${publicUrl}/espace/groupes/${slug}/membres

Une question, un désaccord ? Écrivez à l’équipe du programme : ${publicUrl}/contact
`;

/** The copilots who do not know of it already. */
async function othersOf(tx: Db, group: GroupName, known: readonly string[]) {
  return (await copilotsToWrite(tx, group.id)).filter(({ id }) => !known.includes(id));
}

/** Tells the copilots of a group whom the programme team made one of them. */
export async function tellOfCopilot(
  tx: Db,
  named: {
    actor: Pick<Actor, 'id' | 'name'>;
    group: GroupName;
    accountId: string;
    name: string;
    side: Side;
    publicUrl: string;
    now: Date;
  },
): Promise<void> {
  const { actor, group, accountId, name, side, publicUrl, now } = named;
  const told = await othersOf(tx, group, [actor.id, accountId]);
  await queueMails(
    tx,
    told.map(({ id, email }) => ({
      to: email,
      key: `membership:${group.id}:${accountId}:copilot:${now.getTime()}:${id}`,
      subject: `Un copilote est nommé [${group.title}]`,
      text: `Bonjour,

${actor.name}, de l’équipe du programme, a nommé ${name} ${roleInWords({ role: 'copilot', side })}, du groupe « ${group.title} ».

${peopleIn(group, publicUrl)}`,
    })),
  );
}

/**
 * Tells the copilots of a group who came in on an invitation that none of its copilots sent: the programme team puts
 * nobody there, and least of all one of its own, without their knowing.
 */
export async function tellOfArrival(
  tx: Db,
  arrival: {
    invitationId: string;
    group: GroupName;
    accountId: string;
    role: MembershipRole;
    side: Side | null;
    publicUrl: string;
  },
): Promise<void> {
  const { invitationId, group, accountId, publicUrl } = arrival;
  const sent = await tx
    .selectFrom('invitations')
    .innerJoin('accounts as inviters', 'inviters.id', 'invitations.invited_by')
    .leftJoin('memberships as places', (join) =>
      join
        .onRef('places.account_id', '=', 'inviters.id')
        .onRef('places.group_id', '=', 'invitations.group_id')
        .on('places.role', '=', 'copilot'),
    )
    .innerJoin('accounts as arrived', (join) => join.on('arrived.id', '=', accountId))
    .where('invitations.id', '=', invitationId)
    .where('places.account_id', 'is', null)
    .select(['inviters.id', 'inviters.name', 'arrived.name as arrived'])
    .executeTakeFirst();
  if (!sent) return;
  const told = await othersOf(tx, group, [sent.id, accountId]);
  await queueMails(
    tx,
    told.map(({ id, email }) => ({
      to: email,
      key: `invitation:${invitationId}:arrival:${id}`,
      subject: `${sent.arrived} rejoint le groupe [${group.title}]`,
      text: `Bonjour,

${sent.arrived} fait maintenant partie du groupe « ${group.title} », comme ${roleInWords(arrival)}, sur l’invitation de ${sent.name}, de l’équipe du programme.

${peopleIn(group, publicUrl)}`,
    })),
  );
}
