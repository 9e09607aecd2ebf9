import { Badge, Button, ButtonGroup, PostButton, Time } from '../../../ui/index.ts';
import type { Deliverable, DeliverableVersion, Place } from '../deliverable.ts';
import { isInPreparation, isPublic } from '../version-state.ts';
import { Places } from './places.tsx';

export interface ManagedVersionProps {
  deliverable: Deliverable;
  version: DeliverableVersion;
  /** Address of the page where the deliverable is managed. */
  here: string;
  /** Whether publishing it takes two keys. */
  withKeys: boolean;
  /** Whether the reader may ask for it now. */
  mayPublish: boolean;
  /** Whether its second key is awaited. */
  isAwaited: boolean;
  formKey: string | undefined;
}

/** A version, with what can still be done to it: what the public has stays as it is. */
export function ManagedVersion({
  deliverable,
  version,
  here,
  withKeys,
  mayPublish,
  isAwaited,
  formKey,
}: ManagedVersionProps) {
  const at = `${here}/versions/${version.id}`;
  const { label, releasedOn, places } = version;
  const isSettled = isPublic(deliverable, version);
  const isPreparing = isInPreparation(deliverable, version);
  return (
    <section class="cd-panel" aria-labelledby={`version-${version.id}`}>
      <h3 class="cd-panel__title" id={`version-${version.id}`}>
        {label}
        {releasedOn && (
          <>
            , <Time value={releasedOn} />
          </>
        )}
      </h3>
      {isPreparing && (
        <p class="cd-meta">
          <Badge kind="info">En préparation</Badge>
          <span>{preparationWords({ isEmpty: places.length === 0, isAwaited })}</span>
        </p>
      )}
      {places.length === 0 ? (
        <p>Aucun fichier ni lien.</p>
      ) : (
        <Places
          slug={deliverable.slug}
          title={deliverable.title}
          places={places}
          actionsOf={(place) => <PlaceActions place={place} here={here} isSettled={isSettled} />}
        />
      )}
      <ButtonGroup>
        {isPreparing && places.length > 0 && mayPublish && (
          <PostButton
            action={`/livrables/${deliverable.slug}/versions/${version.id}/publication`}
            fields={{ cle: formKey }}
            size="sm"
            context={`: ${label}`}
          >
            {withKeys ? 'Publier cette version : donner ma clé' : 'Publier cette version'}
          </PostButton>
        )}
        {!isSettled && (
          <>
            <Button href={`${at}/fichier`} kind="secondary" size="sm" icon="upload" context={`à ${label}`}>
              Ajouter un fichier
            </Button>
            <Button href={`${at}/lien`} kind="secondary" size="sm" icon="external" context={`à ${label}`}>
              Ajouter un lien
            </Button>
          </>
        )}
        <Button href={`${at}/modifier`} kind="tertiary" size="sm" context={`: ${label}`}>
          Modifier la version
        </Button>
        {!isSettled && places.length === 0 && (
          <Button href={`${at}/suppression`} kind="danger" size="sm" context={`: ${label}`}>
            Supprimer cette version
          </Button>
        )}
      </ButtonGroup>
    </section>
  );
}

function preparationWords({ isEmpty, isAwaited }: { isEmpty: boolean; isAwaited: boolean }): string {
  if (isEmpty) return 'Ajoutez un fichier ou un lien pour pouvoir la publier.';
  return isAwaited
    ? 'Une clé est attendue pour la publier. La modifier rendrait la demande caduque.'
    : 'Le public ne la voit pas encore.';
}

/** What is said of a file can be corrected for good; the file itself goes while nobody outside has it. */
function PlaceActions({ place, here, isSettled }: { place: Place; here: string; isSettled: boolean }) {
  const at = `${here}/fichiers/${place.id}`;
  return (
    <ButtonGroup>
      <Button href={`${at}/modifier`} kind="tertiary" size="sm" icon="edit" context={`: ${place.label}`}>
        Modifier
      </Button>
      {!isSettled && (
        <Button href={`${at}/suppression`} kind="danger" size="sm" context={`: ${place.label}`}>
          Retirer
        </Button>
      )}
    </ButtonGroup>
  );
}
