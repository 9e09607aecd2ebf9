import { sql } from 'kysely';
import type { CharterEventKind, Db, PledgeState, SignatoryKind } from '../../platform/database/index.ts';
import { found, pageCount } from '../../platform/http/index.ts';
import { parties, partyOfWord } from './parties.ts';
import type { RegisterQuery } from './register-filter.ts';
import { type PublicState, publicStateSql, stateOfWord } from './state.ts';

/** A signature of the register, as the public knows it. */
export interface Signatory {
  id: string;
  slug: string;
  kind: SignatoryKind;
  organisation: string;
  siret: string;
  products: readonly string[];
  version: number;
  state: PublicState;
  publishedAt: Date;
  expiresOn: string;
  /** How many pledges were taken, and how many are kept. */
  pledges: number;
  kept: number;
}

const latestState = sql<PledgeState | null>`(select state from pledge_progress
  where pledge_progress.signature_id = charter_pledges.signature_id and pledge_progress.code = charter_pledges.code
  order by at desc, id desc limit 1)`;

const taken = sql<number>`(select count(*)::integer from charter_pledges where signature_id = charter_signatures.id)`;
const kept = sql<number>`(select count(*)::integer from charter_pledges
  where signature_id = charter_signatures.id and ${latestState} = 'done')`;

function register(db: Db, today: string) {
  return db
    .selectFrom('charter_signatures')
    .select(['id', 'kind', 'organisation', 'siret', 'products', 'version'])
    .select([
      sql<string>`charter_signatures.slug`.as('slug'),
      sql<Date>`charter_signatures.published_at`.as('publishedAt'),
      sql<string>`charter_signatures.expires_on`.as('expiresOn'),
    ])
    .select([publicStateSql(today).as('state'), taken.as('pledges'), kept.as('kept')])
    .where('slug', 'is not', null);
}

const inRegister = (db: Db, charter: string, today: string) =>
  register(db, today).where('charter', '=', charter);

/** The register under filters, in the order of names. */
export async function listSignatories(
  db: Db,
  charter: string,
  query: RegisterQuery,
  { today, perPage }: { today: string; perPage: number },
) {
  let chosen = inRegister(db, charter, today);
  if (query.genre) chosen = chosen.where('kind', '=', partyOfWord(query.genre));
  if (query.etat) chosen = chosen.where(publicStateSql(today), '=', stateOfWord(query.etat));
  if (query.q) {
    const wanted = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
    const digits = query.q.replace(/\s/g, '');
    chosen = chosen.where(
      sql<boolean>`(plain(organisation) like plain(${wanted})
        or plain(array_to_string(products, ' ')) like plain(${wanted})
        or (${/^\d{9,14}$/.test(digits)} and starts_with(siret, ${digits})))`,
    );
  }
  const rows = await chosen
    .select(sql<number>`count(*) over ()::integer`.as('total'))
    .orderBy(sql`plain(organisation)`)
    .orderBy('id')
    .limit(perPage)
    .offset((query.page - 1) * perPage)
    .execute();
  const total = rows[0]?.total ?? 0;
  return {
    items: rows.map(({ total: _, ...row }): Signatory => row),
    total,
    page: query.page,
    pages: pageCount(total, perPage),
  };
}

export interface PledgeTaken {
  code: string;
  plannedOn: string;
  /** The latest first. */
  progress: readonly { at: Date; state: PledgeState; note: string; evidenceUrl: string | null }[];
}

export interface SignatureEvent {
  kind: CharterEventKind;
  at: Date;
  reason: string | null;
  until: string | null;
}

/** A signature with all that its public page tells. */
export interface SignatoryFile extends Signatory {
  perimeter: string;
  textHash: string;
  confirmedAt: Date;
  /** Only as the person chose. */
  named: { name: string; functionTitle: string } | null;
  taken: readonly PledgeTaken[];
  /** Of this signature and of those of the same organisation that it replaces, the latest first. */
  events: readonly SignatureEvent[];
}

