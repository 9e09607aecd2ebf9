import type { Side } from '../../../platform/database/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  Fact,
  PageHeader,
  PostButton,
  Section,
  Time,
} from '../../../ui/index.ts';
import { AwaitingKeys, type KeyRequest } from '../../groups/index.ts';
import type { Deliverable, DeliverableVersion } from '../deliverable.ts';
import { DeliverableStateBadge } from './labels.tsx';
import { Places } from './places.tsx';

export interface ManagePageProps {
  deliverable: Deliverable;
  /** Address of this page. */
  here: string;
  /** What lacks before it can be published, in words. */
  missing: readonly string[];
  /** Of a group that both sides co-pilot: what waits for a key, and whose key the reader holds. */
  keys: { slug: string; side: Side | null; awaiting: readonly KeyRequest[] } | null;
  /** A draft that nobody outside ever saw may go for good. */
  mayDelete: boolean;
  /** Keys of the buttons: the same sent twice acts once. */
  formKey: string;
  /** The document that it was made of. */
  origin: { label: string; href: string } | null;
}

/** Everything that can be done to a deliverable, for those who run its group. */
export function ManagePage({
  deliverable,
  here,
  missing,
  keys,
  mayDelete,
  formKey,
  origin,
}: ManagePageProps) {
  const { state, slug, title, versions } = deliverable;
  const unpublished = state !== 'published';
  // The programme team holds no key, and one request waits at a time.
  const ready = unpublished && missing.length === 0 && (!keys || (keys.side && keys.awaiting.length === 0));
  const publishing = state === 'withdrawn' ? 'Publier de nouveau' : 'Publier';
  return (
    <>
      <PageHeader
        eyebrow="Gérer un livrable"
        title={title}
        meta={
          <>
            <DeliverableStateBadge state={state} />
            {origin && (
              <Fact icon="file">
                Fait à partir de <a href={origin.href}>{origin.label}</a>
              </Fact>
            )}
          </>
        }
      />
      {state !== 'published' && missing.length > 0 && (
        <Alert kind="info" title="Avant de le publier">
          <p>Il manque encore :</p>
          <ul>
            {missing.map((what) => (
              <li>{what}</li>
            ))}
          </ul>
        </Alert>
      )}
      {keys && <AwaitingKeys requests={keys.awaiting} slug={keys.slug} side={keys.side} />}
      {keys && unpublished && keys.awaiting.length === 0 && (
        <p>
          Il se publie à deux clés : une du côté État, une du côté collectivités. Le modifier pendant qu’une
          clé est attendue rend la demande caduque.
        </p>
      )}
      <ButtonGroup>
        {ready && (
          <PostButton action={`/livrables/${slug}/publication`} fields={{ cle: formKey }}>
            {keys ? `${publishing} : donner ma clé` : publishing}
          </PostButton>
        )}
        <Button href={`${here}/modifier`} kind="secondary" icon="edit">
          Modifier la description
        </Button>
        <Button href={`/livrables/${slug}`} kind="tertiary">
          {state === 'published' ? 'Voir la page publique' : 'Voir la page telle qu’elle sera'}
        </Button>
        {state === 'published' && (
          <Button href={`/livrables/${slug}/retrait`} kind="danger">
            Retirer de la publication
          </Button>
        )}
        {mayDelete && (
          <Button href={`${here}/suppression`} kind="danger">
            Supprimer ce brouillon
          </Button>
        )}
      </ButtonGroup>
      <Section title="Versions et fichiers" id="versions" intro="La plus récente est montrée en premier.">
        <p>
          <Button href={`${here}/versions/nouvelle`} kind="secondary" size="sm" icon="plus">
            Ajouter une version
          </Button>
        </p>
        {versions.map((version) => (
          <ManagedVersion deliverable={deliverable} version={version} here={here} />
        ))}
      </Section>
    </>
  );
}

function ManagedVersion({
  deliverable,
  version,
  here,
}: {
  deliverable: Deliverable;
  version: DeliverableVersion;
  here: string;
}) {
  const at = `${here}/versions/${version.id}`;
  return (
    <section class="cd-panel" aria-labelledby={`version-${version.id}`}>
      <h3 class="cd-panel__title" id={`version-${version.id}`}>
        {version.label}
        {version.releasedOn && (
          <>
            , <Time value={version.releasedOn} />
          </>
        )}
      </h3>
      {version.places.length === 0 ? (
        <p>Aucun fichier ni lien.</p>
      ) : (
        <Places
          slug={deliverable.slug}
          title={deliverable.title}
          places={version.places}
          actionsOf={(place) => (
            <ButtonGroup>
              <Button
                href={`${here}/fichiers/${place.id}/modifier`}
                kind="tertiary"
                size="sm"
                icon="edit"
                context={`: ${place.label}`}
              >
                Modifier
              </Button>
              <Button
                href={`${here}/fichiers/${place.id}/suppression`}
                kind="danger"
                size="sm"
                context={`: ${place.label}`}
              >
                Retirer
              </Button>
            </ButtonGroup>
          )}
        />
      )}
      <ButtonGroup>
        <Button
          href={`${at}/fichier`}
          kind="secondary"
          size="sm"
          icon="upload"
          context={`à ${version.label}`}
        >
          Ajouter un fichier
        </Button>
        <Button href={`${at}/lien`} kind="secondary" size="sm" icon="external" context={`à ${version.label}`}>
          Ajouter un lien
        </Button>
        <Button href={`${at}/modifier`} kind="tertiary" size="sm" context={version.label}>
          Modifier
        </Button>
        {version.places.length === 0 && (
          <Button href={`${at}/suppression`} kind="danger" size="sm" context={`: ${version.label}`}>
            Supprimer cette version
          </Button>
        )}
      </ButtonGroup>
    </section>
  );
}
