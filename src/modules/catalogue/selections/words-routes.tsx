import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  authorise,
  type FormState,
  fields,
  formPage,
  Refusal,
  typedPreview,
} from '../../../platform/http/index.ts';
import { Confirmation, PageHeader } from '../../../ui/index.ts';
import { signedIn } from '../../identity/index.ts';
import { byOf } from '../access.ts';
import { createSelection, deleteSelection, editSelection } from './actions.ts';
import { selectionMeta } from './crumbs.ts';
import { onSelection } from './on-selection.ts';
import { authorsFor, selectionsKeptBy } from './policy.ts';
import { bySlug, selectionHref } from './selection.ts';
import { SelectionForm } from './views/selection-form.tsx';

const wordFields = {
  title: fields.line({ max: 150, required: 'Indiquez un titre.' }),
  introduction: fields.paragraphs({ max: 4000, required: 'Dites pour qui, et comment s’en servir.' }),
};

const previewOf = ({ values }: FormState) => typedPreview(values, 'introduction', { most: 4000 });

/** A selection is made, its words are written, it is published, and while a draft deleted. */
export function wordsRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/selections/nouvelle',
    access: 'selection.create',
    body: { ...wordFields, auteur: z.string().max(100).optional() },
    load: async (request) => {
      const authors = authorsFor(await selectionsKeptBy(deps, request.actor));
      authorise(request, 'selection.create', authors.size > 0);
      return { actor: signedIn(request), authors };
    },
    initial: ({ thing: { authors } }) => ({ auteur: [...authors.keys()][0] ?? '' }),
    show: ({ form, thing: { authors } }) => ({
      meta: selectionMeta('Créer une sélection'),
      body: (
        <>
          <PageHeader
            title="Créer une sélection"
            lead="Un titre et une introduction d’abord ; vous choisirez ensuite les ressources, puis publierez."
          />
          <SelectionForm
            form={form}
            authors={authors}
            preview={previewOf(form)}
            submit="Créer le brouillon"
            cancelHref="/selections"
            withState={false}
          />
        </>
      ),
    }),
    submit: async ({ tx, input: { auteur, ...words }, thing: { actor, authors } }) => {
      const author = authors.size === 1 ? [...authors.values()][0] : authors.get(auteur ?? '');
      if (!author) throw new Refusal('Choisissez au nom de qui.', 'auteur');
      const slug = await createSelection(tx, byOf(deps, actor), author, words);
      return {
        location: `${selectionHref({ slug })}/ressources`,
        notice: 'Le brouillon est créé. Choisissez maintenant les ressources.',
      };
    },
  });

  formPage(app, deps, {
    path: '/selections/:slug/modifier',
    access: 'selection.edit',
    params: bySlug,
    body: {
      ...wordFields,
      etat: z.enum(['brouillon', 'publiee'], { error: 'Choisissez si elle est publiée.' }),
      version: fields.version,
    },
    load: onSelection(deps),
    initial: ({ thing: { selection } }) => ({
      title: selection.title,
      introduction: selection.introduction,
      etat: selection.published ? 'publiee' : 'brouillon',
      version: String(selection.version),
    }),
    show: ({ form, thing: { selection } }) => ({
      meta: selectionMeta('Modifier', selection),
      body: (
        <>
          <PageHeader eyebrow={selection.title} title="Modifier la sélection" />
          <SelectionForm
            form={form}
            authors={new Map()}
            preview={previewOf(form)}
            submit="Enregistrer"
            cancelHref={selectionHref(selection)}
            withState
          />
        </>
      ),
    }),
    submit: async ({ tx, input: { etat, version, ...words }, thing: { selection, actor } }) => {
      const wanted = { ...words, published: etat === 'publiee' };
      await editSelection(tx, byOf(deps, actor), { id: selection.id, version }, wanted);
      return { location: selectionHref(selection), notice: 'La sélection est à jour.' };
    },
  });

  formPage(app, deps, {
    path: '/selections/:slug/suppression',
    access: 'selection.edit',
    params: bySlug,
    load: onSelection(deps),
    show: ({ form, thing: { selection } }) => ({
      meta: selectionMeta('Supprimer', selection),
      body: (
        <Confirmation
          about={selection.title}
          question="Supprimer ce brouillon ?"
          warning="Son introduction et la liste de ses ressources disparaissent. Les ressources, elles, restent."
          act="Supprimer"
          form={form}
          cancelHref={`${selectionHref(selection)}/ressources`}
        />
      ),
    }),
    submit: async ({ tx, thing: { selection, actor } }) => {
      await deleteSelection(tx, byOf(deps, actor), selection);
      return { location: '/selections', notice: 'Le brouillon est supprimé.' };
    },
  });
}
