import type { Db } from '../../../platform/database/index.ts';
import type { ConvertedPage } from '../jekyll/index.ts';
import { type By, createPage, editPage } from '../pages/actions.ts';
import { type PageState, pageState, sameState } from '../pages/page-state.ts';
import { normalPermalink, permalinkProblem, withoutSlash } from '../pages/permalink.ts';

export interface Stored {
  outcome: 'created' | 'updated' | 'unchanged';
  /** The version that somebody wrote since the last import, which the new one now covers. */
  coveredVersion?: number;
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
  const existing = await tx
    .selectFrom('pages')
    .select(['id', 'version'])
    .where((eb) => eb(eb.fn('rtrim', ['permalink', eb.val('/')]), '=', withoutSlash(state.permalink)))
    .forUpdate()
    .executeTakeFirst();
  if (!existing) {
    await createPage(tx, state, by, 'jekyll');
    return { outcome: 'created' };
  }
  const imported = await tx
    .selectFrom('page_versions')
    .select(['version', 'content'])
    .where('page_id', '=', existing.id)
    .where('origin', '=', 'jekyll')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (imported && sameState(pageState.parse(imported.content), state)) return { outcome: 'unchanged' };
  const { changed } = await editPage(tx, existing.id, null, state, by, 'jekyll');
  if (!changed) return { outcome: 'unchanged' };
  const edited = existing.version !== imported?.version;
  return { outcome: 'updated', coveredVersion: edited ? existing.version : undefined };
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
    datedOn: page.kind === 'news' && page.date ? parisDay.format(page.date) : null,
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
