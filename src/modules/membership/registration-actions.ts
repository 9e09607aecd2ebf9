import type { AccountQuality, Db, RegistrationState } from '../../platform/database/index.ts';
import { Conflict, Refusal } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import {
  type Actor,
  acceptAccount,
  deleteAccount,
  departuresOf,
  domainOf,
  forgetDeparture,
  isTrusted,
  openAccount,
  refuseAccount,
  type Standing,
  sendSignInMail,
  trustDomain,
  writeStanding,
} from '../identity/index.ts';
import { takeInvitation } from './invitations/actions.ts';
import { type OpenInvitation, openInvitation } from './invitations/queries.ts';
import { addMember } from './membership-actions.ts';
import { isJoinable, roleOnJoining } from './policy.ts';
import { mailAccepted, mailReceived, mailRefused, mailReviewers } from './registration-mails.ts';
import { type RegistrationDetail, registrationOf, reviewersOf } from './registration-queries.ts';
import { removalsOf, removeAgain } from './removals.ts';
import { standingOf } from './standing.ts';

export interface SignUp {
  /** Names the request, so that a job that runs twice mails once. */
  request: string;
  email: string;
  name: string;
  quality: AccountQuality;
  authorityId: string | null;
  organisation: string | null;
  affiliationLabel: string | null;
  functionTitle: string;
  groupIds: readonly string[];
  /** Through which the person came, if any; it counts for its own address only. */
  invitationId: string | null;
}

interface Moment {
  now: Date;
  publicUrl: string;
}

/**
 * Opens an account with its request and mails a link that confirms the address; whoever has an account already
 * gets a link to sign in instead. Runs in a job, so that the page takes as long for all.
 */
export async function openRegistration(tx: Db, signUp: SignUp, { now, publicUrl }: Moment): Promise<void> {
  const key = `registration:open:${signUp.request}`;
  const account = await openAccount(tx, { ...signUp, now });
  const done = await tx.selectFrom('outbox').select('id').where('key', '=', key).executeTakeFirst();
  if (done) return;
  const invitation = signUp.invitationId && (await openInvitation(tx, signUp.invitationId, now));
  const through = invitation && invitation.email === signUp.email ? invitation : null;
  if (!account.known) await writeRequest(tx, account.id, signUp, through?.id ?? null, now);
  const welcome = through ? `/espace/groupes/${through.group.slug}/bienvenue` : '/inscription/suivi';
  await sendSignInMail(tx, {
    account,
    purpose: account.known ? 'known' : 'sign-up',
    now,
    publicUrl,
    returnTo: account.known ? through && '/espace/invitations' : welcome,
    key,
  });
}

/** Asked again before the address was confirmed, the groups are those of the last time. */
async function writeRequest(
  tx: Db,
  accountId: string,
  { groupIds }: SignUp,
  invitationId: string | null,
  now: Date,
): Promise<void> {
  const asked = { created_at: now, invitation_id: invitationId };
  const { id } = await tx
    .insertInto('registrations')
    .values({ ...asked, account_id: accountId })
    .onConflict((conflict) => conflict.constraint('registrations_one_per_account').doUpdateSet(asked))
    .returning('id')
    .executeTakeFirstOrThrow();
  await writeGroups(tx, id, groupIds);
}

/** The groups asked for: these and no others. */
async function writeGroups(tx: Db, registrationId: string, groupIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('registration_groups').where('registration_id', '=', registrationId).execute();
  if (groupIds.length === 0) return;
  await tx
    .insertInto('registration_groups')
    .values(groupIds.map((groupId) => ({ registration_id: registrationId, group_id: groupId })))
    .execute();
}

/** Holds the request until the transaction ends: one decision at a time. */
async function hold(tx: Db, accountId: string): Promise<RegistrationDetail | null> {
  // The account first, as whoever signs in, corrects or deletes it does: what it says stands until the decision.
  await tx.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute();
  await tx.selectFrom('registrations').select('id').where('account_id', '=', accountId).forUpdate().execute();
  return registrationOf(tx, accountId);
}

/**
 * The address is confirmed: whoever writes from a domain that is known to be their body's own is let in at
 * once, the others wait for somebody's decision. Does nothing the second time.
 */
export async function confirmRegistration(tx: Db, accountId: string, moment: Moment): Promise<void> {
  const registration = await hold(tx, accountId);
  if (registration?.state !== 'unconfirmed') return;
  await tx
    .updateTable('registrations')
    .set({ state: 'waiting', submitted_at: moment.now })
    .where('id', '=', registration.id)
    .execute();
  await examine(tx, registration, moment);
}

