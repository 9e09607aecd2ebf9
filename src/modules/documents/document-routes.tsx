import type { Deps } from '../../platform/deps.ts';
import { acceptedExtensions, hidesMetadata, withoutMetadata } from '../../platform/files/index.ts';
import {
  type App,
  button,
  Forbidden,
  fields,
  formPage,
  found,
  isShown,
  limitAttempts,
  notFound,
  sendDownload,
  sendShown,
  shownImages,
} from '../../platform/http/index.ts';
import { Confirmation } from '../../ui/index.ts';
import { type Group, SpaceFrame, spaceMeta } from '../groups/index.ts';
import type { Actor } from '../identity/index.ts';
import { actOf, inDocuments, onDocument } from './access.ts';
import { binDocument, daysInBin, restore } from './bin-actions.ts';
import { editDocument, makeDeliverable, sendDocument } from './document-actions.ts';
import { can } from './policy.ts';
import { deliverablesOf, foldersOf, listBin, storedVersion, versionsOf, waitingOf } from './queries.ts';
import { inMegabytes, roomOf, setQuota } from './quota.ts';
import {
  byBinned,
  byDocument,
  bySlug,
  byVersion,
  deliverableFields,
  documentFields,
  inFolder,
  maxBytes,
  quotaFields,
  sendFields,
} from './schemas.ts';
import { pathOf } from './tree.ts';
import { BinPage } from './views/bin-page.tsx';
import { DocumentPage, ReadingPage } from './views/document-page.tsx';
import { DeliverableForm, PlaceForm, QuotaForm, SendForm } from './views/forms.tsx';
import { folderChoices, versionName } from './views/labels.tsx';

const path = '/espace/groupes/:slug/documents';

/** Sending takes room and time: nobody sends hundreds an hour by hand. */
export async function limitSending(deps: Deps, actor: Actor): Promise<void> {
  await limitAttempts(deps.db, {
    name: 'documents sent',
    of: actor.id,
    max: 200,
    seconds: 3600,
    now: deps.clock.now(),
  });
}

/** A file: sent, looked at, renamed, put in the bin and taken out, made a deliverable. */
export function documentRoutes(app: App, deps: Deps): void {
  sendingRoute(app, deps);
  readingRoutes(app, deps);
  changingRoutes(app, deps);
  binRoutes(app, deps);
}

