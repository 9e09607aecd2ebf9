import type { SafeHtml } from '../../../platform/markdown/index.ts';
import {
  Alert,
  Button,
  Columns,
  DescriptionList,
  Details,
  inFrenchOrder,
  PageHeader,
  Prose,
  Section,
  Sources,
  sentence,
  TagList,
  Time,
} from '../../../ui/index.ts';
import { deliverableAvailabilities } from '../content.ts';
import type { Deliverable, DeliverableVersion } from '../deliverable.ts';
import { isEmpty, isInPreparation } from '../version-state.ts';
import { audienceLabel, formatLabel, kindLabel, licences, stateLabels } from '../vocabulary.ts';
import { deliverablesHref } from './list-page.tsx';
import { Places } from './places.tsx';

export interface DeliverablePageProps {
  deliverable: Deliverable;
  description: SafeHtml;
  /** Notes of the versions, rendered, by version id. */
  notes: ReadonlyMap<string, SafeHtml>;
  /** Where those who may change it do so. */
  manageHref?: string;
}

export function DeliverablePage({ deliverable, description, notes, manageHref }: DeliverablePageProps) {
  const shown = deliverable.versions.filter((version) => !isEmpty(version));
  const preparing = shown.filter((version) => isInPreparation(deliverable, version));
  const [current, ...older] = shown.filter((version) => !isInPreparation(deliverable, version));
  return (
    <>
      <PageHeader
        eyebrow={kindLabel(deliverable.kind)}
        title={deliverable.title}
        actions={
          manageHref && (
            <Button href={manageHref} kind="secondary" size="sm" icon="edit">
              Gérer ce livrable
            </Button>
          )
        }
      />
      <Warnings deliverable={deliverable} />
      <Columns aside={<Aside deliverable={deliverable} />}>
        <Prose html={description} />
        <Section title="Fichiers et liens" id="fichiers">
          {current ? (
            <Version deliverable={deliverable} version={current} notes={notes.get(current.id)} />
          ) : (
            <p>
              Aucun fichier ni adresse connus.
              {deliverable.formatNote && ` Format d’origine : ${deliverable.formatNote}.`}
              {deliverable.group && (
                <>
                  {' '}
                  Si vous l’avez, dites-le au groupe{' '}
                  <a href={`/groupes/${deliverable.group.slug}`}>{deliverable.group.title}</a>.
                </>
              )}
            </p>
          )}
        </Section>
        {preparing.length > 0 && (
          <Section
            title="En préparation"
            id="en-preparation"
            intro="Visible des seuls membres du groupe, tant que ce n’est pas publié."
          >
            {preparing.map((version) => (
              <Version deliverable={deliverable} version={version} notes={notes.get(version.id)} />
            ))}
          </Section>
        )}
        {older.length > 0 && (
          <Section title="Versions précédentes" id="versions">
            {older.map((version) => (
              <Details summary={version.label}>
                <Version deliverable={deliverable} version={version} notes={notes.get(version.id)} folded />
              </Details>
            ))}
          </Section>
        )}
        <Sources
          sources={deliverable.sources}
          confidence={deliverable.confidence}
          note={deliverable.note ?? undefined}
        />
      </Columns>
    </>
  );
}

function Warnings({ deliverable }: { deliverable: Deliverable }) {
  const { state, availability, availabilityNote, replacedBy } = deliverable;
  return (
    <>
      {state !== 'published' && (
        <Alert kind="info" title={stateLabels[state]}>
          <p>
            {state === 'draft'
              ? 'Cette page n’est visible que des membres du groupe. Elle le sera de tous une fois publiée.'
              : 'Ce livrable n’est plus visible du public.'}
          </p>
        </Alert>
      )}
      {availability !== 'published' && (
        <Alert kind="warning" title={deliverableAvailabilities[availability]}>
          <p>
            {replacedBy ? (
              <>
                Ce livrable est remplacé par <a href={`/livrables/${replacedBy.slug}`}>{replacedBy.title}</a>.
              </>
            ) : (
              sentence(availabilityNote ?? 'Ce livrable n’est plus à jour')
            )}
          </p>
        </Alert>
      )}
    </>
  );
}

function Version({
  deliverable,
  version,
  notes,
  folded,
}: {
  deliverable: Deliverable;
  version: DeliverableVersion;
  notes?: SafeHtml;
  /** Its name already shows above. */
  folded?: boolean;
}) {
  return (
    <>
      {(!folded || version.releasedOn) && (
        <p>
          {!folded && <strong>{version.label}</strong>}
          {!folded && version.releasedOn && ', '}
          {version.releasedOn && <Time value={version.releasedOn} />}
        </p>
      )}
      {notes && <Prose html={notes} />}
      <Places slug={deliverable.slug} title={deliverable.title} places={version.places} />
    </>
  );
}

function Aside({ deliverable }: { deliverable: Deliverable }) {
  const { group, licence, publishedOn, firstSeen, audiences, formats, replaces } = deliverable;
  const terms = licence === null ? undefined : licences[licence];
  return (
    <DescriptionList
      items={[
        {
          term: 'Produit par',
          value: group ? (
            <a href={`/groupes/${group.slug}`}>
              {group.number === null ? group.title : `Groupe ${group.number} : ${group.title}`}
            </a>
          ) : (
            'L’ensemble du programme'
          ),
        },
        {
          term: 'Publié le',
          value: publishedOn ? <Time value={publishedOn} /> : undefined,
        },
        {
          term: 'Date de publication',
          value: publishedOn || !firstSeen ? undefined : `Inconnue. Première mention : ${firstSeen}`,
        },
        {
          term: 'Pour qui',
          value: audiences.length > 0 && (
            <TagList
              label="Public"
              items={audiences
                .map((audience) => ({ label: audienceLabel(audience), href: deliverablesHref({ audience }) }))
                .sort((a, b) => inFrenchOrder(a.label, b.label))}
            />
          ),
        },
        { term: 'Format', value: formats.map(formatLabel).sort(inFrenchOrder).join(', ') },
        {
          term: 'Licence',
          value: terms?.url ? (
            <a href={terms.url} rel="noopener license">
              {terms.label}
            </a>
          ) : (
            (terms?.label ??
            licence ??
            'Non précisée : demandez l’accord de ses auteurs avant de le modifier')
          ),
        },
        {
          term: 'Remplace',
          value:
            replaces.length > 0 &&
            replaces.map((older, index) => (
              <>
                {index > 0 && ', '}
                <a href={`/livrables/${older.slug}`}>{older.title}</a>
              </>
            )),
        },
      ]}
    />
  );
}
