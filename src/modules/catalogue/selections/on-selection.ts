import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { authorise, found, notFound } from '../../../platform/http/index.ts';
import { signedIn } from '../../identity/index.ts';
import { keeps, selectionsKeptBy } from './policy.ts';
import { findAnySelection, type Selection } from './selection.ts';

export const unknownSelection = 'Cette sélection n’existe pas.';

/** The selection of the address, and whether its reader keeps it: a draft does not exist for those who do not. */
export async function seenSelection(
  deps: Deps,
  { actor }: Pick<FastifyRequest, 'actor'>,
  slug: string,
): Promise<{ selection: Selection; mayEdit: boolean }> {
  const selection = found(await findAnySelection(deps.db, slug), unknownSelection);
  const mayEdit = keeps(await selectionsKeptBy(deps, actor), selection);
  if (!selection.published && !mayEdit) notFound(unknownSelection);
  return { selection, mayEdit };
}

/** Loads the selection of the address for whoever keeps it. */
export const onSelection =
  (deps: Deps) =>
  async (request: FastifyRequest, { slug }: { slug: string }) => {
    const { selection, mayEdit } = await seenSelection(deps, request, slug);
    authorise(request, 'selection.edit', mayEdit);
    return { selection, actor: signedIn(request) };
  };
