import { type Db, type PageOrigin, violates } from '../../../platform/database/index.ts';
import { Conflict, Refusal } from '../../../platform/http/index.ts';
import { indexEntry, removeEntry } from '../../../platform/search/index.ts';
import { record } from '../../audit/index.ts';
import { wordsIn } from './document.ts';
import { columnsOf, type PageState, sameState, stateOf, wordsOf } from './page-state.ts';
import { hrefOf } from './permalink.ts';
import { findVersion } from './queries.ts';

/** Who does it, and when; no actor for what the product or a command does. */
export interface By {
  actor: { id: string; name: string } | null;
  now: Date;
}

const duplicate = 'Une autre page a déjà cette adresse.';

export async function createPage(
  tx: Db,
  state: PageState,
  { actor, now }: By,
  origin: PageOrigin = 'editor',
) {
  await refuseTakenAddress(tx, state.permalink, null);
  const { id } = await tx
    .insertInto('pages')
    .values({ ...columnsOf(state), created_by: actor?.id ?? null, created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(tellDuplicate);
  await keepVersion(tx, id, 1, state, { actor, now }, origin);
  await index(tx, id, state);
  if (origin !== 'content') await tell(tx, actor, 'page.create', id, state, { origin });
  if (origin !== 'content' && state.published) await tell(tx, actor, 'page.publish', id, state);
  return id;
}

/**
 * Makes `state` the page's present version. Nothing is written when it is the same already.
 * @param version the version that the editor had before their eyes; throws Conflict when it is no longer the last.
 */
export async function editPage(
  tx: Db,
  id: string,
  version: number | null,
  state: PageState,
  { actor, now }: By,
  origin: PageOrigin = 'editor',
): Promise<{ changed: boolean; version: number }> {
  const row = await tx
    .selectFrom('pages')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = stateOf(row);
  if (sameState(before, state)) return { changed: false, version: row.version };
  if (version !== null && version !== row.version) throw conflict(before, state, row.version);
  if (state.permalink !== before.permalink) await refuseTakenAddress(tx, state.permalink, id);
  await tx
    .updateTable('pages')
    .set({ ...columnsOf(state), version: row.version + 1, updated_at: now })
    .where('id', '=', id)
    .execute()
    .catch(tellDuplicate);
  await keepVersion(tx, id, row.version + 1, state, { actor, now }, origin);
  await index(tx, id, state);
  const verb = origin === 'jekyll' ? 'page.import' : origin === 'restore' ? 'page.restore' : 'page.edit';
  await tell(tx, actor, verb, id, state, { version: row.version + 1, fields: changedFields(before, state) });
  if (state.published !== before.published) {
    await tell(tx, actor, state.published ? 'page.publish' : 'page.unpublish', id, state);
  }
  return { changed: true, version: row.version + 1 };
}

/** Takes the page off the site; it stays with the drafts, its history whole. */
export async function unpublishPage(tx: Db, id: string, by: By): Promise<void> {
  const row = await tx.selectFrom('pages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  await editPage(tx, id, null, { ...stateOf(row), published: false }, by);
}

/** The words of an older version come back as a new one. Whether the page is published stays as it is. */
export async function restoreVersion(tx: Db, id: string, version: number, by: By): Promise<boolean> {
  const [older, row] = await Promise.all([
    findVersion(tx, id, version),
    tx.selectFrom('pages').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  ]);
  if (!older) return false;
  const state = { ...older.state, kind: row.kind, published: row.published };
  await editPage(tx, id, null, state, by, 'restore');
  return true;
}

/** The transaction goes on after a refusal told here, not after one told by the constraint. */
async function refuseTakenAddress(tx: Db, permalink: string, self: string | null): Promise<void> {
  const other = await tx
    .selectFrom('pages')
    .select(['id', 'title'])
    .where((eb) => eb(eb.fn('rtrim', ['permalink', eb.val('/')]), '=', permalink.replace(/\/+$/, '')))
    .executeTakeFirst();
  if (other && other.id !== self) {
    throw new Refusal(`Une autre page a déjà cette adresse : « ${other.title} ».`, 'permalien');
  }
}

function tellDuplicate(error: unknown): never {
  if (violates(error, 'pages_permalink_once')) throw new Refusal(duplicate, 'permalien');
  throw error;
}

async function keepVersion(
  tx: Db,
  id: string,
  version: number,
  state: PageState,
  { actor, now }: By,
  origin: PageOrigin,
): Promise<void> {
  await tx
    .insertInto('page_versions')
    .values({
      page_id: id,
      version,
      content: JSON.stringify(state),
      actor_id: actor?.id ?? null,
      origin,
      at: now,
    })
    .execute();
}

/** Drafts are found by nobody. */
async function index(tx: Db, id: string, state: PageState): Promise<void> {
  await removeEntry(tx, state.kind === 'news' ? 'page' : 'news', id);
  if (!state.published) return removeEntry(tx, state.kind, id);
  await indexEntry(tx, {
    kind: state.kind,
    key: id,
    url: hrefOf(state.permalink),
    title: state.title,
    summary: state.summary,
    body: wordsIn(state.body),
  });
}

function conflict(before: PageState, mine: PageState, version: number): Conflict {
  const theirs = wordsOf(before);
  const ours = wordsOf(mine);
  const current = Object.fromEntries(Object.entries(theirs).filter(([name, text]) => ours[name] !== text));
  return new Conflict('Quelqu’un a modifié cette page pendant que vous écriviez.', current, version);
}

function changedFields(before: PageState, after: PageState): string[] {
  const words = wordsOf(after);
  return Object.entries(wordsOf(before))
    .filter(([name, text]) => words[name] !== text)
    .map(([name]) => name);
}

async function tell(
  tx: Db,
  actor: By['actor'],
  verb: string,
  id: string,
  state: PageState,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await record(tx, { actor, verb, thing: { type: 'page', id, label: state.title }, detail });
}