export async function findSignatory(
  db: Db,
  charter: string,
  by: { slug: string } | { id: string },
  today: string,
): Promise<SignatoryFile> {
  const row = found(
    await inRegister(db, charter, today)
      .select(['perimeter', 'text_hash', 'signatory_name', 'signatory_function', 'is_named'])
      .select(sql<Date>`charter_signatures.confirmed_at`.as('confirmedAt'))
      .where((eb) => ('slug' in by ? eb('slug', '=', by.slug) : eb('id', '=', by.id)))
      .executeTakeFirst(),
    'Ce signataire n’est pas au registre.',
  );
  const [pledges, progress, events] = await Promise.all([
    db
      .selectFrom('charter_pledges')
      .select(['code', 'planned_on as plannedOn'])
      .where('signature_id', '=', row.id)
      .orderBy('planned_on')
      .orderBy('code')
      .execute(),
    db
      .selectFrom('pledge_progress')
      .select(['code', 'at', 'state', 'note', 'evidence_url as evidenceUrl'])
      .where('signature_id', '=', row.id)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(500)
      .execute(),
    db
      .selectFrom('charter_events')
      .innerJoin('charter_signatures', 'charter_signatures.id', 'charter_events.signature_id')
      .select(['charter_events.kind', 'at', 'reason', 'until'])
      .where('charter', '=', charter)
      .where('siret', '=', row.siret)
      .orderBy('at', 'desc')
      .orderBy('charter_events.id', 'desc')
      .limit(200)
      .execute(),
  ]);
  const { text_hash, signatory_name: name, signatory_function: functionTitle, is_named, ...signatory } = row;
  return {
    ...signatory,
    textHash: text_hash,
    named: is_named && name && functionTitle ? { name, functionTitle } : null,
    taken: pledges.map(({ code, plannedOn }) => ({
      code,
      plannedOn,
      progress: progress
        .filter((one) => one.code === code)
        .map(({ at, state, note, evidenceUrl }) => ({ at, state, note, evidenceUrl })),
    })),
    events,
  };
}

export interface Figures {
  byState: Readonly<Record<PublicState, number>>;
  /** In force only. */
  byKind: Readonly<Record<SignatoryKind, number>>;
  pledges: number;
  kept: number;
}

/** What the register of a charter counts today. */
export async function figuresOf(db: Db, charter: string, today: string): Promise<Figures> {
  return figuresFrom(await countRegister(db, [charter], today));
}

/** Each of these charters with what its register counts today. */
export async function withFigures<T extends { slug: string }>(db: Db, charters: readonly T[], today: string) {
  const rows = await countRegister(
    db,
    charters.map(({ slug }) => slug),
    today,
  );
  const byCharter = Map.groupBy(rows, ({ charter }) => charter);
  return charters.map((charter) => ({ charter, figures: figuresFrom(byCharter.get(charter.slug) ?? []) }));
}

type Counted = Awaited<ReturnType<typeof countRegister>>[number];

async function countRegister(db: Db, charters: readonly string[], today: string) {
  return db
    .selectFrom(
      register(db, today)
        .select('charter')
        .where('charter', '=', sql<string>`any(${charters}::text[])`)
        .as('register'),
    )
    .select(['charter', 'state', 'kind'])
    .select([
      sql<number>`count(*)::integer`.as('count'),
      sql<number>`sum(pledges)::integer`.as('pledges'),
      sql<number>`sum(kept)::integer`.as('kept'),
    ])
    .groupBy(['charter', 'state', 'kind'])
    .execute();
}

function figuresFrom(rows: readonly Counted[]): Figures {
  const inForce = rows.filter(({ state }) => state === 'in_force');
  const total = (of: readonly Counted[], what: 'count' | 'pledges' | 'kept') =>
    of.reduce((sum, row) => sum + row[what], 0);
  const counted = (state: PublicState) =>
    total(
      rows.filter((row) => row.state === state),
      'count',
    );
  const ofKind = (kind: SignatoryKind) =>
    total(
      inForce.filter((row) => row.kind === kind),
      'count',
    );
  const [etat, associations, vendors, authorities] = parties.map(ofKind);
  return {
    byState: {
      in_force: counted('in_force'),
      expired: counted('expired'),
      suspended: counted('suspended'),
      withdrawn: counted('withdrawn'),
    },
    byKind: {
      etat: etat ?? 0,
      associations: associations ?? 0,
      vendors: vendors ?? 0,
      authorities: authorities ?? 0,
    },
    pledges: total(inForce, 'pledges'),
    kept: total(inForce, 'kept'),
  };
}

export interface RegisterEvent extends SignatureEvent {
  id: number;
  slug: string;
  organisation: string;
  signatoryKind: SignatoryKind;
}

/** The latest of the register, for its feed. */
export async function latestEvents(db: Db, charter: string): Promise<RegisterEvent[]> {
  return db
    .selectFrom('charter_events')
    .innerJoin('charter_signatures', 'charter_signatures.id', 'charter_events.signature_id')
    .select(['charter_events.id', 'charter_events.kind', 'at', 'reason', 'until', 'organisation'])
    .select(['charter_signatures.kind as signatoryKind', sql<string>`slug`.as('slug')])
    .where('charter', '=', charter)
    .where('slug', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('charter_events.id', 'desc')
    .limit(50)
    .execute();
}

/** Where a signature stands, whether or not it still is in the register. */
export async function stateNow(db: Db, id: string, today: string) {
  const row = await db
    .selectFrom('charter_signatures')
    .select(['charter', 'slug', 'state', 'expires_on'])
    .select(publicStateSql(today).as('publicState'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  if (row.slug === null) return { kind: 'replaced' as const };
  return {
    kind: 'listed' as const,
    state: row.publicState,
    expiresOn: row.expires_on ?? '',
    href: `/chartes/${row.charter}/signataires/${row.slug}`,
  };
}
