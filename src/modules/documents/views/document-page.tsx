import {
  Alert,
  Button,
  ButtonGroup,
  DescriptionList,
  Fact,
  formatFileSize,
  HiddenWords,
  ItemList,
  ListItem,
  Table,
  Time,
} from '../../../ui/index.ts';
import { SpaceFrame } from '../../groups/index.ts';
import { DeliverableStateBadge } from '../../library/index.ts';
import type { DocumentLine, deliverablesOf, FolderLine, VersionLine } from '../queries.ts';
import { kindWords } from './labels.tsx';

export interface DocumentPageProps {
  group: { slug: string; title: string };
  base: string;
  document: DocumentLine;
  /** The folders above it, from the top. */
  path: readonly FolderLine[];
  versions: readonly VersionLine[];
  deliverables: Awaited<ReturnType<typeof deliverablesOf>>;
  /** Ids of versions that this person sent too late, and has not decided about. */
  waiting: readonly { id: string }[];
  /** How it can be looked at here, if it can. */
  preview: 'image' | 'pdf' | null;
  /** The type may hold where and by whom a picture was taken, and we cannot take that out. */
  tellsMetadata: boolean;
  /** The reader made it. */
  mine: boolean;
  may: { write: boolean; delete: boolean; makeDeliverable: boolean; report: boolean; moderate: boolean };
}

export function DocumentPage(props: DocumentPageProps) {
  const { group, base, document, path, preview, waiting, mine, may } = props;
  const here = `${base}/${document.id}`;
  return (
    <SpaceFrame
      group={group}
      eyebrow={[...path.map(({ name }) => name)].join(' / ') || 'Documents'}
      title={document.name}
      current="documents"
    >
      {document.hidden && (
        <div class="cd-panel">
          <HiddenWords
            what="Fichier"
            hidden={document.hidden}
            about={moderationOf(document)}
            mine={mine}
            canModerate={may.moderate}
            context={`le fichier ${document.name}`}
          />
        </div>
      )}
      {waiting.map(({ id }) => (
        <Alert kind="warning" title="Une version que vous avez envoyée attend votre décision">
          <p>
            <a href={`${here}/attente/${id}`}>Regarder les deux versions</a>
          </p>
        </Alert>
      ))}
      <Acts {...props} here={here} />
      {preview === 'image' && (
        <p>
          <img
            class="cd-preview"
            src={`${here}/versions/${document.newest}/apercu`}
            alt={`Aperçu de ${document.name}`}
          />
        </p>
      )}
      <DescriptionList
        items={[
          { term: 'Type', value: kindWords(document) },
          { term: 'Taille', value: formatFileSize(document.bytes) },
          {
            term: 'Dossier',
            value: (
              <a href={document.folderId ? `${base}/dossiers/${document.folderId}` : base}>
                {path.map(({ name }) => name).join(' / ') || 'Documents'}
              </a>
            ),
          },
          { term: 'Ajouté par', value: document.madeByName },
        ]}
      />
      {props.tellsMetadata && (
        <p class="fr-hint-text">
          Ce type d’image peut dire où et quand elle a été prise : cela n’en est pas retiré. Préférez JPEG ou
          PNG.
        </p>
      )}
      <Versions {...props} here={here} />
      <Deliverables {...props} here={here} />
    </SpaceFrame>
  );
}

export const moderationOf = ({ id }: { id: string }) => `/espace/moderation/fichiers/${id}`;

type Part = DocumentPageProps & { here: string };

function Acts({ document, preview, may, here }: Part) {
  return (
    <ButtonGroup>
      <Button href={`${here}/versions/${document.newest}`} icon="download" download>
        Télécharger
      </Button>
      {preview === 'pdf' && (
        <Button href={`${here}/lecture`} kind="secondary" icon="file">
          Lire dans le navigateur
        </Button>
      )}
      {may.write && (
        <Button href={`${here}/version`} kind="secondary" icon="upload">
          Ajouter une version
        </Button>
      )}
      {may.write && (
        <Button href={`${here}/modifier`} kind="tertiary" icon="edit">
          Renommer ou déplacer
        </Button>
      )}
      {may.delete && (
        <Button href={`${here}/suppression`} kind="tertiary" icon="trash">
          Mettre à la corbeille
        </Button>
      )}
      {may.report && (
        <Button href={`${moderationOf(document)}/signaler`} kind="tertiary">
          Signaler
        </Button>
      )}
      {may.moderate && document.hidden === null && (
        <Button href={`${moderationOf(document)}/masquer`} kind="tertiary">
          Masquer
        </Button>
      )}
    </ButtonGroup>
  );
}

function Versions({ versions, here, document }: Part) {
  return (
    <section class="cd-section" aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <Table
        id="liste-versions"
        caption={`Versions de ${document.name}`}
        captionHidden
        columns={[
          { label: 'Version' },
          { label: 'Ce qui change', wide: true },
          { label: 'Envoyée' },
          { label: 'Taille', numeric: true },
          { label: 'Fichier' },
        ]}
        rows={versions.map(({ number, note, createdAt, by, bytes }) => [
          number === document.newest ? `${number} (actuelle)` : number,
          note || 'Non précisé',
          <>
            <Time value={createdAt} withTime />
            {by && `, par ${by}`}
          </>,
          formatFileSize(bytes),
          <a href={`${here}/versions/${number}`} download>
            Télécharger<span class="fr-sr-only"> la version {number}</span>
          </a>,
        ])}
      />
    </section>
  );
}

function Deliverables({ group, deliverables, document, may, here }: Part) {
  const done = deliverables.some(({ number }) => number === document.newest);
  if (deliverables.length === 0 && !may.makeDeliverable) return null;
  return (
    <section class="cd-section" aria-labelledby="livrables">
      <h2 id="livrables">Livrables</h2>
      {deliverables.length > 0 ? (
        <ItemList label="Livrables faits de ce document">
          {deliverables.map(({ id, title, slug, state, number }) => (
            <ListItem
              title={title}
              href={
                may.makeDeliverable ? `/espace/groupes/${group.slug}/livrables/${id}` : `/livrables/${slug}`
              }
              level={3}
              meta={
                <>
                  <DeliverableStateBadge state={state} />
                  <Fact icon="file">fait de la version {number}</Fact>
                </>
              }
            />
          ))}
        </ItemList>
      ) : (
        <p>Ce document est en préparation : personne ne le voit hors du groupe.</p>
      )}
      {may.makeDeliverable && !done && (
        <Button href={`${here}/livrable`} kind="secondary" icon="flag">
          En faire un livrable
        </Button>
      )}
    </section>
  );
}

/** A PDF in the browser's own reader, with the way to have it where there is none. */
export function ReadingPage({
  group,
  document,
  here,
}: Pick<DocumentPageProps, 'group' | 'document'> & { here: string }) {
  return (
    <SpaceFrame group={group} title={document.name} current="documents">
      <ButtonGroup>
        <Button href={here} kind="secondary" icon="arrow-left">
          Revenir au document
        </Button>
        <Button href={`${here}/versions/${document.newest}`} kind="tertiary" icon="download" download>
          Télécharger
        </Button>
      </ButtonGroup>
      <p class="fr-hint-text">
        Rien ne s’affiche ? Votre navigateur ne lit pas les PDF dans une page : téléchargez le fichier.
      </p>
      <iframe
        class="cd-reading"
        src={`${here}/versions/${document.newest}/apercu`}
        title={`${document.name}, dans le lecteur du navigateur`}
      />
    </SpaceFrame>
  );
}
