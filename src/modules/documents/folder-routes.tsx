import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  attachment,
  fields,
  formPage,
  limitAttempts,
  pageCount,
  Refusal,
} from '../../platform/http/index.ts';
import { Confirmation } from '../../ui/index.ts';
import { SpaceFrame, spaceMeta } from '../groups/index.ts';
import { actOf, type InDocuments, inDocuments, onFolder } from './access.ts';
import { entriesOf, whyNotArchive, zippedFiles } from './archive.ts';
import { binFolder } from './bin-actions.ts';
import { addFolder, editFolder } from './folder-actions.ts';
import { can } from './policy.ts';
import {
  countByFolder,
  documentsPerPage,
  type FolderLine,
  foldersOf,
  hiddenIn,
  listDocuments,
} from './queries.ts';
import { roomOf } from './quota.ts';
import { byFolder, bySlug, folderFields, inFolder, listQuery } from './schemas.ts';
import { type Folders, pathOf, within } from './tree.ts';
import { FolderPage } from './views/folder-page.tsx';
import { PlaceForm } from './views/forms.tsx';
import { folderChoices } from './views/labels.tsx';

const path = '/espace/groupes/:slug/documents';

/** Folders: what they hold, their names and places, all of one as an archive. */
export function folderRoutes(app: App, deps: Deps): void {
  const show = async (
    reply: FastifyReply,
    { group, actor, base }: InDocuments,
    folders: ReadonlyMap<string, FolderLine>,
    folder: FolderLine | null,
    { tri: sort = 'nom', page }: { tri?: 'nom' | 'date' | 'taille'; page: number },
  ) => {
    const folderId = folder?.id ?? null;
    const [list, hidden, counts, room, entries] = await Promise.all([
      listDocuments(deps.db, group.id, { folderId, sort, page }),
      hiddenIn(deps.db, group.id, folderId),
      countByFolder(deps.db, group.id),
      roomOf(deps.db, group.id),
      entriesOf(deps.db, group.id, folders, folderId),
    ]);
    const mayDelete = folder !== null && can(actor, 'document.delete', { group, madeBy: folder.madeBy });
    return reply.page(
      spaceMeta(group, folder?.name ?? 'Documents'),
      <FolderPage
        group={group}
        base={base}
        path={pathOf(folders, folderId)}
        folders={[...folders.values()]
          .filter(({ parentId }) => parentId === folderId)
          .map((one) => ({ ...one, files: counts.get(one.id) ?? 0 }))}
        list={list}
        hidden={hidden.map((one) => ({
          ...one,
          mine: one.madeBy === actor.id,
          canModerate: can(actor, 'document.moderate', { group, madeBy: one.madeBy }),
        }))}
        sort={sort}
        page={page}
        pages={pageCount(list.total, documentsPerPage)}
        room={room}
        noArchive={whyNotArchive(entries)}
        may={{
          write: can(actor, 'document.write', { group }),
          deleteHere: mayDelete,
          setQuota: can(actor, 'document.set-quota', { group }),
        }}
      />,
    );
  };

  app.get(
    path,
    { config: { access: 'document.read' }, schema: { params: bySlug, querystring: listQuery } },
    async (request, reply) => {
      const access = await inDocuments(deps, 'document.read')(request, request.params);
      return show(reply, access, await foldersOf(deps.db, access.group.id), null, request.query);
    },
  );

  app.get(
    `${path}/dossiers/:folder`,
    { config: { access: 'document.read' }, schema: { params: byFolder, querystring: listQuery } },
    async (request, reply) => {
      const access = await onFolder(deps, 'document.read')(request, request.params);
      return show(reply, access, access.folders, access.folder, request.query);
    },
  );

  const sendArchive = async (
    reply: FastifyReply,
    { group, actor }: InDocuments,
    folders: Folders,
    folder: FolderLine | null,
  ) => {
    const entries = await entriesOf(deps.db, group.id, folders, folder?.id ?? null);
    const refused = whyNotArchive(entries);
    if (refused) throw new Refusal(refused);
    await limitAttempts(deps.db, {
      name: 'document archives',
      of: actor.id,
      max: 30,
      seconds: 3600,
      now: deps.clock.now(),
    });
    const pieces = Readable.from(zippedFiles(entries, (key) => deps.files.read(key)));
    return reply
      .header('content-type', 'application/zip')
      .header('content-disposition', attachment(`${folder?.name ?? group.title}.zip`))
      .header('cache-control', 'private, no-store')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .send(pieces);
  };

  app.get(
    `${path}/archive.zip`,
    { config: { access: 'document.read' }, schema: { params: bySlug } },
    async (request, reply) => {
      const access = await inDocuments(deps, 'document.read')(request, request.params);
      return sendArchive(reply, access, await foldersOf(deps.db, access.group.id), null);
    },
  );

  app.get(
    `${path}/dossiers/:folder/archive.zip`,
    { config: { access: 'document.read' }, schema: { params: byFolder } },
    async (request, reply) => {
      const access = await onFolder(deps, 'document.read')(request, request.params);
      return sendArchive(reply, access, access.folders, access.folder);
    },
  );

  formPage(app, deps, {
    path: `${path}/nouveau-dossier`,
    access: 'document.write',
    params: bySlug,
    body: folderFields,
    load: inDocuments(deps, 'document.write'),
    initial: ({ request }) => ({ parent: inFolder.parse(request.query).dans ?? '' }),
    show: async ({ form, thing: { group, base } }) => ({
      meta: spaceMeta(group, 'Nouveau dossier'),
      body: (
        <SpaceFrame group={group} title="Nouveau dossier" current="documents">
          <PlaceForm
            form={form}
            field="parent"
            folders={folderChoices(await foldersOf(deps.db, group.id))}
            submit="Créer le dossier"
            cancelHref={base}
          />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input, thing: { group, actor, base } }) => {
      const id = await addFolder(tx, actOf(deps, actor), group, input);
      return { location: `${base}/dossiers/${id}`, notice: `Le dossier « ${input.name} » est créé.` };
    },
  });

  formPage(app, deps, {
    path: `${path}/dossiers/:folder/modifier`,
    access: 'document.write',
    params: byFolder,
    body: { ...folderFields, version: fields.version },
    load: onFolder(deps, 'document.write'),
    initial: ({ thing: { folder } }) => ({
      name: folder.name,
      parent: folder.parentId ?? '',
      version: String(folder.version),
    }),
    show: ({ form, thing: { group, base, folder, folders } }) => ({
      meta: spaceMeta(group, 'Renommer ou déplacer un dossier'),
      body: (
        <SpaceFrame group={group} eyebrow={folder.name} title="Renommer ou déplacer" current="documents">
          <PlaceForm
            form={form}
            field="parent"
            folders={folderChoices(folders, within(folders, folder.id))}
            submit="Enregistrer"
            cancelHref={`${base}/dossiers/${folder.id}`}
          />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input: { version, ...input }, thing: { group, actor, base, folder } }) => {
      await editFolder(tx, actOf(deps, actor), group, { id: folder.id, version }, input);
      return { location: `${base}/dossiers/${folder.id}`, notice: 'Le dossier est à jour.' };
    },
  });

  formPage(app, deps, {
    path: `${path}/dossiers/:folder/suppression`,
    access: 'document.delete',
    params: byFolder,
    load: onFolder(deps, 'document.delete'),
    show: ({ form, thing: { group, base, folder } }) => ({
      meta: spaceMeta(group, 'Mettre un dossier à la corbeille'),
      body: (
        <Confirmation
          about={group.title}
          question={`Mettre le dossier « ${folder.name} » à la corbeille ?`}
          warning="Tout ce qu’il contient ira avec lui, et pourra être repris pendant 30 jours."
          act="Mettre à la corbeille"
          form={form}
          cancelHref={`${base}/dossiers/${folder.id}`}
        />
      ),
    }),
    submit: async ({ tx, thing: { group, actor, base, folder } }) => {
      await binFolder(tx, actOf(deps, actor), group, folder);
      return { location: base, notice: `Le dossier « ${folder.name} » est dans la corbeille.` };
    },
  });
}
