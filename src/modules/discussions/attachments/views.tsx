import { formatFileSize } from '../../../ui/index.ts';
import type { Attachment } from './queries.ts';

export interface AttachmentsProps {
  message: { id: string; number: number };
  files: readonly Attachment[];
}

/** The files that came with a message, to be downloaded. */
export function Attachments({ message, files }: AttachmentsProps) {
  if (files.length === 0) return null;
  return (
    <ul class="cd-message__files" aria-label={`Pièces jointes du message ${message.number}`}>
      {files.map(({ position, name, bytes }) => (
        <li>
          <a href={`/espace/messages/${message.id}/pieces-jointes/${position}`} download>
            {name}
          </a>{' '}
          <span class="cd-message__size">({formatFileSize(bytes)})</span>
        </li>
      ))}
    </ul>
  );
}
