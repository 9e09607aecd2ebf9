import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Conflict, notFound } from '../../platform/http/index.ts';
import { freeSlug, slugOf } from '../../platform/slug.ts';
import { type AuditEvent, record } from '../audit/index.ts';
import { listFlags } from './flags.ts';
import type { FlagInput } from './schemas.ts';

interface Writing {
  by: NonNullable<AuditEvent['actor']>;
  now: Date;
}

const longestCode = 60;

const columnsOf = ({ question, fait, contraire, aide }: FlagInput) => ({
  question,
  fact: fait,
  contrary: contraire,
  help: aide === '' ? null : aide,
});

/** Adds a question; returns its code, made from it once and for all: rules and answers go by it. */
export async function createFlag(tx: Db, input: FlagInput, { by, now }: Writing): Promise<string> {
  const whole = slugOf(input.question, 'question');
  const wanted = whole.length > longestCode ? whole.slice(0, longestCode).replace(/-[^-]*$/, '') : whole;
  // Two at once would want the same free code: the second waits.
  await sql`lock table flags in share row exclusive mode`.execute(tx);
  const code = freeSlug(wanted, new Set((await listFlags(tx)).keys()));
  await tx
    .insertInto('flags')
    .values({ ...columnsOf(input), code, updated_at: now })
    .execute();
  await record(tx, { actor: by, verb: 'flag.create', thing: thingOf(code, input) });
  return code;
}

/** Rewrites the words of a question. Throws Conflict when it is no longer at `version`. */
export async function editFlag(
  tx: Db,
  code: string,
  { version, ...input }: FlagInput & { version: number },
  { by, now }: Writing,
): Promise<void> {
  const updated = await tx
    .updateTable('flags')
    .set({ ...columnsOf(input), version: version + 1, updated_at: now })
    .where('code', '=', code)
    .where('version', '=', version)
    .returning('code')
    .executeTakeFirst();
  if (!updated) {
    const current = (await listFlags(tx)).get(code) ?? notFound();
    const { question, fact, contrary, help } = current;
    throw new Conflict(
      'Quelqu’un a modifié cette question entre-temps.',
      { question, fait: fact, contraire: contrary, aide: help ?? '' },
      current.version,
    );
  }
  await record(tx, { actor: by, verb: 'flag.edit', thing: thingOf(code, input) });
}

const thingOf = (code: string, { question }: FlagInput) => ({ type: 'flag', id: code, label: question });
