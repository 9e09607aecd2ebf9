import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { ReceivedFile, withoutMetadata } from '../../../platform/files/index.ts';
import {
  type App,
  authorise,
  button,
  fields,
  formPage,
  pageCount,
  Refusal,
} from '../../../platform/http/index.ts';
import { mayEditPages } from '../pages/policy.ts';
import { addImage, deleteImage, maxImageBytes } from './actions.ts';
import { listImages, missingImages } from './queries.ts';
import { ImagesPage } from './views/images.tsx';

const access = 'page.edit';
const path = '/administration/pages/images';
const perPage = 12;
const pageQuery = z.object({ page: fields.pageNumber });

/** The images that texts show: sent here, then named in the text of a page. */
export function imageManagementRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path,
    access,
    body: {
      adresse: fields.line({ max: 300 }).prefault(''),
      image: z.instanceof(ReceivedFile, { error: 'Choisissez une image.' }),
    },
    files: { image: { maxBytes: maxImageBytes } },
    load: (request) => authorise(request, access, mayEditPages(request.actor)),
    show: async ({ request, form }) => {
      const { page } = pageQuery.parse(request.query ?? {});
      const [{ items, total }, missing] = await Promise.all([
        listImages(deps.db, { limit: perPage, offset: (page - 1) * perPage }),
        missingImages(deps.db),
      ]);
      return {
        meta: {
          title: 'Images',
          breadcrumb: [
            { label: 'Administration', href: '/administration' },
            { label: 'Pages et actualités', href: '/administration/pages' },
            { label: 'Images' },
          ],
        },
        body: (
          <ImagesPage
            form={form}
            images={items}
            missing={missing}
            page={page}
            pages={pageCount(total, perPage)}
          />
        ),
      };
    },
    prepare: ({ input }) => withoutMetadata(deps.files, input.image),
    submit: async ({ tx, request, input, prepared: image }) => {
      const expected = input.adresse || undefined;
      if (expected && !(await missingImages(tx)).includes(expected)) {
        throw new Refusal('Plus aucune page n’attend d’image à cette adresse.', 'adresse');
      }
      const by = { actor: request.actor, now: deps.clock.now() };
      await addImage(tx, deps.files, image, 'image', by, expected);
      return {
        location: path,
        notice: expected
          ? 'L’image est en place : les pages qui l’attendaient la montrent.'
          : 'L’image est déposée. Copiez son code dans le texte d’une page pour l’y montrer.',
      };
    },
  });

  button(app, deps, {
    path: `${path}/:id/suppression`,
    access,
    params: z.object({ id: fields.uuid }),
    load: (request) => authorise(request, access, mayEditPages(request.actor)),
    submit: async ({ tx, request, params }) => {
      await deleteImage(tx, params.id, { actor: request.actor, now: deps.clock.now() });
      return { location: path, notice: 'L’image est supprimée.' };
    },
  });
}
