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
} from '../../../../ui/index.ts';
import { catalogues, resourceHref } from '../../catalogues.ts';
import { LinkedData } from '../../data/views/linked-data.tsx';
import { phoneIn } from '../../emergency/phone.ts';
import { type Taxonomy, valueLabel } from '../../facets/taxonomy.ts';
import { linkWords, metWords } from '../../links/link-words.ts';
import type { Link } from '../../links/standing.ts';
import { peopleWords } from '../../list/asked-words.ts';
import { listHref } from '../../list/list-query.ts';
import type { Resource } from '../resource.ts';
import { ResourceFacts } from './labels.tsx';
import { ResourceActs } from './resource-acts.tsx';
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
  /** Whether it was useful, and who uses it. */
  voices?: ComponentChildren;
  uses?: ComponentChildren;
  /** What is known of its address; nothing before it is first tried. */
  link: Link | undefined;
  /** What a module above says of it. */
  above?: ComponentChildren;
  /** The same in the words of schema.org. */
  data: Record<string, unknown>;
}

/** Facets told beside the text: for whom, then at what cost, then what else. */
const facetsFirst = ['audiences', 'publics', 'cost'];
const facetsThen = ['needs', 'themes', 'authority_types', 'modality', 'level', 'format'];

export function ResourcePage(props: ResourcePageProps) {
  const { resource, start, known, places, measures, above } = props;
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
      <Columns aside={<Aside {...props} />} more={<Further {...props} />}>
        {above}
        <Start resource={resource} start={start} />
        {resource.skills.length > 0 && (
          <Section id="competences" title="Ce que l’on y apprend">
            <ul>
              {resource.skills.map((skill) => (
                <li>{skill}</li>
              ))}
            </ul>
          </Section>
        )}
        {measures.length > 0 && (
          <Section id="utile-pour" title="Utile pour">
            <ul>
              {measures.map(({ slug, title }) => (
                <li>
                  La mesure <a href={`/agenda/${slug}`}>{title}</a>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {resource.confidence === 'medium' && resource.note && (
          <Section id="a-savoir" title="À savoir">
            <p>{resource.note}</p>
          </Section>
        )}
        <Sources
          sources={resource.sources}
          note={resource.confidence === 'high' ? (resource.note ?? undefined) : undefined}
        />
        {props.voices}
      </Columns>
    </>
  );
}

/** How to begin: as it is told; otherwise the number or the address that is known. */
function Start({ resource, start }: Pick<ResourcePageProps, 'resource' | 'start'>) {
  const phone = phoneIn(resource.summary);
  return (
    <Section id="commencer" title="Pour commencer">
      {start && <Prose html={start} />}
      {phone && (
        <p>
          Appelez le <a href={`tel:${phone.dialled}`}>{phone.shown}</a>.
        </p>
      )}
      {!start && (
        <p>
          {beginning(resource)} <a href={resource.url}>{new URL(resource.url).hostname}</a>
        </p>
      )}
    </Section>
  );
}

/** The first act, by what the thing is. */
function beginning({ facets }: Pick<Resource, 'facets'>): string {
  switch (facets.format?.[0]) {
    case 'pdf':
    case 'archive':
      return 'Téléchargez le document :';
    case 'formulaire':
      return 'Remplissez le formulaire :';
    case 'contact':
    case 'telephone':
      return 'Prenez contact sur le site :';
    case 'video':
    case 'audio':
      return 'À voir ou à écouter sur';
    default:
      return 'Rendez-vous sur';
  }
}

/** What is read last. */
function Further({ similar, known, places, uses }: ResourcePageProps) {
  return (
    <>
      {uses}
      {similar.length > 0 && (
        <Section id="proches" title="Ressources proches">
          <ResourceList label="Ressources proches" resources={similar} known={known} places={places} />
        </Section>
      )}
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

function Aside({ resource, known, places, mayEdit, link, group }: ResourcePageProps) {
  const told = (facets: readonly string[]): { term: string; value: ComponentChildren }[] =>
    facets.flatMap((facet) => {
      const codes = resource.facets[facet];
      if (!codes) return [];
      return [
        {
          term: known.get(facet)?.label ?? facet,
          value: <Values {...{ resource, known, facet, codes }} />,
        },
      ];
    });
  return (
    <>
      <DescriptionList
        items={[
          ...told(facetsFirst),
          { term: 'Temps', value: resource.effort?.label },
          { term: 'Population conseillée', value: peopleWords(resource) },
          {
            term: 'Couverture',
            value:
              resource.territories.length === 0
                ? 'Toute la France'
                : resource.territories.map((id) => places.get(id) ?? id).join(', '),
          },
          ...told(facetsThen),
          { term: 'Producteur', value: resource.producer },
          {
            term: 'Catalogue tenu par',
            value: group && <a href={`/groupes/${group.slug}`}>{group.title}</a>,
          },
          { term: 'Fiche vérifiée le', value: formatDate(resource.checkedOn) },
          { term: 'Lien', value: linkWords(link) },
        ]}
      />
      <Exports items={resourceExports(resource)} />
      <ResourceActs resource={resource} mayEdit={mayEdit} />
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
