import {
  deliverablesOf,
  findPlacedDocument,
  forgetHiddenDocuments,
  hideDocument,
  onPlacedDocument,
  type PlacedDocument,
  restoreHiddenDocument,
} from '../../documents/index.ts';
import type { ReportableKind, ReportedThing } from '../reportable.ts';

/** The files of the documents of a group, with all their versions. */
export const documents: ReportableKind = {
  kind: 'document',
  segment: 'fichiers',
  words: {
    name: 'Fichier',
    the: 'le fichier',
    this: 'Ce fichier',
    your: 'Votre fichier',
    made: 'envoyé',
    where: (label) => `« ${label} »`,
    hiding:
      'Il quitte son dossier, avec toutes ses versions ; le motif reste à sa place. Seuls son auteur et la modération l’ouvrent encore.',
    hidden: 'Les autres membres ne l’ouvrent plus ; ils voient ce motif à sa place.',
    readers: 'les membres du groupe à la place du fichier',
  },
  isMarkdown: false,
  async find(deps, request, id, act) {
    const verb = act === 'report' ? 'document.report' : 'document.moderate';
    const { actor, document } = await onPlacedDocument(deps, request, id, verb);
    return { actor, thing: thingOf(document) };
  },
  async peek(db, id) {
    const document = await findPlacedDocument(db, id);
    return document && thingOf(document);
  },
  hide: hideDocument,
  async whereHidden(db, id) {
    const row = await db
      .selectFrom('documents')
      .innerJoin('groups', 'groups.id', 'documents.group_id')
      .select('groups.slug')
      .where('documents.id', '=', id)
      .where('documents.hidden_at', 'is not', null)
      .where('documents.deleted_at', 'is', null)
      .executeTakeFirst();
    return row ? `/espace/groupes/${row.slug}/documents/${id}` : null;
  },
  async publishedFrom(db, id) {
    const made = await deliverablesOf(db, id);
    return made
      .filter(({ state }) => state === 'published')
      .map(({ title, slug }) => ({ title, href: `/livrables/${slug}` }));
  },
  restore: restoreHiddenDocument,
  forget: forgetHiddenDocuments,
};

function thingOf({
  id,
  name,
  newest,
  note,
  madeBy,
  madeByName,
  group,
  isBinned,
}: PlacedDocument): ReportedThing {
  const base = `/espace/groupes/${group.slug}/documents`;
  return {
    id,
    groupId: group.id,
    authorId: madeBy,
    authorName: madeByName,
    label: name,
    text: [`${name}, version ${newest}`, note].filter((line) => line !== '').join('\n'),
    files: 0,
    href: isBinned ? `${base}/corbeille` : `${base}/${id}`,
  };
}
