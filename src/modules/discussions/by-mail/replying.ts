import { createHash } from 'node:crypto';
import { type Db, violates } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { Refusal, TooMany } from '../../../platform/http/index.ts';
import {
  isAutomatic,
  isForged,
  type ReadMail,
  readMail,
  UnreadableMail,
} from '../../../platform/inbound-mail/index.ts';
import { addressOf } from '../../../platform/mail/index.ts';
import { uncapitalised } from '../../../ui/index.ts';
import { refuseOverflow } from '../../documents/index.ts';
import { type Actor, actorWithoutSession, seesInside } from '../../identity/index.ts';
import { actOf, limitPosts } from '../access.ts';
import { reply } from '../actions.ts';
import { weightOf } from '../attachments/attachments.ts';
import { can } from '../policy.ts';
import { findThread } from '../queries.ts';
import { longestMessage } from '../schemas.ts';
import { type ReceivedFiles, receiveFiles } from './files.ts';
import { aboveInvitation } from './invitation.ts';
import { asMarkdown } from './markdown.ts';
import { explainLostFiles, explainRefusal, type Outcome, Refused } from './refusals.ts';

interface ReplyMail {
  id: string;
  accountId: string;
  threadId: string;
  /** Of the envelope, in lower case. */
  sender: string;
  content: Buffer;
}

/** Makes a message of a mail that was written down, or tells its sender why not. Done twice, it is done once. */
export async function dealWithReply(deps: Deps, id: string): Promise<void> {
  const received = await findReplyMail(deps.db, id);
  if (!received) return;
  const mail = await readMail(received.content).catch((error: unknown) => {
    if (!(error instanceof UnreadableMail)) throw error;
    deps.log.warn({ err: error, reply: id }, 'an incoming mail could not be read');
    return null;
  });
  // Nobody knows who wrote it: nobody is answered.
  if (!mail) return settle(deps.db, deps, received, 'unreadable');
  const own = deps.settings.mailFrom;
  if (isAutomatic(mail, { sender: received.sender, ownAddress: own && addressOf(own) }))
    return settle(deps.db, deps, received, 'automatic');

  const hash = hashOf(received, mail);
  const text = asMarkdown(aboveInvitation(mail.text));
  const known = await deps.db
    .selectFrom('messages')
    .select('id')
    .where('mail_hash', '=', hash)
    .executeTakeFirst();
  if (known) return settle(deps.db, deps, received, 'duplicate');
  const actor = await actorWithoutSession(deps, received.accountId);
  try {
    if (!actor) throw new Refused('no-access', 'votre compte n’existe plus.');
    await post(deps, received, mail, { actor, hash, text });
  } catch (error) {
    if (violates(error, 'messages_once_by_mail')) return settle(deps.db, deps, received, 'duplicate');
    if (!(error instanceof Refused)) throw error;
    await refuse(deps, received, mail, { refused: error, hash, text, actor });
  }
}

