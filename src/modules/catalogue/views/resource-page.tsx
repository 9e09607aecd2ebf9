import type { ComponentChildren } from 'preact';
import {
  Alert,
  Button,
  Columns,
  DescriptionList,
  formatDate,
  PageHeader,
  Prose,
  type SafeHtml,
  Section,
  Sources,
} from '../../../ui/index.ts';
import { catalogues, resourceHref } from '../catalogues.ts';
import { listHref } from '../list-query.ts';
import type { Resource } from '../resource.ts';
import { type Taxonomy, valueLabel } from '../taxonomy.ts';
import { peopleWords } from '../words.ts';
import { ResourceFacts } from './labels.tsx';
import { ResourceList } from './resource-item.tsx';

export interface ResourcePageProps {
  resource: Resource;
  start: SafeHtml | null;
  known: Taxonomy;
  places: ReadonlyMap<string, string>;
  similar: readonly Resource[];
  /** Of the agenda, that it helps. */
  measures: readonly { slug: string; title: string }[];
  /** The project group that keeps the catalogue. */
  group: { slug: string; title: string } | null;
  mayEdit: boolean;
  /** What a module above says of it. */
  above?: ComponentChildren;
}

/** Facets told beside the text, in this order; the others stand with the title. */
const facetsBeside = [
  'needs',
  'themes',
  'audiences',
  'publics',
  'authority_types',
  'modality',
  'level',
  'format',
];

export function ResourcePage(props: ResourcePageProps) {
  const { resource, start, known, places, similar, measures, group, above } = props;
  return (
    <>
      <PageHeader
        eyebrow={`Catalogue ${catalogues[resource.catalogue].of}`}
        title={resource.title}
        lead={resource.summary}
        meta={<ResourceFacts resource={resource} known={known} places={places} />}
        actions={
          <Button href={resource.url} icon="external">
            Ouvrir la ressource
          </Button>
        }
      />
      <Warnings resource={resource} />
      <Columns aside={<Aside {...props} />}>
        {above}
        {start && (
          <Section id="commencer" title="Pour commencer">
            <Prose html={start} />
          </Section>
        )}
        {resource.skills.length > 0 && (
          <Section id="competences" title="Ce que l’on y apprend">
            <ul>
              {resource.skills.map((skill) => (
                <li>{skill}</li>
              ))}
            </ul>
          </Section>
        )}
        {(measures.length > 0 || group) && (
          <Section id="utile-pour" title="Utile pour">
            <ul>
              {measures.map(({ slug, title }) => (
                <li>
                  La mesure <a href={`/agenda/${slug}`}>{title}</a>
                </li>
              ))}
              {group && (
                <li>
                  Le groupe projet <a href={`/groupes/${group.slug}`}>{group.title}</a>, qui tient ce
                  catalogue
                </li>
              )}
            </ul>
          </Section>
        )}
        {resource.confidence === 'medium' && resource.note && (
          <Section id="a-savoir" title="À savoir">
            <p>{resource.note}</p>
          </Section>
        )}
        {similar.length > 0 && (
          <Section id="proches" title="Ressources proches">
            <ResourceList label="Ressources proches" resources={similar} known={known} places={places} />
          </Section>
        )}
        <Sources
          sources={resource.sources}
          note={resource.confidence === 'high' ? (resource.note ?? undefined) : undefined}
        />
      </Columns>
    </>
  );
}

function Warnings({ resource }: { resource: Resource }) {
  return (
    <>
      {!resource.published && (
        <Alert kind="warning" title="Ressource retirée du catalogue">
          <p>Cette page reste pour les liens qui y mènent ; la ressource n’est plus proposée.</p>
        </Alert>
      )}
      {resource.confidence === 'low' && (
        <Alert kind="warning" title="À vérifier">
          <p>{resource.note ?? 'Cette fiche demande à être confirmée.'}</p>
        </Alert>
      )}
    </>
  );
}

function Aside({ resource, known, places, mayEdit }: ResourcePageProps) {
  const items: { term: string; value: ComponentChildren }[] = facetsBeside.flatMap((facet) => {
    const codes = resource.facets[facet];
    if (!codes) return [];
    return [
      { term: known.get(facet)?.label ?? facet, value: <Values {...{ resource, known, facet, codes }} /> },
    ];
  });
  const people = peopleWords(resource);
  return (
    <>
      <DescriptionList
        items={[
          { term: 'Producteur', value: resource.producer },
          ...items,
          ...(people ? [{ term: 'Population conseillée', value: people }] : []),
          {
            term: 'Couverture',
            value:
              resource.territories.length === 0
                ? 'Toute la France'
                : resource.territories.map((id) => places.get(id) ?? id).join(', '),
          },
          { term: 'Fiche vérifiée le', value: formatDate(resource.checkedOn) },
        ]}
      />
      <p class="cd-exports">
        En données : <a href={`${resourceHref(resource)}.json`}>JSON</a>
      </p>
      {mayEdit && <p class="cd-meta">Version {resource.version}</p>}
    </>
  );
}

function Values({
  resource: { catalogue },
  known,
  facet,
  codes,
}: Pick<ResourcePageProps, 'resource' | 'known'> & { facet: string; codes: readonly string[] }) {
  const { facets, moreFacets } = catalogues[catalogue];
  const isFilter = [...facets, ...moreFacets].includes(facet);
  return (
    <>
      {codes.map((code, index) => (
        <>
          {index > 0 && ', '}
          {isFilter ? (
            <a href={listHref(catalogue, { facets: new Map([[facet, [code]]]) })}>
              {valueLabel(known, facet, code)}
            </a>
          ) : (
            valueLabel(known, facet, code)
          )}
        </>
      ))}
    </>
  );
}