/** Lets in whoever may come in by themselves; calls somebody for the others. Nobody is told twice. */
async function examine(tx: Db, registration: RegistrationDetail, moment: Moment): Promise<void> {
  const { now, publicUrl } = moment;
  const { accountId } = registration;
  const departure = (await departuresOf(tx, [registration.email])).get(registration.email);
  if (departure) await removeAgain(tx, { accountId, groupIds: departure.removedFrom, now });
  // Somebody has to see who was kept out before.
  if (!departure && registration.invitationId) {
    const invitation = await openInvitation(tx, registration.invitationId, now);
    if (invitation?.email === registration.email) return accept(tx, registration, null, moment, invitation);
  }
  const trusted = !departure && (await isTrusted(tx, domainOf(registration.email), registration));
  if (trusted) return accept(tx, registration, null, moment);
  await mailReceived(tx, { registration, publicUrl });
  const reviewers = await reviewersOf(
    tx,
    registration.groups.map(({ id }) => id),
  );
  await mailReviewers(tx, { registration, departure, publicUrl, reviewers });
}

/**
 * Lets in a person who waits and accepts an invitation: whoever runs the group vouches for the address. False for whoever
 * somebody has to look at all the same.
 */
export async function acceptThroughInvitation(
  tx: Db,
  accountId: string,
  invitation: OpenInvitation,
  moment: Moment,
): Promise<boolean> {
  const registration = await hold(tx, accountId);
  if (registration?.state !== 'waiting') return false;
  if ((await departuresOf(tx, [registration.email])).size > 0) return false;
  await accept(tx, registration, null, moment, invitation);
  return true;
}

/**
 * Corrects one's own request while it waits; whoever has to decide and was not told is told. Throws Conflict when the
 * account changed in another window meanwhile.
 */
export async function correctRequest(
  tx: Db,
  correction: {
    accountId: string;
    version: number;
    name: string;
    standing: Standing;
    groupIds: readonly string[];
  },
  moment: Moment,
): Promise<void> {
  const { accountId, version, name, standing, groupIds } = correction;
  const { id } = await holdWaiting(tx, accountId);
  if (!(await writeStanding(tx, { ...standing, accountId, name, version, now: moment.now }))) {
    const current = await standingOf(tx, accountId);
    throw new Conflict(
      'Votre demande a changé dans une autre fenêtre.',
      current
        ? { nom: current.name, structure: current.affiliationText, fonction: current.functionTitle }
        : {},
      current?.version ?? version,
    );
  }
  await writeGroups(tx, id, groupIds);
  const corrected = await registrationOf(tx, accountId);
  if (corrected) await examine(tx, corrected, moment);
}

/** Takes one's own request back while it waits: nothing is left of it, nor of the account. */
export async function withdrawRequest(tx: Db, accountId: string, now: Date): Promise<void> {
  await holdWaiting(tx, accountId);
  await deleteAccount(tx, { accountId, now });
}

async function holdWaiting(tx: Db, accountId: string): Promise<RegistrationDetail> {
  const registration = await hold(tx, accountId);
  if (registration?.state !== 'waiting') {
    throw new Refusal('Votre demande a été examinée entre-temps : elle ne change plus.');
  }
  return registration;
}

export type Decision = 'accepter' | 'accepter-domaine' | 'refuser';

const decided: Partial<Record<RegistrationState, string>> = { accepted: 'acceptée', refused: 'refusée' };

/** Decides on a request as the reviewer saw it. Throws Conflict when somebody decided meanwhile. */
export async function decide(
  tx: Db,
  review: {
    actor: Actor;
    accountId: string;
    decision: Decision;
    reason: string;
    /** State of the request on the page where the reviewer decided. */
    seen: RegistrationState;
    /** Version of the account on that page. */
    version: number;
    /** Mail domain on that page. */
    domain?: string;
  },
  moment: Moment,
): Promise<RegistrationDetail> {
  const { actor, decision } = review;
  const registration = await hold(tx, review.accountId);
  if (!registration) throw new Refusal('Cette demande n’existe plus.');
  if (registration.state !== review.seen) {
    const by = registration.decidedBy ? ` par ${registration.decidedBy}` : '';
    throw new Conflict(`Cette demande a déjà été ${decided[registration.state] ?? 'examinée'}${by}.`, {}, 0);
  }
  if (registration.version !== review.version) {
    throw new Conflict('La personne a changé sa demande entre-temps : relisez-la, puis décidez.', {}, 0);
  }
  if (decision === 'refuser') {
    await refuse(tx, registration, { ...review, ...moment });
    return registration;
  }
  if (decision === 'accepter-domaine') {
    const domain = domainOf(registration.email);
    if (domain !== review.domain) {
      throw new Refusal(
        `L’adresse a changé entre-temps : son domaine est maintenant ${domain}. Vérifiez, puis décidez.`,
      );
    }
    await trustDomain(tx, {
      actor,
      domain,
      authorityId: registration.authorityId,
      organisation: registration.organisation,
      now: moment.now,
    });
  }
  await accept(tx, registration, actor, moment);
  return registration;
}

