import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { acceptedExtensions, withoutMetadata } from '../../platform/files/index.ts';
import { type App, button, fields, formPage, found, sendDownload } from '../../platform/http/index.ts';
import { SpaceFrame, spaceMeta } from '../groups/index.ts';
import { actOf, type OnDocument, onDocument } from './access.ts';
import { addVersion, addWaiting, dropWaiting } from './document-actions.ts';
import { limitSending } from './document-routes.tsx';
import { findWaiting, versionsOf, type WaitingVersion } from './queries.ts';
import { byDocument, byWaiting, maxBytes, versionFields } from './schemas.ts';
import { ConflictPage } from './views/conflict-page.tsx';
import { VersionForm } from './views/forms.tsx';

const path = '/espace/groupes/:slug/documents/:id';

/** New versions of a file, without a lock: who sends too late looks at both. */
export function versionRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${path}/version`,
    access: 'document.write',
    params: byDocument,
    body: versionFields,
    files: { fichier: { maxBytes } },
    load: onDocument(deps, 'document.write'),
    initial: ({ thing: { document } }) => ({ newest: String(document.newest) }),
    show: ({ form, thing: { group, base, document } }) => ({
      meta: spaceMeta(group, 'Ajouter une version'),
      body: (
        <SpaceFrame group={group} eyebrow={document.name} title="Ajouter une version" current="documents">
          <VersionForm form={form} accept={acceptedExtensions()} cancelHref={`${base}/${document.id}`} />
        </SpaceFrame>
      ),
    }),
    guard: ({ thing: { actor } }) => limitSending(deps, actor),
    prepare: ({ input }) => withoutMetadata(deps.files, input.fichier),
    submit: async ({ tx, input, prepared: file, thing: { group, actor, base, document } }) => {
      const sent = { basedOn: input.newest, note: input.note, file };
      const added = await addVersion(tx, actOf(deps, actor), group, document.id, sent);
      const here = `${base}/${document.id}`;
      return 'waiting' in added
        ? { location: `${here}/attente/${added.waiting}` }
        : { location: here, notice: `La version ${added.number} est ajoutée.` };
    },
  });

  const onWaiting = async (
    request: FastifyRequest,
    params: { slug: string; id: string; waiting: string },
  ): Promise<OnDocument & { waiting: WaitingVersion; here: string }> => {
    const access = await onDocument(deps, 'document.write')(request, params);
    const wanted = { documentId: access.document.id, id: params.waiting, accountId: access.actor.id };
    const waiting = found(await findWaiting(deps.db, wanted), 'Cette version n’attend plus.');
    return { ...access, waiting, here: `${access.base}/${access.document.id}` };
  };

  formPage(app, deps, {
    path: `${path}/attente/:waiting`,
    access: 'document.write',
    params: byWaiting,
    body: { newest: fields.version },
    load: onWaiting,
    show: async ({ form, thing: { group, document, waiting, here } }) => ({
      meta: spaceMeta(group, 'Deux versions'),
      body: (
        <ConflictPage
          group={group}
          here={here}
          document={document}
          since={(await versionsOf(deps.db, document.id)).filter(({ number }) => number > waiting.basedOn)}
          waiting={waiting}
          form={form}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { group, actor, document, waiting, here } }) => {
      const number = await addWaiting(tx, actOf(deps, actor), group, document.id, waiting, input.newest);
      return { location: here, notice: `La version ${number} est ajoutée.` };
    },
  });

  app.get(
    `${path}/attente/:waiting/fichier`,
    { config: { access: 'document.write' }, schema: { params: byWaiting } },
    async (request, reply) => {
      const { waiting } = await onWaiting(request, request.params);
      return sendDownload(request, reply, deps.files, waiting);
    },
  );

  button(app, deps, {
    path: `${path}/attente/:waiting/abandon`,
    access: 'document.write',
    params: byWaiting,
    load: onWaiting,
    submit: async ({ tx, thing: { waiting, here } }) => {
      await dropWaiting(tx, waiting);
      return { location: here, notice: 'Votre version est abandonnée ; celle du groupe reste.' };
    },
  });
}
