import type { ComponentChildren } from 'preact';
import {
  Alert,
  Button,
  Columns,
  DescriptionList,
  Exports,
  formatDate,
  PageHeader,
  PostButton,
  Prose,
  type SafeHtml,
  Section,
  Sources,
} from '../../../ui/index.ts';
import { catalogues, resourceHref } from '../catalogues.ts';
import { LinkedData } from '../data/views/linked-data.tsx';
import { linkWords, metWords } from '../links/link-words.ts';
import type { Link } from '../links/standing.ts';
import { listHref } from '../list-query.ts';
import type { Resource } from '../resource.ts';
import { type Taxonomy, valueLabel } from '../taxonomy.ts';
import { peopleWords } from '../words.ts';
import { ResourceFacts } from './labels.tsx';
import { ResourceList } from './resource-item.tsx';

/** A resource in other formats; its tables and feeds tell its versions. */
export function resourceExports(resource: Resource) {
  const here = resourceHref(resource);
  return [
    { label: 'JSON', type: 'application/json', href: `${here}.json` },
    { label: 'JSON-LD', type: 'application/ld+json', href: `${here}.jsonld` },
    { label: 'versions (CSV)', type: 'text/csv', href: `${here}.csv` },
    { label: 'changements (flux Atom)', type: 'application/atom+xml', href: `${here}.atom` },
  ];
}

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
  /** What is known of its address; nothing before it is first tried. */
  link: Link | undefined;
  /** The same in the words of schema.org. */
  data: Record<string, unknown>;
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
  const { resource, start, known, places, similar, measures, group } = props;
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
      {resource.published && <LinkedData data={props.data} />}
      <Warnings resource={resource} link={props.link} />
      <Columns aside={<Aside {...props} />}>
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

function Warnings({ resource, link }: Pick<ResourcePageProps, 'resource' | 'link'>) {
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
      {link?.state === 'dead' && link.checkedAt && (
        <Alert kind="warning" title={`Ce lien ne répondait pas le ${formatDate(link.checkedAt)}`}>
          <p>
            Nous l’avons essayé plusieurs jours de suite, et ceux qui tiennent ce catalogue en sont prévenus.
          </p>
        </Alert>
      )}
    </>
  );
}

function Aside({ resource, known, places, mayEdit, link }: ResourcePageProps) {
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
          { term: 'Lien', value: linkWords(link) },
        ]}
      />
      <Exports items={resourceExports(resource)} />
      {mayEdit && <p class="cd-meta">Version {resource.version}</p>}
      {mayEdit && (
        <>
          {link && <p class="cd-meta">{metWords(link)}</p>}
          <PostButton action={`${resourceHref(resource)}/lien/verification`} kind="secondary" size="sm">
            Vérifier le lien
          </PostButton>
        </>
      )}
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
