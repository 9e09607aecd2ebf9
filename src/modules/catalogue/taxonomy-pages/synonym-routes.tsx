import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { type App, Conflict, fields, formPage, found } from '../../../platform/http/index.ts';
import {
  editSynonyms,
  findSynonyms,
  listSynonyms,
  removeSynonyms,
  writeSynonyms,
} from '../../../platform/search/index.ts';
import { Confirmation } from '../../../ui/index.ts';
import { record } from '../../audit/index.ts';
import { byOf } from '../access.ts';
import { access, asTeam, taxonomyMeta } from './as-team.ts';
import { ofSynonyms, synonymFields } from './schemas.ts';
import { home, SynonymForm, SynonymsPage } from './views/pages.tsx';

/** The words that the search takes for one another. */
export function synonymRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const here = `${home}/synonymes`;
  const crumb = { label: 'Synonymes', href: here };
  const thingOf = (id: string, words: readonly string[]) => ({
    type: 'synonyms',
    id,
    label: words.join(', ').slice(0, 200),
  });
  const load = async (request: FastifyRequest, { id }: { id: string }) => {
    const actor = asTeam(request);
    return { actor, group: found(await findSynonyms(db, id)) };
  };

  app.get(here, { config: { access } }, async (request, reply) => {
    asTeam(request);
    return reply.page(taxonomyMeta('Synonymes'), <SynonymsPage groups={await listSynonyms(db)} />);
  });

  formPage(app, deps, {
    path: `${here}/nouveau`,
    access,
    body: synonymFields,
    load: asTeam,
    show: ({ form }) => ({
      meta: taxonomyMeta('Ajouter des synonymes', crumb),
      body: <SynonymForm form={form} title="Ajouter un groupe de synonymes" />,
    }),
    submit: async ({ tx, input: { mots }, thing: actor }) => {
      await writeSynonyms(tx, [mots]);
      await record(tx, {
        actor: byOf(deps, actor).by,
        verb: 'taxonomy.add-synonyms',
        thing: thingOf(mots[0] ?? '', mots),
      });
      return { location: here, notice: 'Le groupe est ajouté.' };
    },
  });

  formPage(app, deps, {
    path: `${here}/:id/modifier`,
    access,
    params: ofSynonyms,
    body: { ...synonymFields, version: fields.version },
    load,
    initial: ({ thing: { group } }) => ({ mots: group.words.join('\n'), version: String(group.version) }),
    show: ({ form }) => ({
      meta: taxonomyMeta('Modifier des synonymes', crumb),
      body: <SynonymForm form={form} title="Modifier un groupe de synonymes" />,
    }),
    submit: async ({ tx, input: { mots, version }, params: { id }, thing: { actor } }) => {
      if (!(await editSynonyms(tx, { id, words: mots, version }))) {
        const current = found(await findSynonyms(tx, id));
        throw new Conflict(
          'Quelqu’un a modifié ce groupe pendant que vous écriviez.',
          { mots: current.words.join('\n') },
          current.version,
        );
      }
      await record(tx, {
        actor: byOf(deps, actor).by,
        verb: 'taxonomy.edit-synonyms',
        thing: thingOf(id, mots),
      });
      return { location: here, notice: 'Le groupe est à jour.' };
    },
  });

  formPage(app, deps, {
    path: `${here}/:id/suppression`,
    access,
    params: ofSynonyms,
    load,
    show: ({ form, thing: { group } }) => ({
      meta: taxonomyMeta('Supprimer des synonymes', crumb),
      body: (
        <Confirmation
          about="Synonymes de la recherche"
          question="Supprimer ce groupe ?"
          warning={`Ces mots ne se chercheront plus l’un pour l’autre : ${group.words.join(', ')}.`}
          act="Supprimer"
          form={form}
          cancelHref={here}
        />
      ),
    }),
    submit: async ({ tx, thing: { actor, group } }) => {
      await removeSynonyms(tx, group.id);
      await record(tx, {
        actor: byOf(deps, actor).by,
        verb: 'taxonomy.remove-synonyms',
        thing: thingOf(group.id, group.words),
      });
      return { location: here, notice: 'Le groupe est supprimé.' };
    },
  });
}
