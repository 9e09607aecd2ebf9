import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { authorise, found, notFound } from '../../platform/http/index.ts';
import { askToOpen, findGroup, type Group } from '../groups/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import type { Act } from './act.ts';
import { can, type DocumentFacts, type DocumentVerb } from './policy.ts';
import {
  type DocumentLine,
  type FolderLine,
  findKeptDocument,
  findPlacedDocument,
  foldersOf,
  type PlacedDocument,
} from './queries.ts';

export interface InDocuments {
  group: Group;
  actor: Actor;
  /** Address of the group's documents. */
  base: string;
}

export interface OnDocument extends InDocuments {
  document: DocumentLine;
}

export interface OnFolder extends InDocuments {
  folder: FolderLine;
  folders: ReadonlyMap<string, FolderLine>;
}

/** Checks the verb on the documents of the group of the address; for those outside it, there are none. */
export function inDocuments(deps: Deps, verb: DocumentVerb) {
  return async (request: FastifyRequest, { slug }: { slug: string }): Promise<InDocuments> => {
    const actor = signedIn(request);
    const group = found(await findGroup(deps.db, slug));
    const allowed = can(actor, verb, { group });
    // How much a group may send is told to whoever does not read what it sent.
    if (!allowed) askToOpen(actor, group);
    if (!allowed && !can(actor, 'document.read', { group })) notFound();
    authorise(request, verb, allowed);
    return { group, actor, base: `/espace/groupes/${group.slug}/documents` };
  };
}

/** Checks the verb on the document of the address; a hidden one is there for those alone who still open it. */
export function onDocument(deps: Deps, verb: DocumentVerb, { hiddenToo = false } = {}) {
  return async (request: FastifyRequest, params: { slug: string; id: string }): Promise<OnDocument> => {
    const access = await inDocuments(deps, 'document.read')(request, params);
    const document = found(await findKeptDocument(deps.db, access.group.id, params.id), noDocument);
    const facts = { group: access.group, madeBy: document.madeBy };
    if (document.hidden && !(hiddenToo && opensHidden(access.actor, facts))) notFound(noDocument);
    authorise(request, verb, can(access.actor, verb, facts));
    return { ...access, document };
  };
}

const noDocument = 'Ce fichier n’existe pas.';

/** A hidden document is still opened by who made it and by those who moderate. */
function opensHidden(actor: Actor, facts: DocumentFacts): boolean {
  return facts.madeBy === actor.id || can(actor, 'document.moderate', facts);
}

/** Checks the verb on a document that is known by its id alone; for those outside its group, it does not exist. */
export async function onPlacedDocument(
  deps: Deps,
  request: FastifyRequest,
  id: string,
  verb: 'document.report' | 'document.moderate',
): Promise<{ actor: Actor; document: PlacedDocument }> {
  const actor = signedIn(request);
  const document = await findPlacedDocument(deps.db, id);
  if (document) askToOpen(actor, document.group);
  if (!document || document.isBinned || !can(actor, 'document.read', document)) return notFound(noDocument);
  authorise(request, verb, can(actor, verb, document));
  return { actor, document };
}

/** Checks the verb on the folder of the address. */
export function onFolder(deps: Deps, verb: DocumentVerb) {
  return async (request: FastifyRequest, params: { slug: string; folder: string }): Promise<OnFolder> => {
    const access = await inDocuments(deps, 'document.read')(request, params);
    const folders = await foldersOf(deps.db, access.group.id);
    const folder = found(folders.get(params.folder), 'Ce dossier n’existe pas.');
    authorise(request, verb, can(access.actor, verb, { group: access.group, madeBy: folder.madeBy }));
    return { ...access, folder, folders };
  };
}

export function actOf(deps: Deps, actor: Actor): Act {
  return { by: { id: actor.id, name: actor.name }, now: deps.clock.now() };
}
