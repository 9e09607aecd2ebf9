import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import type { ConvertedPage } from '../jekyll/index.ts';
import { type By, createPage, editPage } from '../pages/actions.ts';
import { type PageState, pageState, sameState } from '../pages/page-state.ts';
import { normalPermalink, permalinkProblem, withoutSlash } from '../pages/permalink.ts';

export interface Stored {
  outcome: 'created' | 'updated' | 'unchanged';
  /** The version that somebody wrote since the last import, which the new one now covers. */
  coveredVersion?: number;
  /** Where the page answers, when the programme team gave it another address than its file. */
  movedTo?: string;
  /** Its name in the menu, which the file does not give and the import leaves. */
  keptInMenu?: string;
}

/** Why a converted page cannot go in, and the line to mend; null when it can. */
export function storeProblem(page: ConvertedPage): { line: number; message: string } | null {
  const problem = permalinkProblem(normalPermalink(page.permalink));
  if (problem) {
    const line = page.report.find(({ message }) => message.includes('« permalink »'))?.line ?? 1;
    return { line, message: `L’adresse ${page.permalink} ne convient pas. ${problem}` };
  }
  if (page.kind === 'news' && !page.date) {
    return { line: 1, message: 'Une actualité porte une date : ajoutez « date » à l’en-tête.' };
  }
  return null;
}

/**
 * Writes a converted page in the caller's transaction. A file that says what it said at the last import changes
 * nothing, even when somebody has edited the page since.
 */
export async function storePage(tx: Db, page: ConvertedPage, by: By): Promise<Stored> {
  const state = stateOfConverted(page);
  const existing = await findStored(tx, state.permalink);
  if (!existing) {
    await createPage(tx, state, by, 'jekyll');
    return { outcome: 'created' };
  }
  const moved = withoutSlash(existing.permalink) !== withoutSlash(state.permalink);
  const keepsMenu = state.menuTitle === null && existing.menu_title !== null;
  const told = {
    movedTo: moved ? existing.permalink : undefined,
    keptInMenu: keepsMenu ? (existing.menu_title ?? '') : undefined,
  };
  const imported = await tx
    .selectFrom('page_versions')
    .select(['version', 'content'])
    .where('page_id', '=', existing.id)
    .where('origin', '=', 'jekyll')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  // What the file does not decide stays as the programme team left it.
  const kept = {
    ...(moved ? { permalink: existing.permalink } : {}),
    ...(keepsMenu ? { menuTitle: existing.menu_title, menuWeight: existing.menu_weight } : {}),
  };
  if (imported && sameState({ ...pageState.parse(imported.content), ...kept }, { ...state, ...kept }))
    return { outcome: 'unchanged', ...told };
  const { changed } = await editPage(tx, existing.id, null, { ...state, ...kept }, by, 'jekyll');
  if (!changed) return { outcome: 'unchanged', ...told };
  const edited = existing.version !== imported?.version;
  return { outcome: 'updated', coveredVersion: edited ? existing.version : undefined, ...told };
}

/** The page at this address, or else the one that an import once put there and that has moved since. */
async function findStored(tx: Db, permalink: string) {
  const pages = tx
    .selectFrom('pages')
    .select(['pages.id', 'pages.version', 'pages.permalink', 'pages.menu_title', 'pages.menu_weight']);
  const here = await pages
    .where((eb) => eb(eb.fn('rtrim', ['permalink', eb.val('/')]), '=', withoutSlash(permalink)))
    .forUpdate()
    .executeTakeFirst();
  if (here) return here;
  return pages
    .where('pages.id', '=', (eb) =>
      eb
        .selectFrom('page_versions')
        .select('page_id')
        .where('origin', '=', 'jekyll')
        .where(sql<string>`rtrim(content ->> 'permalink', '/')`, '=', withoutSlash(permalink))
        .orderBy('at', 'desc')
        .limit(1),
    )
    .forUpdate()
    .executeTakeFirst();
}

function stateOfConverted(page: ConvertedPage): PageState {
  return {
    kind: page.kind,
    title: clean(page.title),
    permalink: normalPermalink(page.permalink),
    summary: clean(page.summary),
    body: clean(page.body.trim()),
    published: page.published,
    menuTitle: page.menu ? clean(page.menu.title || page.title) : null,
    menuWeight: page.menu ? page.menu.weight : null,
    illustration: page.illustration ? clean(page.illustration.path) : null,
    illustrationAlt: page.illustration ? clean(page.illustration.alt) : '',
    datedOn: page.date ? parisDay.format(page.date) : null,
    toVerify: false,
  };
}

/** Swedish writes days as ISO 8601 does. */
const parisDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });

/** Control characters have no place in a page, and none at all in a feed. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the ones removed
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
}
