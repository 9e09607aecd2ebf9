import { sql } from 'kysely';
import type { Db, DecisionMode, DecisionState, DecisionVoters, Side } from '../../platform/database/index.ts';
import { perPage, voicesPerPage } from './content.ts';
import { choicesFor, type Quorum, type Rule, type Tally } from './counting.ts';

/** A decision as lists show it. */
export interface DecisionLine {
  id: string;
  groupId: string;
  number: number;
  title: string;
  state: DecisionState;
  mode: DecisionMode;
  isPublic: boolean;
  opensAt: Date | null;
  closesAt: Date | null;
  countedAt: Date | null;
  result: string | null;
  decidedBy: string | null;
  decidedOn: string | null;
}

/** A decision with all that its page shows. */
export interface Decision extends DecisionLine, Rule {
  voters: DecisionVoters | null;
  body: string;
  motivation: string;
  quorum: Quorum;
  electorate: number | null;
  replacedBy: { number: number; title: string; isPublic: boolean } | null;
  version: number;
  createdBy: string | null;
  createdAt: Date;
  group: { id: string; slug: string; title: string; closed: boolean };
}

function selectDecisions(db: Db) {
  return db
    .selectFrom('decisions')
    .innerJoin('groups', 'groups.id', 'decisions.group_id')
    .leftJoin('decisions as newer', 'newer.id', 'decisions.replaced_by')
    .selectAll('decisions')
    .select([
      'groups.slug as group_slug',
      'groups.title as group_title',
      'groups.state as group_state',
      'newer.number as newer_number',
      'newer.title as newer_title',
      'newer.is_public as newer_public',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDecisions>['executeTakeFirstOrThrow']>>;

function toDecision(row: Row): Decision {
  return {
    id: row.id,
    groupId: row.group_id,
    number: row.number,
    title: row.title,
    state: row.state,
    mode: row.mode,
    isPublic: row.is_public,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    countedAt: row.counted_at,
    result: row.result,
    decidedBy: row.decided_by,
    decidedOn: row.decided_on,
    voters: row.voters,
    bySide: row.by_side,
    secret: row.secret,
    options: row.options,
    body: row.body,
    motivation: row.motivation,
    quorum:
      row.quorum_count !== null
        ? { count: row.quorum_count }
        : row.quorum_percent !== null
          ? { percent: row.quorum_percent }
          : null,
    electorate: row.electorate,
    replacedBy:
      row.newer_number !== null && row.newer_title !== null
        ? { number: row.newer_number, title: row.newer_title, isPublic: row.newer_public === true }
        : null,
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at,
    group: {
      id: row.group_id,
      slug: row.group_slug,
      title: row.group_title,
      closed: row.group_state === 'closed',
    },
  };
}

/** Null when this group has no decision of this number. */
export async function findDecision(db: Db, groupId: string, number: number): Promise<Decision | null> {
  const row = await selectDecisions(db)
    .where('decisions.group_id', '=', groupId)
    .where('decisions.number', '=', number)
    .executeTakeFirst();
  return row ? toDecision(row) : null;
}

export async function findDecisionById(db: Db, id: string): Promise<Decision | null> {
  const row = await selectDecisions(db).where('decisions.id', '=', id).executeTakeFirst();
  return row ? toDecision(row) : null;
}

export interface DecisionList {
  items: DecisionLine[];
  /** By state, whatever the filter. */
  counts: Partial<Record<DecisionState, number>>;
  total: number;
  page: number;
  pages: number;
}

/** A page of the register of a group, the last first. */
export async function listDecisions(
  db: Db,
  groupId: string,
  { state, page, publicOnly }: { state?: DecisionState; page: number; publicOnly: boolean },
): Promise<DecisionList> {
  let seen = db.selectFrom('decisions').where('group_id', '=', groupId);
  if (publicOnly) seen = seen.where('is_public', '=', true);
  const rows = await seen
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const counts = Object.fromEntries(rows.map((row) => [row.state, row.count]));
  const total = rows.reduce((sum, row) => sum + (!state || row.state === state ? row.count : 0), 0);
  const pages = Math.max(1, Math.ceil(total / perPage));
  const shown = Math.min(page, pages);
  let items = seen;
  if (state) items = items.where('state', '=', state);
  const lines = await items
    .select([
      'id',
      'group_id as groupId',
      'number',
      'title',
      'state',
      'mode',
      'is_public as isPublic',
      'opens_at as opensAt',
      'closes_at as closesAt',
      'counted_at as countedAt',
      'result',
      'decided_by as decidedBy',
      'decided_on as decidedOn',
    ])
    .orderBy('number', 'desc')
    .limit(perPage)
    .offset((shown - 1) * perPage)
    .execute();
  return { items: lines, counts, total, page: shown, pages };
}

/** Decisions of a group whose voices are still awaited, the first to close first: for its home. */
export async function openDecisions(db: Db, groupId: string, now: Date): Promise<DecisionLine[]> {
  return db
    .selectFrom('decisions')
    .where('group_id', '=', groupId)
    .where('state', 'in', ['proposed', 'open'])
    .where('opens_at', '<=', now)
    .where('closes_at', '>', now)
    .select([
      'id',
      'group_id as groupId',
      'number',
      'title',
      'state',
      'mode',
      'is_public as isPublic',
      'opens_at as opensAt',
      'closes_at as closesAt',
      'counted_at as countedAt',
      'result',
      'decided_by as decidedBy',
      'decided_on as decidedOn',
    ])
    .orderBy('closes_at')
    .limit(10)
    .execute();
}

/** How many decisions of a group everybody may read. */
export async function countPublicDecisions(db: Db, groupId: string): Promise<number> {
  const { count } = await db
    .selectFrom('decisions')
    .where('group_id', '=', groupId)
    .where('is_public', '=', true)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Those that may replace a decision of this group: adopted ones, the last first. */
export async function successorsOf(db: Db, { id, groupId }: Decision) {
  return db
    .selectFrom('decisions')
    .where('group_id', '=', groupId)
    .where('state', '=', 'adopted')
    .where('id', '<>', id)
    .select(['id', 'number', 'title'])
    .orderBy('number', 'desc')
    .limit(500)
    .execute();
}

/** The voices, by side and choice: of a named vote the last of each voter, of a secret one the sums. */
export async function talliesOf(db: Db, { id, secret }: Pick<Decision, 'id' | 'secret'>): Promise<Tally[]> {
  if (secret) {
    const rows = await db
      .selectFrom('decision_tallies')
      .where('decision_id', '=', id)
      .where('count', '>', 0)
      .select(['side', 'choice', 'count', 'reservations'])
      .execute();
    return rows.map((row) => ({
      ...row,
      side: row.side === 'etat' || row.side === 'collectivites' ? row.side : ('none' as const),
    }));
  }
  const { rows } = await sql<{ side: Side | null; choice: string; count: number; reservations: string[] }>`
    select side, choice, count(*) as count,
      coalesce(array_agg(reservation order by reservation) filter (where reservation <> ''), '{}') as reservations
    from (select distinct on (voter) side, choice, reservation from decision_voices
      where decision_id = ${id} order by voter, number desc) as last
    group by side, choice`.execute(db);
  return rows.map((row) => ({ ...row, side: row.side ?? 'none' }));
}

/** How many could vote today: people who take part, or the bodies where they work. */
export async function electorateOf(
  db: Db,
  { groupId, voters }: Pick<Decision, 'groupId' | 'voters'>,
): Promise<number> {
  const { people, bodies } = await db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .where('memberships.group_id', '=', groupId)
    .where('memberships.role', '<>', 'observer')
    .where('accounts.state', '=', 'active')
    .select((eb) => [
      eb.fn.countAll<number>().as('people'),
      sql<number>`count(distinct coalesce('organisation:' || organisation_slug, authority_id))`.as('bodies'),
    ])
    .executeTakeFirstOrThrow();
  return voters === 'organisation' ? bodies : people;
}

export interface Voice {
  who: string;
  /** Whose voice it is, where a person gave that of a body. */
  body: string | null;
  choice: string;
  reservation: string;
  at: Date;
  counts: boolean;
}

/** A page of the voices of a named vote, the last given first. */
export async function listVoices(
  db: Db,
  decision: Decision,
  page: number,
): Promise<{ voices: Voice[]; total: number }> {
  const { rows } = await sql<Voice & { code: string; total: number }>`
    select coalesce(a.name, 'Compte supprimé') as who,
      case when v.voter like 'person:%' then null else coalesce(o.name, c.name) end as body,
      v.choice as code, v.reservation, v.cast_at as at,
      not exists (select from decision_voices later where later.decision_id = v.decision_id
        and later.voter = v.voter and later.number > v.number) as counts,
      count(*) over () as total
    from decision_voices v
    left join accounts a on a.id = v.account_id
    left join organisations o on 'organisation:' || o.slug = v.voter
    left join authorities c on c.id = v.voter
    where v.decision_id = ${decision.id}
    order by v.number desc limit ${voicesPerPage} offset ${(page - 1) * voicesPerPage}`.execute(db);
  const labels = new Map(choicesFor(decision).map(({ code, label }) => [code, label]));
  return {
    voices: rows.map(({ code, total: _total, ...voice }) => ({ ...voice, choice: labels.get(code) ?? code })),
    total: rows[0]?.total ?? 0,
  };
}

/** Who gave a voice in a secret vote, by name: never what. */
export async function listAttendance(db: Db, decisionId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select case when v.voter like 'person:%' then coalesce(a.name, 'Compte supprimé') else coalesce(o.name, c.name, v.voter) end as name
    from decision_attendance v
    left join accounts a on a.id = v.account_id
    left join organisations o on 'organisation:' || o.slug = v.voter
    left join authorities c on c.id = v.voter
    where v.decision_id = ${decisionId} order by plain(coalesce(a.name, '')), 1 limit 1000`.execute(db);
  return rows.map(({ name }) => name);
}

export interface OwnVoice {
  /** Of a named vote: what was answered, and by whom for the same body. */
  choice: string | null;
  reservation: string;
}

/** What this voter last said; of a secret vote, only that they did. Null for nothing. */
export async function ownVoice(db: Db, { id, secret }: Decision, voter: string): Promise<OwnVoice | null> {
  if (secret) {
    const there = await db
      .selectFrom('decision_attendance')
      .where('decision_id', '=', id)
      .where('voter', '=', voter)
      .select('voter')
      .executeTakeFirst();
    return there ? { choice: null, reservation: '' } : null;
  }
  const last = await db
    .selectFrom('decision_voices')
    .where('decision_id', '=', id)
    .where('voter', '=', voter)
    .select(['choice', 'reservation'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? null;
}
