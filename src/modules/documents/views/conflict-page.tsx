import type { FormState } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  DescriptionList,
  ErrorSummary,
  Form,
  formatFileSize,
  HiddenFields,
  PostButton,
  SubmitRow,
  Time,
} from '../../../ui/index.ts';
import { SpaceFrame } from '../../groups/index.ts';
import type { DocumentLine, VersionLine, WaitingVersion } from '../queries.ts';

/** Both versions, for the one who sent too late: to look at, then to add or to give up. */
export function ConflictPage({
  group,
  here,
  document,
  since,
  waiting,
  form,
}: {
  group: { slug: string; title: string };
  /** Address of the document. */
  here: string;
  document: DocumentLine;
  /** The versions that came meanwhile, newest first. */
  since: readonly VersionLine[];
  waiting: WaitingVersion;
  form: FormState;
}) {
  const at = `${here}/attente/${waiting.id}`;
  return (
    <SpaceFrame
      group={group}
      eyebrow={document.name}
      title="Une autre version est arrivée entre-temps"
      current="documents"
    >
      <ErrorSummary errors={form.errors} />
      <Alert kind="warning">
        <p>
          Rien n’est perdu : votre fichier est gardé à part. Regardez l’autre version ; si la vôtre doit la
          suivre, ajoutez-la comme version {document.newest + 1}.
        </p>
      </Alert>
      <section class="cd-section" aria-labelledby="autre">
        <h2 id="autre">{since.length > 1 ? 'Les versions arrivées' : 'La version arrivée'}</h2>
        {since.map(({ number, note, by, createdAt, bytes }) => (
          <>
            <DescriptionList
              items={[
                { term: 'Version', value: number },
                { term: 'Ce qui change', value: note || 'Non précisé' },
                {
                  term: 'Envoyée',
                  value: (
                    <>
                      le <Time value={createdAt} withTime />
                      {by && `, par ${by}`}
                    </>
                  ),
                },
                { term: 'Taille', value: formatFileSize(bytes) },
              ]}
            />
            <Button href={`${here}/versions/${number}`} kind="secondary" icon="download" download>
              Télécharger la version {number}
            </Button>
          </>
        ))}
      </section>
      <section class="cd-section" aria-labelledby="votre">
        <h2 id="votre">La vôtre</h2>
        <DescriptionList
          items={[
            { term: 'Partie de', value: `la version ${waiting.basedOn}` },
            { term: 'Ce qui change', value: waiting.note || 'Non précisé' },
            { term: 'Envoyée', value: <Time value={waiting.createdAt} withTime /> },
            { term: 'Taille', value: formatFileSize(waiting.bytes) },
          ]}
        />
        <Button href={`${at}/fichier`} kind="secondary" icon="download" download>
          Télécharger la vôtre
        </Button>
        <Form formKey={form.key} action={at}>
          <HiddenFields fields={{ newest: String(document.newest) }} />
          <SubmitRow
            label={`L’ajouter comme version ${document.newest + 1}`}
            cancelHref={here}
            cancelLabel="Décider plus tard"
          />
        </Form>
        <PostButton action={`${at}/abandon`} kind="danger">
          Renoncer à ma version
        </PostButton>
      </section>
    </SpaceFrame>
  );
}
