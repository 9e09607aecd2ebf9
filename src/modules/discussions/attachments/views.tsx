import { acceptedExtensions } from '../../../platform/files/index.ts';
import type { FormState } from '../../../platform/http/index.ts';
import { Checkboxes, FileField, formatFileSize } from '../../../ui/index.ts';
import type { Attachment } from './queries.ts';
import { maxBytes, mostFiles } from './receiving.ts';

export interface AttachmentsProps {
  message: { id: string; number: number };
  files: readonly Attachment[];
}

/** What came with a message: images to be seen, other files to be downloaded. */
export function Attachments({ message, files }: AttachmentsProps) {
  if (files.length === 0) return null;
  const base = `/espace/messages/${message.id}/pieces-jointes`;
  return (
    <ul class="cd-message__files" aria-label={`Pièces jointes du message ${message.number}`}>
      {files.map((file) => (
        <li>
          <Picture file={file} href={`${base}/${file.position}/apercu`} />
          <a href={`${base}/${file.position}`} download>
            {file.name}
          </a>{' '}
          <span class="cd-message__size">({formatFileSize(file.bytes)})</span>
        </li>
      ))}
    </ul>
  );
}

/** The place of an image on the page, at most. */
const widest = 600;
const highest = 400;

/** Its place is known before it comes: what follows does not move. */
function Picture({ file: { name, width, height }, href }: { file: Attachment; href: string }) {
  if (width === null || height === null) return null;
  const scale = Math.min(1, widest / width, highest / height);
  return (
    <a class="cd-message__picture" href={href}>
      <img
        src={href}
        alt={`${name}, voir l’image entière`}
        width={Math.max(1, Math.round(width * scale))}
        height={Math.max(1, Math.round(height * scale))}
        loading="lazy"
        decoding="async"
      />
    </a>
  );
}

/** Where files are joined to a message, and taken out of one that has some. */
export function AttachmentFields({
  form,
  files = [],
  drafts = false,
}: {
  form: FormState;
  files?: readonly Attachment[];
  /** The form also keeps drafts. */
  drafts?: boolean;
}) {
  const chosen = [form.values.fichiers ?? []].flat();
  const megabytes = maxBytes / (1024 * 1024);
  return (
    <>
      {files.length > 0 && (
        <Checkboxes
          name="retirer"
          label="Retirer des fichiers"
          required={false}
          choices={files.map(({ position, name, bytes }) => ({
            value: String(position),
            label: `${name} (${formatFileSize(bytes)})`,
          }))}
          values={[form.values.retirer ?? []].flat()}
          error={form.errors.retirer}
        />
      )}
      <FileField
        name="fichiers"
        label="Joindre des fichiers"
        hint={[
          `${mostFiles} fichiers au plus, de ${megabytes} Mo chacun : documents, images, tableurs…`,
          'Les images se voient dans le message ; le lieu et la date des photos JPEG, PNG et WebP en sont retirés.',
          `Choisissez-les en dernier : un aperçu${drafts ? ' ou un brouillon' : ''} ne les garde pas.`,
          ...(chosen.length > 0 ? [`À choisir de nouveau : ${chosen.join(', ')}.`] : []),
        ].join(' ')}
        required={false}
        multiple
        accept={acceptedExtensions()}
        error={form.errors.fichiers}
      />
    </>
  );
}
