import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import { record } from '../../audit/index.ts';
import { addressOf } from '../../identity/index.ts';
import { resourceHref } from '../catalogues.ts';
import { newSlug } from '../editing/address.ts';
import type { ResourceContent } from '../resources/content.ts';
import { createResource, saveResource } from '../resources/saving.ts';
import { type Contribution, creditOf, titleOf } from './contribution.ts';
import { decisionNotice } from './mails.ts';

interface Deciding {
  by: { id: string; name: string };
  now: Date;
  publicUrl: string;
}

/** Publishes what was proposed, as the reviewer left it, and tells whoever sent it. Returns the address of the resource. */
export async function acceptContribution(
  tx: Db,
  act: Deciding,
  contribution: Contribution,
  wanted: { content: ResourceContent; reason: string; answer: string; version: number | null },
): Promise<string> {
  await hold(tx, contribution.id);
  const { resource, catalogue } = contribution;
  const saved = {
    origin: 'contribution',
    reason: wanted.reason,
    published: resource?.published ?? true,
    credit: creditOf(contribution),
  } as const;
  const done = { id: resource?.id ?? '', slug: resource?.slug ?? '', version: 1 };
  if (resource === null) {
    done.slug = await newSlug(tx, wanted.content.title);
    done.id = await createResource(tx, act, { ...wanted.content, catalogue, slug: done.slug }, saved);
  } else {
    const target = { id: resource.id, version: wanted.version };
    const { changed, version } = await saveResource(tx, act, target, wanted.content, saved);
    if (!changed) throw new Refusal('La fiche dit déjà cela : ne la retenez pas, en le disant à son auteur.');
    done.version = version;
  }
  await decide(tx, act, contribution.id, {
    state: 'accepted',
    answer: wanted.answer,
    resource_id: done.id,
    published_version: done.version,
  });
  await tell(tx, act, contribution, {
    title: wanted.content.title,
    path: resourceHref({ catalogue, slug: done.slug }),
    accepted: true,
    answer: wanted.answer,
  });
  return resourceHref({ catalogue, slug: done.slug });
}

/** Says no, and why; or answers a report. */
export async function answerContribution(
  tx: Db,
  act: Deciding,
  contribution: Contribution,
  { accepted, answer }: { accepted: boolean; answer: string },
): Promise<void> {
  await hold(tx, contribution.id);
  await decide(tx, act, contribution.id, { state: accepted ? 'accepted' : 'refused', answer });
  const { resource, catalogue, kind } = contribution;
  const title = titleOf(contribution);
  await record(tx, {
    actor: act.by,
    verb: kind === 'report' ? 'resource.answer-report' : 'resource.refuse-contribution',
    thing: { type: 'resource', id: resource?.id ?? contribution.id, label: title },
    detail: { reason: answer },
  });
  const path = resource && resourceHref({ catalogue, slug: resource.slug });
  await tell(tx, act, contribution, { title, path, accepted, answer });
}

async function decide(
  tx: Db,
  { by, now }: Deciding,
  id: string,
  set: {
    state: 'accepted' | 'refused';
    answer: string;
    resource_id?: string;
    published_version?: number;
  },
): Promise<void> {
  await tx
    .updateTable('resource_contributions')
    // A link that never served serves no more.
    .set({ ...set, decided_by: by.id, decided_at: now, token_hash: null })
    .where('id', '=', id)
    .execute();
}

/** At the address that was confirmed; none was for many reports. */
async function tell(
  tx: Db,
  { publicUrl }: Deciding,
  { id, accountId, email, confirmedAt, kind }: Contribution,
  decision: { title: string; path: string | null; accepted: boolean; answer: string },
): Promise<void> {
  const to = accountId === null ? (confirmedAt === null ? null : email) : await addressOf(tx, accountId);
  if (to)
    await queueMail(tx, {
      to,
      key: `contribution:${id}:decided`,
      ...decisionNotice(publicUrl, { kind, ...decision }),
    });
}

/** Holds a contribution that still waits, so that it is decided once. */
async function hold(tx: Db, id: string): Promise<void> {
  const row = await tx
    .selectFrom('resource_contributions')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row?.state !== 'waiting')
    throw new Refusal('Cette contribution n’attend plus : elle vient d’être traitée.');
}
