import type { Db, PageKind } from '../../../platform/database/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import { Refusal, type TypedValues } from '../../../platform/http/index.ts';
import { slugOf } from '../../../platform/slug.ts';
import { addImage } from '../images/actions.ts';
import { findImage } from '../images/queries.ts';
import type { By } from '../pages/actions.ts';
import type { PageState } from '../pages/page-state.ts';
import { permalinkProblem } from '../pages/permalink.ts';
import type { PageInput } from './schemas.ts';

/** What the form asks the page to be. Keeps the new illustration, if there is one. */
export async function stateOfInput(
  tx: Db,
  store: FileStore,
  input: PageInput,
  before: { kind: PageKind; illustration: string | null; datedOn: string | null },
  by: By,
): Promise<PageState> {
  if (before.kind === 'news' && input.date === null) {
    throw new Refusal('Indiquez la date de l’actualité.', 'date');
  }
  const kept = input.retirer_illustration ? null : before.illustration;
  // An imported page may name an image that nobody brought: there is nothing to describe.
  const isShown = input.illustration !== undefined || (kept !== null && (await findImage(tx, kept)) !== null);
  if (isShown && input.illustration_alt === '') {
    throw new Refusal('Décrivez l’illustration en une phrase, pour qui ne la voit pas.', 'illustration_alt');
  }
  const illustration = input.illustration
    ? await addImage(tx, store, input.illustration, 'illustration', by)
    : kept;
  return {
    kind: before.kind,
    title: input.titre,
    permalink: input.permalien || permalinkOf(before.kind, input.titre),
    summary: input.resume,
    body: input.corps,
    published: input.etat === 'publiee',
    menuTitle: input.menu_titre === '' ? null : input.menu_titre,
    menuWeight: input.menu_titre === '' ? null : (input.menu_rang ?? 0),
    illustration,
    illustrationAlt: illustration === null ? '' : input.illustration_alt,
    datedOn: before.kind === 'news' ? input.date : before.datedOn,
    toVerify: input.a_verifier,
  };
}

/** The address of a page whose editor gave none. */
function permalinkOf(kind: PageKind, title: string): string {
  const permalink =
    kind === 'news' ? `/actualites/${slugOf(title, 'actualite')}/` : `/${slugOf(title, 'page')}`;
  const problem = permalinkProblem(permalink);
  if (problem) throw new Refusal(`Donnez une adresse à cette page. ${problem}`, 'permalien');
  return permalink;
}

export function valuesOfState(state: PageState, version: number): TypedValues {
  return {
    version: String(version),
    titre: state.title,
    permalien: state.permalink,
    resume: state.summary,
    date: state.datedOn ?? '',
    corps: state.body,
    etat: state.published ? 'publiee' : 'brouillon',
    ...(state.toVerify ? { a_verifier: 'on' } : {}),
    menu_titre: state.menuTitle ?? '',
    menu_rang: state.menuWeight === null ? '' : String(state.menuWeight),
    illustration_alt: state.illustrationAlt,
  };
}
