import type { FormState } from '../../../../platform/http/index.ts';
import {
  AdminNav,
  EmptyState,
  ErrorSummary,
  FileField,
  Form,
  formatFileSize,
  PageHeader,
  Pagination,
  PostButton,
  Section,
  SelectField,
  SubmitRow,
  Table,
  Time,
} from '../../../../ui/index.ts';
import type { SiteImage } from '../queries.ts';

const path = '/administration/pages/images';

export interface ImagesPageProps {
  form: FormState;
  images: readonly SiteImage[];
  /** Where pages look for an image that is not there. */
  missing: readonly string[];
  page: number;
  pages: number;
}

export function ImagesPage({ form, images, missing, page, pages }: ImagesPageProps) {
  return (
    <>
      <AdminNav current="/administration/pages" />
      <PageHeader
        title="Images"
        lead="Déposez ici une image, puis copiez son code dans le texte d’une page ou d’une actualité."
      />
      <ErrorSummary errors={form.errors} />
      <SendForm form={form} missing={missing} />
      <Section title="Images du site" id="images-du-site">
        {images.length === 0 ? (
          <EmptyState title="Aucune image pour l’instant" level={3}>
            <p>
              Celles que vous déposerez, ici ou comme illustration d’une page, s’afficheront dans cette liste.
            </p>
          </EmptyState>
        ) : (
          <ImageTable images={images} />
        )}
        <Pagination page={page} pages={pages} hrefOf={(n) => (n === 1 ? path : `${path}?page=${n}`)} />
      </Section>
    </>
  );
}

function SendForm({ form, missing }: Pick<ImagesPageProps, 'form' | 'missing'>) {
  const { errors, values } = form;
  return (
    <Form action={path} formKey={form.key} multipart label="Déposer une image">
      {missing.length > 0 && (
        <SelectField
          name="adresse"
          label="Pour quelle page"
          hint="Des pages importées attendent des images à ces adresses ; elles les montreront aussitôt."
          placeholder="Une nouvelle image"
          required={false}
          value={typeof values.adresse === 'string' ? values.adresse : ''}
          error={errors.adresse}
          choices={missing.map((address) => ({ value: address, label: address }))}
        />
      )}
      <FileField
        name="image"
        label="Image"
        hint="PNG, JPEG ou WebP, 5 Mo au plus."
        accept="image/png,image/jpeg,image/webp"
        error={errors.image}
      />
      <SubmitRow label="Déposer l’image" />
    </Form>
  );
}

function ImageTable({ images }: { images: readonly SiteImage[] }) {
  return (
    <Table
      id="images"
      caption="De la dernière déposée à la première"
      captionHidden
      columns={[
        { label: 'Fichier' },
        { label: 'Aperçu' },
        { label: 'Code à copier dans le texte' },
        { label: 'Montrée par' },
        { label: 'Suppression' },
      ]}
      rows={images.map((image) => [
        <>
          <a href={image.path}>{image.name}</a>
          <br />
          <span class="fr-hint-text">
            {image.width} × {image.height} pixels, {formatFileSize(image.bytes)}, déposée le{' '}
            <Time value={image.addedAt} />
          </span>
        </>,
        <img
          class="cd-thumbnail"
          src={image.path}
          alt=""
          width={image.width}
          height={image.height}
          loading="lazy"
        />,
        <code class="cd-to-copy">{`![Décrivez l’image](${image.path})`}</code>,
        image.pages.length > 0 ? (
          <ul>
            {image.pages.map(({ id, title }) => (
              <li>
                <a href={`/administration/pages/${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        ) : image.shown ? (
          'Une version passée'
        ) : (
          'Aucune page'
        ),
        image.shown ? (
          'Impossible tant qu’une page ou son historique la montre'
        ) : (
          <PostButton
            action={`${path}/${image.fileId}/suppression`}
            kind="tertiary"
            size="sm"
            context={`l’image ${image.name}`}
            confirm={`Supprimer l’image « ${image.name} » ? Elle ne sera plus sur le site.`}
          >
            Supprimer
          </PostButton>
        ),
      ])}
    />
  );
}
