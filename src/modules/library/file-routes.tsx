import type { Deps } from '../../platform/deps.ts';
import { acceptedExtensions } from '../../platform/files/index.ts';
import { type App, fields, formPage } from '../../platform/http/index.ts';
import { Confirmation, PageHeader } from '../../ui/index.ts';
import { actOf, correctionLead, crumbs, owned } from './editing-routes.tsx';
import { addFile, addLink, editPlace, placeOf, removePlace } from './place-actions.ts';
import {
  deliverableParams,
  fileFields,
  linkFields,
  placeFields,
  placeParams,
  versionFields,
  versionParams,
} from './schemas.ts';
import { addVersion, editVersion, removeVersion, versionOf } from './version-actions.ts';
import { FileForm, LinkForm, PlaceForm, VersionForm } from './views/forms.tsx';

const maxBytes = 50 * 1024 * 1024;

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
          <PageHeader
            eyebrow={deliverable.title}
            title="Ajouter une version"
            lead={
              deliverable.state === 'published'
                ? 'Elle sera en préparation : le public ne la verra qu’une fois publiée.'
                : undefined
            }
          />
          <VersionForm form={form} submit="Ajouter la version" cancelHref={here} />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: { deliverable, actor, here } }) => {
      await addVersion(tx, actOf(deps, actor), deliverable.id, input);
      const notice =
        deliverable.state === 'published'
          ? 'La version est en préparation. Ajoutez ses fichiers, puis publiez-la.'
          : 'La version est ajoutée. Ajoutez ses fichiers.';
      return { location: here, notice };
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/versions/:version/modifier`,
    access,
    params: versionParams,
    body: { ...versionFields, version: fields.version },
    load,
    initial: ({ params, thing: { deliverable } }) => {
      const { label, notes, releasedOn, version } = versionOf(deliverable, params.version);
      return { label, notes, released_on: releasedOn ?? '', version: String(version) };
    },
    show: ({ form, params, thing: { owner, deliverable, here } }) => ({
      meta: crumbs(owner, deliverable, 'Modifier une version'),
      body: (
        <>
          <PageHeader
            eyebrow={deliverable.title}
            title={`Modifier ${versionOf(deliverable, params.version).label}`}
            lead={correctionLead(deliverable, versionOf(deliverable, params.version))}
          />
          <VersionForm form={form} submit="Enregistrer" cancelHref={here} />
        </>
      ),
    }),
    submit: async ({ tx, input: { version, ...input }, params, thing: { deliverable, actor, here } }) => {
      await editVersion(tx, actOf(deps, actor), deliverable.id, { id: params.version, version }, input);
      return { location: here, notice: 'La version est à jour.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/versions/:version/suppression`,
    access,
    params: versionParams,
    load,
    show: ({ form, params, thing: { owner, deliverable, here } }) => ({
      meta: crumbs(owner, deliverable, 'Supprimer une version'),
      body: (
        <Confirmation
          about={deliverable.title}
          question={`Supprimer « ${versionOf(deliverable, params.version).label} » ?`}
          warning="La version et ce qui est dit de ses changements seront effacés pour de bon."
          act="Supprimer la version"
          form={form}
          cancelHref={here}
        />
      ),
    }),
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

  formPage(app, deps, {
    path: `${base}/:id/fichiers/:file/modifier`,
    access,
    params: placeParams,
    body: { ...placeFields, version: fields.version },
    load,
    initial: ({ params, thing: { deliverable } }) => {
      const { label, accessibility, version } = placeOf(deliverable, params.file);
      return { label, accessibility, version: String(version) };
    },
    show: ({ form, params, thing: { owner, deliverable, here } }) => {
      const title =
        placeOf(deliverable, params.file).url === null ? 'Modifier un fichier' : 'Modifier un lien';
      return {
        meta: crumbs(owner, deliverable, title),
        body: (
          <>
            <PageHeader eyebrow={deliverable.title} title={title} />
            <PlaceForm form={form} submit="Enregistrer" cancelHref={here} />
          </>
        ),
      };
    },
    submit: async ({ tx, input: { version, ...input }, params, thing: { deliverable, actor, here } }) => {
      await editPlace(tx, actOf(deps, actor), deliverable.id, { id: params.file, version }, input);
      return { location: here, notice: `« ${input.label} » est à jour.` };
    },
  });

  formPage(app, deps, {
    path: `${base}/:id/fichiers/:file/suppression`,
    access,
    params: placeParams,
    load,
    show: ({ form, params, thing: { owner, deliverable, here } }) => {
      const { label, url } = placeOf(deliverable, params.file);
      return {
        meta: crumbs(owner, deliverable, url === null ? 'Retirer un fichier' : 'Retirer un lien'),
        body: (
          <Confirmation
            about={deliverable.title}
            question={`Retirer « ${label} » ?`}
            warning={
              url === null
                ? 'Le fichier et le compte de ses téléchargements seront effacés pour de bon.'
                : 'Le lien ne sera plus montré. La page où il mène n’est pas touchée.'
            }
            act={url === null ? 'Retirer le fichier' : 'Retirer le lien'}
            form={form}
            cancelHref={here}
          />
        ),
      };
    },
    submit: async ({ tx, params, thing: { deliverable, actor, here } }) => {
      await removePlace(tx, actOf(deps, actor), deliverable.id, params.file);
      return { location: here, notice: 'Le fichier ou le lien est retiré.' };
    },
  });
}
