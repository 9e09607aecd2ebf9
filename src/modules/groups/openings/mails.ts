import { formatDateTime } from '../../../ui/index.ts';
import { journalPath } from './asking.ts';

/** To those who answer for the group. */
export function openingMail({
  by,
  group,
  reason,
  until,
  publicUrl,
}: {
  by: string;
  group: { slug: string; title: string };
  reason: string;
  until: Date;
  publicUrl: string;
}) {
  return {
    subject: `L’équipe du programme ouvre l’espace du groupe [${group.title}]`,
    text: `Bonjour,

${by}, de l’équipe du programme, peut lire et modérer l’espace du groupe « ${group.title} » jusqu’au ${formatDateTime(until)}, pour ce motif :

${reason}

Qui a ouvert cet espace, quand et pourquoi : ${publicUrl}${journalPath(group.slug)}

Une question, un désaccord ? Écrivez à l’équipe du programme : ${publicUrl}/contact
`,
  };
}
