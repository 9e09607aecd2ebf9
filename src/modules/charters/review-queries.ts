import { sql } from 'kysely';
import type { Db, SignatoryKind } from '../../platform/database/index.ts';
import { found, pageCount } from '../../platform/http/index.ts';
import type { SignedBy } from './policy.ts';

export interface Waiting {
  id: string;
  kind: SignatoryKind;
  organisation: string;
  siret: string;
  confirmedAt: Date;
  version: number;
  signedBy: SignedBy;
}

const perPage = 50;

/** What waits to be reviewed, the longest first. */
export async function waitingSignatures(db: Db, charter: string, page: number) {
  const rows = await db
    .selectFrom('charter_signatures')
    .select(['id', 'kind', 'organisation', 'siret', 'confirmed_at', 'version', 'email', 'account_id'])
    .select(sql<number>`count(*) over ()::integer`.as('total'))
    .where('charter', '=', charter)
    .where('state', '=', 'waiting')
    .orderBy('confirmed_at')
    .orderBy('id')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  const total = rows[0]?.total ?? 0;
  const items = rows.map(
    ({ id, kind, organisation, siret, confirmed_at, version, email, account_id }): Waiting => ({
      id,
      kind,
      organisation,
      siret,
      confirmedAt: confirmed_at ?? new Date(0),
      version,
      signedBy: { email, accountId: account_id },
    }),
  );
  return { items, total, page, pages: pageCount(total, perPage) };
}

export async function countWaiting(db: Db, charter: string): Promise<number> {
  const { count } = await db
    .selectFrom('charter_signatures')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('charter', '=', charter)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return count;
}

/** A signature that waits, whole, for those who review it and for who confirms it. */
export interface Reviewed extends Waiting {
  perimeter: string;
  products: readonly string[];
  name: string | null;
  functionTitle: string | null;
  email: string | null;
  isNamed: boolean;
  askedAt: Date;
  pledges: readonly { code: string; plannedOn: string }[];
  /** Others of the same organisation: in the register, or waiting too. */
  others: readonly { id: string; slug: string | null; state: string; organisation: string }[];
}

export async function findSignature(
  db: Db,
  charter: string,
  id: string,
  state: 'waiting' | 'unconfirmed',
): Promise<Reviewed> {
  const row = found(
    await db
      .selectFrom('charter_signatures')
      .selectAll()
      .where('id', '=', id)
      .where('charter', '=', charter)
      .where('state', '=', state)
      .executeTakeFirst(),
    'Cette signature n’est pas à relire.',
  );
  const [pledges, others] = await Promise.all([
    db
      .selectFrom('charter_pledges')
      .select(['code', 'planned_on as plannedOn'])
      .where('signature_id', '=', id)
      .orderBy('planned_on')
      .orderBy('code')
      .execute(),
    db
      .selectFrom('charter_signatures')
      .select(['id', 'slug', 'state', 'organisation'])
      .where('charter', '=', charter)
      .where('siret', '=', row.siret)
      .where('id', '<>', id)
      .where('state', 'in', ['waiting', 'published', 'suspended', 'withdrawn'])
      .orderBy('asked_at')
      .limit(20)
      .execute(),
  ]);
  return {
    id,
    kind: row.kind,
    organisation: row.organisation,
    siret: row.siret,
    confirmedAt: row.confirmed_at ?? row.asked_at,
    askedAt: row.asked_at,
    version: row.version,
    signedBy: { email: row.email, accountId: row.account_id },
    perimeter: row.perimeter,
    products: row.products,
    name: row.signatory_name,
    functionTitle: row.signatory_function,
    email: row.email,
    isNamed: row.is_named,
    pledges,
    others,
  };
}