function sendingRoute(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${path}/envoi`,
    access: 'document.write',
    params: bySlug,
    body: sendFields,
    files: { fichier: { maxBytes } },
    load: inDocuments(deps, 'document.write'),
    initial: ({ request }) => ({ folder: inFolder.parse(request.query).dans ?? '' }),
    show: async ({ form, thing: { group, base } }) => ({
      meta: spaceMeta(group, 'Envoyer un fichier'),
      body: (
        <SpaceFrame group={group} title="Envoyer un fichier" current="documents">
          <SendForm
            form={form}
            folders={folderChoices(await foldersOf(deps.db, group.id))}
            accept={acceptedExtensions()}
            cancelHref={base}
          />
        </SpaceFrame>
      ),
    }),
    guard: ({ thing: { actor } }) => limitSending(deps, actor),
    prepare: ({ input }) => withoutMetadata(deps.files, input.fichier),
    submit: async ({ tx, input, prepared: file, thing: { group, actor, base } }) => {
      const id = await sendDocument(tx, actOf(deps, actor), group, {
        folderId: input.folder,
        note: input.note,
        file,
      });
      return { location: `${base}/${id}`, notice: `« ${file.name} » est ajouté.` };
    },
  });
}

function readingRoutes(app: App, deps: Deps): void {
  const reads = onDocument(deps, 'document.read', { hiddenToo: true });
  app.get(
    `${path}/:id`,
    { config: { access: 'document.read' }, schema: { params: byDocument } },
    async (request, reply) => {
      const { group, actor, base, document } = await reads(request, request.params);
      const [folders, versions, deliverables, waiting] = await Promise.all([
        foldersOf(deps.db, group.id),
        versionsOf(deps.db, document.id),
        deliverablesOf(deps.db, document.id),
        waitingOf(deps.db, document.id, actor.id),
      ]);
      const facts = { group, madeBy: document.madeBy };
      const isThere = document.hidden === null;
      const makes = can(actor, 'document.make-deliverable', facts);
      return reply.page(
        spaceMeta(group, document.name),
        <DocumentPage
          group={group}
          base={base}
          document={document}
          path={pathOf(folders, document.folderId)}
          versions={versions}
          // What was withdrawn is seen by those who run the group alone.
          deliverables={deliverables.filter(({ state }) => makes || state !== 'withdrawn')}
          waiting={waiting}
          preview={previewOf(document.mediaType)}
          tellsMetadata={hidesMetadata(document.mediaType)}
          mine={document.madeBy === actor.id}
          may={{
            write: isThere && can(actor, 'document.write', facts),
            delete: isThere && can(actor, 'document.delete', facts),
            makeDeliverable: isThere && makes,
            report: isThere && can(actor, 'document.report', facts),
            moderate: can(actor, 'document.moderate', facts),
          }}
        />,
      );
    },
  );

  app.get(
    `${path}/:id/versions/:number`,
    { config: { access: 'document.read' }, schema: { params: byVersion } },
    async (request, reply) => {
      const { document } = await reads(request, request.params);
      const { number } = request.params;
      const file = found(await storedVersion(deps.db, document.id, number), 'Cette version n’existe pas.');
      const name = number === document.newest ? document.name : versionName(document.name, { number });
      return sendDownload(request, reply, deps.files, { ...file, name });
    },
  );

  app.get(
    `${path}/:id/versions/:number/apercu`,
    { config: { access: 'document.read' }, schema: { params: byVersion } },
    async (request, reply) => {
      const { document } = await reads(request, request.params);
      const { number } = request.params;
      const file = found(await storedVersion(deps.db, document.id, number), 'Cette version n’existe pas.');
      if (!isShown(file.mediaType)) notFound('Ce fichier n’a pas d’aperçu.');
      return sendShown(request, reply, deps.files, { ...file, name: document.name });
    },
  );

  app.get(
    `${path}/:id/lecture`,
    { config: { access: 'document.read' }, schema: { params: byDocument } },
    async (request, reply) => {
      const { group, base, document } = await reads(request, request.params);
      if (previewOf(document.mediaType) !== 'pdf') notFound('Ce fichier ne se lit pas ici.');
      // This page alone frames another, and one of ours.
      const policy = String(reply.getHeader('content-security-policy'));
      reply.header('content-security-policy', `${policy};frame-src 'self'`);
      return reply.page(
        spaceMeta(group, document.name),
        <ReadingPage group={group} document={document} here={`${base}/${document.id}`} />,
      );
    },
  );
}

function previewOf(mediaType: string): 'image' | 'pdf' | null {
  if (shownImages.has(mediaType)) return 'image';
  return isShown(mediaType) ? 'pdf' : null;
}

function changingRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${path}/:id/modifier`,
    access: 'document.write',
    params: byDocument,
    body: { ...documentFields, version: fields.version },
    load: onDocument(deps, 'document.write'),
    initial: ({ thing: { document } }) => ({
      name: document.name,
      folder: document.folderId ?? '',
      version: String(document.version),
    }),
    show: async ({ form, thing: { group, base, document } }) => ({
      meta: spaceMeta(group, 'Renommer ou déplacer un fichier'),
      body: (
        <SpaceFrame group={group} eyebrow={document.name} title="Renommer ou déplacer" current="documents">
          <PlaceForm
            form={form}
            field="folder"
            folders={folderChoices(await foldersOf(deps.db, group.id))}
            submit="Enregistrer"
            cancelHref={`${base}/${document.id}`}
          />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input: { version, ...input }, thing: { group, actor, base, document } }) => {
      await editDocument(tx, actOf(deps, actor), group, { id: document.id, version }, input);
      return { location: `${base}/${document.id}`, notice: 'Le fichier est à jour.' };
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/livrable`,
    access: 'document.make-deliverable',
    params: byDocument,
    body: deliverableFields,
    load: onDocument(deps, 'document.make-deliverable'),
    initial: ({ thing: { document } }) => ({
      title: document.name.replace(/\.[a-z0-9]{1,10}$/i, '').replace(/[_-]+/g, ' '),
    }),
    show: ({ form, thing: { group, base, document } }) => ({
      meta: spaceMeta(group, 'En faire un livrable'),
      body: (
        <SpaceFrame
          group={group}
          eyebrow={document.name}
          title="En faire un livrable"
          lead="Un brouillon de livrable est créé avec cette version du fichier, sans la renvoyer. Vous le décrirez, puis le publierez."
          current="documents"
        >
          <DeliverableForm form={form} cancelHref={`${base}/${document.id}`} />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input, thing: { group, actor, document } }) => {
      const id = await makeDeliverable(tx, actOf(deps, actor), group, document.id, input.title);
      return {
        location: `/espace/groupes/${group.slug}/livrables/${id}`,
        notice: 'Le brouillon du livrable est prêt, avec son fichier.',
      };
    },
  });

  formPage(app, deps, {
    path: `${path}/quota`,
    access: 'document.set-quota',
    params: bySlug,
    body: quotaFields,
    load: inDocuments(deps, 'document.set-quota'),
    initial: async ({ thing: { group } }) => ({
      megabytes: String(inMegabytes((await roomOf(deps.db, group.id)).quota)),
    }),
    show: ({ form, thing: { group, actor, base } }) => ({
      meta: spaceMeta(group, 'Place du groupe'),
      body: (
        <SpaceFrame group={group} title="Place du groupe" current="documents">
          <QuotaForm form={form} cancelHref={afterQuota(actor, group, base)} />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input, thing: { group, actor, base } }) => {
      await setQuota(tx, actOf(deps, actor), group, input.megabytes);
      return { location: afterQuota(actor, group, base), notice: 'La place du groupe est à jour.' };
    },
  });
}

/** Who sets it for a group that they are not of does not read its documents. */
const afterQuota = (actor: Actor, group: Group, base: string): string =>
  can(actor, 'document.read', { group }) ? base : `/groupes/${group.slug}`;

function binRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${path}/:id/suppression`,
    access: 'document.delete',
    params: byDocument,
    load: onDocument(deps, 'document.delete'),
    show: ({ form, thing: { group, base, document } }) => ({
      meta: spaceMeta(group, 'Mettre un fichier à la corbeille'),
      body: (
        <Confirmation
          about={group.title}
          question={`Mettre « ${document.name} » à la corbeille ?`}
          warning={`Le fichier et ses versions pourront être repris pendant ${daysInBin} jours. Un livrable fait de ce document n’est pas touché.`}
          act="Mettre à la corbeille"
          form={form}
          cancelHref={`${base}/${document.id}`}
        />
      ),
    }),
    submit: async ({ tx, thing: { group, actor, base, document } }) => {
      await binDocument(tx, actOf(deps, actor), group, document);
      const folder = document.folderId;
      return {
        location: folder ? `${base}/dossiers/${folder}` : base,
        notice: `« ${document.name} » est dans la corbeille.`,
      };
    },
  });

  app.get(
    `${path}/corbeille`,
    { config: { access: 'document.write' }, schema: { params: bySlug } },
    async (request, reply) => {
      const { group, actor, base } = await inDocuments(deps, 'document.write')(request, request.params);
      const binned = await listBin(deps.db, group.id);
      return reply.page(
        spaceMeta(group, 'Corbeille'),
        <BinPage
          group={group}
          base={base}
          days={daysInBin}
          binned={binned.map((one) => ({
            ...one,
            mayRestore:
              can(actor, 'document.delete', { group, madeBy: one.madeBy }) || one.deletedBy === actor.id,
          }))}
        />,
      );
    },
  );

  button(app, deps, {
    path: `${path}/corbeille/:kind/:id/restauration`,
    access: 'document.write',
    params: byBinned,
    load: async (request, params) => {
      const access = await inDocuments(deps, 'document.write')(request, params);
      const { group, actor } = access;
      const binned = found(
        (await listBin(deps.db, group.id)).find(({ id, kind }) => id === params.id && kind === params.kind),
        'Ce n’est plus dans la corbeille.',
      );
      const may =
        can(actor, 'document.delete', { group, madeBy: binned.madeBy }) || binned.deletedBy === actor.id;
      if (!may) throw new Forbidden('Seul qui l’a supprimé, ou un copilote, peut le reprendre.');
      return { ...access, binned };
    },
    submit: async ({ tx, thing: { group, actor, base, binned } }) => {
      await restore(tx, actOf(deps, actor), group, binned);
      return { location: base, notice: `« ${binned.name} » est repris de la corbeille.` };
    },
  });
}
