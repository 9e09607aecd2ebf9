import type { Deps } from '../../../platform/deps.ts';
import { type App, type FormState, fields, formPage, Refusal } from '../../../platform/http/index.ts';
import { PageHeader } from '../../../ui/index.ts';
import { resourcesBySlugs } from '../../catalogue/index.ts';
import { allowed, byOf } from '../access.ts';
import { aboveTraining, pathHref, pathsPath, workPath } from '../addresses.ts';
import { workMeta } from '../sessions/page-meta.ts';
import type { PathContent } from './content.ts';
import { pathHistoryOf } from './history.ts';
import { contentOf } from './path.ts';
import { bySlug, seenPath } from './path-routes.tsx';
import { profiles } from './profiles.ts';
import {
  arranged,
  fieldOf,
  resourceTyped,
  rowCount,
  rowFields,
  stepsOfInput,
  valuesOfSteps,
} from './rows.ts';
import { createPath, refuseLostSteps, savePath } from './saving.ts';
import { PathForm } from './views/path-form.tsx';
import { PathHistoryPage } from './views/path-history.tsx';

const pathFields = {
  profil: fields.choice(profiles, 'Choisissez un profil.'),
  titre: fields.line({ max: 160, required: 'Donnez un titre au parcours.' }),
  resume: fields.paragraphs({ max: 600, required: 'Dites en une phrase ou deux à quoi il sert.' }),
  origine: fields.paragraphs({ max: 600, required: 'Dites qui le propose, et à partir de quoi.' }),
  etat: fields.choice(['brouillon', 'publie'], 'Dites si le parcours est publié.'),
  motif: fields.paragraphs({ max: 500, required: 'Dites en quelques mots ce qui change.' }),
  ...rowFields,
};

/** Where paths are written: one form, whose buttons arrange its steps. */
export function pathEditRoutes(app: App, deps: Deps): void {
  const { db } = deps;

  /** What the form needs: the values once its button did its work, and the titles of what was named. */
  const parts = async (form: FormState) => {
    const values = 'apercu' in form.values ? arranged(form.values) : form.values;
    const slugs = Array.from({ length: rowCount(values) }, (_, index) =>
      resourceTyped(String(values[fieldOf(index)] ?? '')),
    );
    return {
      form: { ...form, values },
      known: await resourcesBySlugs(
        db,
        slugs.filter((slug) => slug !== null),
      ),
    };
  };

  formPage(app, deps, {
    path: `${pathsPath}/nouveau`,
    access: 'path.edit',
    body: pathFields,
    load: allowed(deps, 'path.edit'),
    initial: () => ({ etat: 'brouillon', motif: 'Nouveau parcours.', [fieldOf(0)]: '', [fieldOf(1)]: '' }),
    show: async ({ form }) => ({
      meta: workMeta('Nouveau parcours'),
      body: (
        <>
          <PageHeader title="Nouveau parcours" />
          <PathForm {...(await parts(form))} action={`${pathsPath}/nouveau`} cancelHref={workPath} />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: actor }) => {
      const { steps, rows } = stepsOfInput(input);
      const published = input.etat === 'publie';
      if (published && steps.length === 0)
        throw new Refusal('Un parcours publié a au moins une étape.', fieldOf(0));
      await refuseLostSteps(tx, steps, new Set(), (index) => fieldOf(rows[index] ?? index));
      const slug = await createPath(tx, byOf(deps, actor), contentOfInput(input, steps), {
        published,
        reason: input.motif,
      });
      return {
        location: pathHref(slug),
        notice: published ? 'Le parcours est publié.' : 'Le brouillon est enregistré.',
      };
    },
  });

  formPage(app, deps, {
    path: `${pathsPath}/:slug/modifier`,
    access: 'path.edit',
    params: bySlug,
    body: { ...pathFields, version: fields.version },
    load: async (request, { slug }) => {
      const path = await seenPath(deps, request, slug);
      return { path, actor: await allowed(deps, 'path.edit')(request) };
    },
    initial: ({ thing: { path } }) => ({
      profil: path.profile,
      titre: path.title,
      resume: path.summary,
      origine: path.origin,
      etat: path.published ? 'publie' : 'brouillon',
      version: String(path.version),
      ...valuesOfSteps(path.steps),
    }),
    show: async ({ form, thing: { path } }) => ({
      meta: {
        title: `Modifier : ${path.title}`,
        breadcrumb: [
          ...aboveTraining,
          { label: 'Parcours', href: pathsPath },
          { label: path.title, href: pathHref(path.slug) },
          { label: 'Modifier' },
        ],
      },
      body: (
        <>
          <PageHeader eyebrow={path.title} title="Modifier le parcours" />
          <PathForm
            {...(await parts(form))}
            action={`${pathHref(path.slug)}/modifier`}
            cancelHref={pathHref(path.slug)}
          />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: { path, actor } }) => {
      const { steps, rows } = stepsOfInput(input);
      const published = input.etat === 'publie';
      if (published && steps.length === 0)
        throw new Refusal('Un parcours publié a au moins une étape.', fieldOf(0));
      const kept = new Set(contentOf(path).steps.map(({ resource }) => resource));
      await refuseLostSteps(tx, steps, kept, (index) => fieldOf(rows[index] ?? index));
      const changed = await savePath(
        tx,
        byOf(deps, actor),
        { id: path.id, version: input.version },
        contentOfInput(input, steps),
        { published, reason: input.motif },
      );
      return {
        location: pathHref(path.slug),
        notice: changed ? 'Le parcours est à jour.' : 'Rien n’avait changé : rien n’est enregistré.',
      };
    },
  });

  app.get(
    `${pathsPath}/:slug/historique`,
    { config: { access: 'path.edit' }, schema: { params: bySlug } },
    async (request, reply) => {
      const path = await seenPath(deps, request, request.params.slug);
      await allowed(deps, 'path.edit')(request);
      return reply.page(
        {
          title: `Historique : ${path.title}`,
          noindex: true,
          breadcrumb: [
            ...aboveTraining,
            { label: 'Parcours', href: pathsPath },
            { label: path.title, href: pathHref(path.slug) },
            { label: 'Historique' },
          ],
        },
        <PathHistoryPage path={path} entries={await pathHistoryOf(db, path.id)} />,
      );
    },
  );
}

function contentOfInput(
  input: { profil: PathContent['profile']; titre: string; resume: string; origine: string },
  steps: PathContent['steps'],
): PathContent {
  return {
    profile: input.profil,
    title: input.titre,
    summary: input.resume,
    origin: input.origine,
    steps,
  };
}
