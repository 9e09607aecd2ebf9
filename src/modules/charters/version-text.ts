import { createHash } from 'node:crypto';
import { formatDate } from '../../ui/index.ts';
import type { Pledge } from './content.ts';
import { parties, partyTitles } from './parties.ts';

export interface VersionDraft {
  body: string;
  validMonths: number;
  pledges: readonly Pledge[];
}

/** « avant le 1er janvier 2028 », « dans les 6 mois de la signature »; null when the text sets nothing. */
export function dueWords({ due_on, due_months }: Pick<Pledge, 'due_on' | 'due_months'>): string | null {
  if (due_on !== null) return `au plus tard le ${formatDate(due_on)}`;
  if (due_months !== null) return `dans les ${due_months} mois de la signature`;
  return null;
}

/** The whole text that is signed, in Markdown: what the hash is of, and what anyone may download and hash again. */
export function wholeText(title: string, { body, validMonths, pledges }: VersionDraft): string {
  const held = parties.flatMap((party) => {
    const theirs = pledges.filter((pledge) => pledge.party === party);
    if (theirs.length === 0) return [];
    return [
      `### ${partyTitles[party]}`,
      '',
      ...theirs.flatMap((pledge) => {
        const due = dueWords(pledge);
        return [
          `- ${pledge.text}${due ? ` (${due})` : ''}`,
          ...(pledge.check ? [`  Vérification : ${pledge.check}`] : []),
        ];
      }),
      '',
    ];
  });
  return [
    `# ${title}`,
    '',
    body.trim(),
    '',
    '## Engagements',
    '',
    ...held,
    '## Durée',
    '',
    `Une signature vaut ${validMonths} mois à compter de sa publication.`,
    '',
  ].join('\n');
}

export const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
