import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { limitAttempts, TooMany } from '../../../platform/http/index.ts';
import { queueMail } from '../../../platform/mail/index.ts';

/** What became of a mail, as its row says. */
export type Outcome =
  | 'posted'
  | 'automatic'
  | 'duplicate'
  | 'unreadable'
  | 'forged'
  | 'other-sender'
  | 'no-access'
  | 'not-member'
  | 'gone'
  | 'closed'
  /** By what the page refuses too; the words say it. */
  | 'refused'
  | 'empty'
  | 'no-room'
  | 'too-long'
  | 'too-many';

/** Why a mail did not become a message, as its author reads it. */
export class Refused extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome, message: string) {
    super(message);
    this.outcome = outcome;
  }
}

const perHour = 5;

/** The mail that another one answers, and where the answer goes. */
interface Answered {
  to: string;
  /** Names the mail among all: what comes twice is answered once. */
  hash: Buffer;
  messageId: string | null;
}

/**
 * Writes to the sender what became of their mail, a few times an hour at most: two machines that answer each other soon
 * stop. Nothing is said of the thread, since the sender may be nobody of ours.
 */
async function answer(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  tx: Db,
  { to, hash, messageId }: Answered,
  words: { subject: string; text: string },
): Promise<void> {
  try {
    await limitAttempts(db, { name: 'reply-answer', of: to, max: perHour, seconds: 3600, now: clock.now() });
  } catch (error) {
    if (error instanceof TooMany) return;
    throw error;
  }
  await queueMail(tx, {
    to,
    key: `reply-answer:${hash.toString('hex')}`,
    ...words,
    answersMail: true,
    headers: messageId ? { 'In-Reply-To': messageId, References: messageId } : {},
  });
}

export async function explainRefusal(
  deps: Pick<Deps, 'db' | 'clock' | 'settings'>,
  tx: Db,
  answered: Answered,
  { reason, text }: { reason: string; text: string },
): Promise<void> {
  await answer(deps, tx, answered, {
    subject: 'Votre réponse n’a pas été publiée',
    text: [
      'Bonjour,',
      '',
      `Votre réponse par courriel n’a pas été publiée : ${reason}`,
      '',
      `Vos discussions : ${deps.settings.publicUrl}/espace`,
      ...(text ? ['', 'Voici ce que vous aviez écrit, pour ne rien perdre :', '', text] : []),
      '',
    ].join('\n'),
  });
}

/** To the author of a message whose files were not all taken. */
export async function explainLostFiles(
  deps: Pick<Deps, 'db' | 'clock' | 'settings'>,
  tx: Db,
  answered: Answered,
  { threadId, lost }: { threadId: string; lost: readonly string[] },
): Promise<void> {
  await answer(deps, tx, answered, {
    subject: 'Votre réponse est publiée, sans toutes ses pièces jointes',
    text: [
      'Bonjour,',
      '',
      'Votre réponse est publiée. Ces pièces jointes n’ont pas pu l’être :',
      '',
      ...lost.map((line) => `- ${line}`),
      '',
      `La discussion : ${deps.settings.publicUrl}/espace/discussions/${threadId}`,
      '',
    ].join('\n'),
  });
}
