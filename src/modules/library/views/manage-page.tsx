import type { Side } from '../../../platform/database/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  Details,
  Fact,
  FieldChanges,
  PageHeader,
  PostButton,
  Section,
  Time,
} from '../../../ui/index.ts';
import { AwaitingKeys, type KeyRequest } from '../../groups/index.ts';
import type { Correction } from '../corrections.ts';
import type { Deliverable } from '../deliverable.ts';
import { DeliverableStateBadge } from './labels.tsx';
import { ManagedVersion } from './managed-version.tsx';

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
  /** Keys of the buttons that publish, by what they publish: the same sent twice acts once. */
  formKeys: ReadonlyMap<string, string>;
  /** The document that it was made of. */
  origin: { label: string; href: string } | null;
  /** What was corrected in what everybody reads, the last first. */
  corrections: readonly Correction[];
}

/** Everything that can be done to a deliverable, for those who run its group. */
export function ManagePage({
  deliverable,
  here,
  missing,
  keys,
  mayDelete,
  formKeys,
  origin,
  corrections,
}: ManagePageProps) {
  const { id, state, slug, title, versions } = deliverable;
  const unpublished = state !== 'published';
  // The programme team holds no key, and one request waits at a time.
  const isAwaited = (thingId: string) => keys?.awaiting.some((one) => one.thingId === thingId) ?? false;
  const mayAsk = (thingId: string) => keys === null || (keys.side !== null && !isAwaited(thingId));
  const ready = unpublished && missing.length === 0 && mayAsk(id);
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
          <PostButton action={`/livrables/${slug}/publication`} fields={{ cle: formKeys.get(id) }}>
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
      <Section title="Versions et fichiers" id="versions" intro={versionsIntro(state, keys !== null)}>
        <p>
          <Button href={`${here}/versions/nouvelle`} kind="secondary" size="sm" icon="plus">
            Ajouter une version
          </Button>
        </p>
        {versions.map((version) => (
          <ManagedVersion
            deliverable={deliverable}
            version={version}
            here={here}
            withKeys={keys !== null}
            mayPublish={mayAsk(version.id)}
            isAwaited={isAwaited(version.id)}
            formKey={formKeys.get(version.id)}
          />
        ))}
      </Section>
      {corrections.length > 0 && <Corrections corrections={corrections} />}
    </>
  );
}

function Corrections({ corrections }: { corrections: readonly Correction[] }) {
  return (
    <Section
      title="Corrections depuis la publication"
      id="corrections"
      intro="Un seul côté peut corriger ce qui est dit d’un livrable publié ; l’autre en est averti, et lit ici ce qui a changé."
    >
      {corrections.map(({ id, part, by, at, changes }) => (
        <Details
          key={id}
          summary={
            <>
              <Time value={at} withTime />, {by} : {part !== null && `« ${part} », `}
              {changes.map(({ name }) => name.toLocaleLowerCase('fr')).join(', ')}
            </>
          }
        >
          <FieldChanges changes={changes} />
        </Details>
      ))}
    </Section>
  );
}

function versionsIntro(state: Deliverable['state'], withKeys: boolean): string {
  return state === 'published'
    ? `La plus récente est montrée en premier. Les fichiers et liens publiés ne changent plus. Pour les corriger, ajoutez une version : elle reste en préparation, puis se publie${withKeys ? ' à deux clés' : ''}.`
    : 'La plus récente est montrée en premier. Toutes seront publiées avec le livrable.';
}