async function findReplyMail(db: Db, id: string): Promise<ReplyMail | null> {
  const row = await db
    .selectFrom('reply_mails')
    .select(['id', 'account_id as accountId', 'thread_id as threadId', 'sender', 'content'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.content ? { ...row, content: row.content, sender: row.sender.toLowerCase() } : null;
}

/** The mail is done with: nothing it said is kept. */
async function settle(
  tx: Db,
  { clock }: Pick<Deps, 'clock'>,
  { id }: ReplyMail,
  outcome: Outcome,
): Promise<void> {
  await tx
    .updateTable('reply_mails')
    .set({ content: null, sender: '', settled_at: clock.now(), outcome })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .execute();
}

/** The same mail to the same address: by its own name, or by all that it says when it has none. */
function hashOf({ accountId, threadId, content }: ReplyMail, { messageId }: ReadMail): Buffer {
  return createHash('sha256')
    .update(`${accountId}\n${threadId}\n`)
    .update(messageId ?? content)
    .digest();
}

interface Reading {
  actor: Actor;
  hash: Buffer;
  text: string;
}

async function post(deps: Deps, mailKept: ReplyMail, mail: ReadMail, reading: Reading): Promise<void> {
  const { actor, hash, text } = reading;
  const { threadId } = mailKept;
  checkSender(deps, mailKept, mail, actor);
  const groupId = await checkRights(deps, actor, threadId);
  if (text.length > longestMessage)
    throw new Refused('too-long', `elle est trop longue : ${longestMessage} caractères au plus.`);
  await limitPosts(deps, actor).catch((error: unknown) => {
    if (error instanceof TooMany)
      throw new Refused(
        'too-many',
        'vous avez publié beaucoup de messages en peu de temps. Réessayez dans une heure.',
      );
    throw error;
  });
  const received = await receiveFiles(deps.files, mail.attachments);
  if (text === '' && received.files.length === 0)
    throw new Refused(
      'empty',
      'nous n’y avons pas trouvé de texte. Écrivez-le au-dessus du message auquel vous répondez.',
    );
  await deps.db
    .transaction()
    .execute(async (tx) => {
      const { files, lost } = await withinRoom(tx, groupId, received);
      const body = text || filesInWords(files.map(({ file }) => file.name));
      if (body === '') throw new Refused('no-room', 'le groupe n’a plus de place pour vos fichiers.');
      await reply(tx, actOf(deps, actor), threadId, body, { mailHash: hash, files });
      if (lost.length > 0)
        await explainLostFiles(
          deps,
          tx,
          { to: actor.email, hash, messageId: mail.messageId },
          { threadId, lost },
        );
      await settle(tx, deps, mailKept, 'posted');
    })
    .catch((error: unknown) => {
      // Closed since it was looked at, or words that the page would refuse too.
      if (error instanceof Refusal) throw new Refused('refused', uncapitalised(error.message));
      throw error;
    });
}

/** Files that are too heavy for what is left of the group's room are lost; what was written is not. */
async function withinRoom(tx: Db, groupId: string, { files, lost }: ReceivedFiles): Promise<ReceivedFiles> {
  if (files.length === 0) return { files, lost };
  try {
    await refuseOverflow(tx, groupId, weightOf(files));
    return { files, lost };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const full = files.map(({ file }) => `${file.name} : le groupe n’a plus assez de place`);
    return { files: [], lost: [...lost, ...full] };
  }
}

function filesInWords(names: readonly string[]): string {
  if (names.length === 0) return '';
  return `${names.length > 1 ? 'Pièces jointes' : 'Pièce jointe'} : ${names.join(', ')}`;
}

function checkSender({ settings }: Deps, { sender }: ReplyMail, mail: ReadMail, actor: Actor): void {
  const own = actor.email.toLowerCase();
  if (isForged(mail, settings.replies?.trustedHost ?? null))
    throw new Refused(
      'forged',
      'le serveur de messagerie n’a pas pu vérifier qu’elle vient bien de votre adresse. Répondez depuis la messagerie de votre organisme.',
    );
  if (mail.from !== own || sender !== own)
    throw new Refused(
      'other-sender',
      'elle n’est pas partie de l’adresse du compte qui a reçu le message. Répondez depuis cette adresse-là.',
    );
}

/** Returns the thread's group, where the person may write now. */
async function checkRights({ db }: Deps, actor: Actor, threadId: string): Promise<string> {
  if (actor.state !== 'active') throw new Refused('no-access', 'votre accès à Cordée est suspendu.');
  const thread = await findThread(db, threadId);
  if (!thread) throw new Refused('gone', 'cette discussion a été supprimée.');
  const facts = { groupId: thread.groupId, groupClosed: thread.groupClosed, threadClosed: thread.closed };
  if (can(actor, 'message.post', facts)) return thread.groupId;
  if (!seesInside(actor, thread.groupId))
    throw new Refused('not-member', 'vous ne faites plus partie de ce groupe.');
  if (thread.groupClosed) throw new Refused('closed', 'ce groupe est clos, ses échanges restent lisibles.');
  throw new Refused('closed', 'cette discussion est close, elle ne reçoit plus de réponse.');
}

/** Tells the sender, unless they may be somebody who never wrote to us. */
async function refuse(
  deps: Deps,
  received: ReplyMail,
  mail: ReadMail,
  { refused, hash, text, actor }: { refused: Refused; hash: Buffer; text: string; actor: Actor | null },
): Promise<void> {
  const to = whoWrote(received, mail, refused, actor);
  await deps.db.transaction().execute(async (tx) => {
    if (to) {
      const answered = { to, hash, messageId: mail.messageId };
      await explainRefusal(deps, tx, answered, { reason: refused.message, text });
    }
    await settle(tx, deps, received, refused.outcome);
  });
  deps.log.info({ reply: received.id, outcome: refused.outcome }, 'a reply by mail was refused');
}

/** The account's own address may always be told; another only when the whole mail agrees that it comes from there. */
function whoWrote(
  { sender }: ReplyMail,
  { from }: ReadMail,
  { outcome }: Refused,
  actor: Actor | null,
): string | null {
  if (from === null) return null;
  if (actor && from === actor.email.toLowerCase()) return actor.email;
  return outcome !== 'forged' && from === sender ? from : null;
}
