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
import type { Deliverable, DeliverableVersion } from '../deliverable.ts';
import { DeliverableStateBadge } from './labels.tsx';
import { Places } from './places.tsx';

export interface ManagePageProps {
  deliverable: Deliverable;
  /** Address of this page. */
  here: string;
  /** What lacks before it can be published, in words. */
  missing: readonly string[];
  /** A draft that nobody outside ever saw may go for good. */
  mayDelete: boolean;
  /** Keys of the buttons: the same sent twice acts once. */
  formKey: string;
  /** The document that it was made of. */
  origin: { label: string; href: string } | null;
}

/** Everything that can be done to a deliverable, for those who run its group. */
export function ManagePage({ deliverable, here, missing, mayDelete, formKey, origin }: ManagePageProps) {
  const { state, slug, title, versions } = deliverable;
  const ready = state !== 'published' && missing.length === 0;
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
      <ButtonGroup>
        {ready && (
          <PostButton action={`/livrables/${slug}/publication`} fields={{ cle: formKey }}>
            {state === 'withdrawn' ? 'Publier de nouveau' : 'Publier'}
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
