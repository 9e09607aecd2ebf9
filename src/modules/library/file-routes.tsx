import type { Deps } from '../../platform/deps.ts';
import { acceptedExtensions } from '../../platform/files/index.ts';
import { type App, button, formPage, notFound } from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import type { Deliverable } from './deliverable.ts';
import { actOf, crumbs, owned } from './editing-routes.tsx';
import {
  deliverableParams,
  fileFields,
  linkFields,
  placeParams,
  versionFields,
  versionParams,
} from './schemas.ts';
import { addFile, addLink, addVersion, editVersion, removePlace, removeVersion } from './version-actions.ts';
import { FileForm, LinkForm, VersionForm } from './views/forms.tsx';

const maxBytes = 50 * 1024 * 1024;

/** The version of the address, of this deliverable. */
function versionOf(deliverable: Deliverable, id: string) {
  return deliverable.versions.find((version) => version.id === id) ?? notFound();
}

/** Versions of a deliverable, their files and their links. */
export function fileRoutes(app: App, deps: Deps, base: string): void {
  const load = owned(deps, 'deliverable.edit');
  const access = 'deliverable.edit';

  formPage(app, deps, {
    path: `${base}/:id/versions/nouvelle`,
    access,
    params: deliverableParams,
    body: versionFields,
    load,
    initial: ({ thing: { deliverable } }) => ({ label: `Version ${deliverable.versions.length + 1}` }),
    show: ({ form, thing: { owner, deliverable, here } }) => ({
      meta: crumbs(owner, deliverable, 'Ajouter une version'),
      body: (
        <>
          <PageHeader eyebrow={deliverable.title} title="Ajouter une version" />
          <VersionForm form={form} submit="Ajouter la version" cancelHref={here} />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: { deliverable, actor, here } }) => {
      await addVersion(tx, actOf(deps, actor), deliverable.id, input);
      return { location: here, notice: 'La version est ajoutée. Ajoutez ses fichiers.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/versions/:version/modifier`,
    access,
    params: versionParams,
    body: versionFields,
    load,
    initial: ({ params, thing: { deliverable } }) => {
      const { label, notes, releasedOn } = versionOf(deliverable, params.version);
      return { label, notes, released_on: releasedOn ?? '' };
    },
    show: ({ form, params, thing: { owner, deliverable, here } }) => ({
      meta: crumbs(owner, deliverable, 'Modifier une version'),
      body: (
        <>
          <PageHeader
            eyebrow={deliverable.title}
            title={`Modifier ${versionOf(deliverable, params.version).label}`}
          />
          <VersionForm form={form} submit="Enregistrer" cancelHref={here} />
        </>
      ),
    }),
    submit: async ({ tx, input, params, thing: { deliverable, actor, here } }) => {
      await editVersion(tx, actOf(deps, actor), deliverable.id, params.version, input);
      return { location: here, notice: 'La version est à jour.' };
    },
  });

  button(app, deps, {
    path: `${base}/:id/versions/:version/suppression`,
    access,
    params: versionParams,
    load,
    submit: async ({ tx, params, thing: { deliverable, actor, here } }) => {
      await removeVersion(tx, actOf(deps, actor), deliverable.id, params.version);
      return { location: here, notice: 'La version est supprimée.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/versions/:version/fichier`,
    access,
    params: versionParams,
    body: fileFields,
    files: { fichier: { maxBytes } },
    load,
    show: ({ form, params, thing: { owner, deliverable, here } }) => ({
      meta: crumbs(owner, deliverable, 'Ajouter un fichier'),
      body: (
        <>
          <PageHeader
            eyebrow={`${deliverable.title}, ${versionOf(deliverable, params.version).label}`}
            title="Ajouter un fichier"
          />
          <FileForm form={form} submit="Envoyer le fichier" cancelHref={here} accept={acceptedExtensions()} />
        </>
      ),
    }),
    submit: async ({ tx, input, params, thing: { deliverable, actor, here } }) => {
      await addFile(tx, actOf(deps, actor), deliverable.id, params.version, input);
      return { location: here, notice: 'Le fichier est ajouté.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/versions/:version/lien`,
    access,
    params: versionParams,
    body: linkFields,
    load,
    show: ({ form, params, thing: { owner, deliverable, here } }) => ({
      meta: crumbs(owner, deliverable, 'Ajouter un lien'),
      body: (
        <>
          <PageHeader
            eyebrow={`${deliverable.title}, ${versionOf(deliverable, params.version).label}`}
            title="Ajouter un lien"
          />
          <LinkForm form={form} submit="Ajouter le lien" cancelHref={here} />
        </>
      ),
    }),
    submit: async ({ tx, input, params, thing: { deliverable, actor, here } }) => {
      await addLink(tx, actOf(deps, actor), deliverable.id, params.version, input);
      return { location: here, notice: 'Le lien est ajouté.' };
    },
  });

  button(app, deps, {
    path: `${base}/:id/fichiers/:file/suppression`,
    access,
    params: placeParams,
    load,
    submit: async ({ tx, params, thing: { deliverable, actor, here } }) => {
      await removePlace(tx, actOf(deps, actor), deliverable.id, params.file);
      return { location: here, notice: 'Le fichier ou le lien est retiré.' };
    },
  });
}