async function accept(
  tx: Db,
  registration: RegistrationDetail,
  actor: Actor | null,
  { now, publicUrl }: Moment,
  invitation: OpenInvitation | null = null,
): Promise<void> {
  await tx
    .updateTable('registrations')
    .set({ state: 'accepted', decided_by: actor?.id ?? null, decided_at: now, decision_reason: null })
    .where('id', '=', registration.id)
    .execute();
  await acceptAccount(tx, registration.accountId, now);
  await forgetDeparture(tx, registration.email);
  // First: its role counts, whatever groups were asked for.
  if (invitation) await takeInvitation(tx, { invitation, accountId: registration.accountId, now, publicUrl });
  const removedFrom = await removalsOf(tx, registration.accountId);
  const joined: string[] = [];
  for (const group of registration.groups) {
    // Some may have closed while the request waited.
    if (!isJoinable(group.state) || !group.openToAuthorities) continue;
    // Taken out of it under an account since deleted: those who run the group say when to come back.
    if (removedFrom.has(group.id) || group.id === invitation?.group.id) continue;
    const person = { quality: registration.quality, authorityId: registration.authorityId };
    await addMember(tx, {
      groupId: group.id,
      accountId: registration.accountId,
      role: roleOnJoining(person),
      now,
    });
    joined.push(group.title);
  }
  await mailAccepted(tx, { registration, joined, invitation, publicUrl });
  await record(tx, {
    actor,
    verb: 'registration.accept',
    thing: { type: 'account', id: registration.accountId, label: registration.name },
    detail: vouching(registration, actor, invitation),
  });
}

/** Who or what let the person in. */
function vouching(
  { email }: RegistrationDetail,
  actor: Actor | null,
  invitation: OpenInvitation | null,
): Record<string, string> {
  if (invitation) return { invited_by: invitation.invitedBy, group: invitation.group.slug };
  return actor ? {} : { trusted_domain: domainOf(email) };
}

async function refuse(
  tx: Db,
  registration: RegistrationDetail,
  { actor, reason, now, publicUrl }: { actor: Actor; reason: string } & Moment,
): Promise<void> {
  if (reason === '') throw new Refusal('Indiquez le motif du refus : la personne le lira.', 'motif');
  if (registration.state === 'refused') throw new Refusal('Cette demande est déjà refusée.');
  await tx
    .updateTable('registrations')
    .set({ state: 'refused', decided_by: actor.id, decided_at: now, decision_reason: reason })
    .where('id', '=', registration.id)
    .execute();
  await refuseAccount(tx, registration.accountId, now);
  await mailRefused(tx, { registration, reason, publicUrl });
  await record(tx, {
    actor,
    verb: 'registration.refuse',
    thing: { type: 'account', id: registration.accountId, label: registration.name },
    detail: { reason },
  });
}

/** Deletes the people who never confirmed their address, and those who were refused, a year ago. */
export async function purgeRegistrations(db: Db, now: Date): Promise<number> {
  const before = new Date(now);
  before.setUTCFullYear(before.getUTCFullYear() - 1);
  const old = await db
    .selectFrom('registrations')
    .innerJoin('accounts', 'accounts.id', 'registrations.account_id')
    .select('registrations.account_id')
    .where('accounts.demonstration', '=', false)
    .where((eb) =>
      eb.or([
        eb.and([eb('registrations.state', '=', 'unconfirmed'), eb('registrations.created_at', '<', before)]),
        eb.and([eb('registrations.state', '=', 'refused'), eb('registrations.decided_at', '<', before)]),
      ]),
    )
    .orderBy('registrations.created_at')
    .limit(1000)
    .execute();
  let purged = 0;
  for (const { account_id: accountId } of old) {
    await db.transaction().execute(async (tx) => {
      // Confirmed or accepted since it was listed: it stays.
      const registration = await hold(tx, accountId);
      if (registration?.state !== 'unconfirmed' && registration?.state !== 'refused') return;
      await deleteAccount(tx, { accountId, now });
      purged += 1;
    });
  }
  return purged;
}
