import {
  Badge,
  Button,
  ButtonGroup,
  Fact,
  ItemList,
  ListItem,
  plural,
  Section,
} from '../../../../ui/index.ts';
import type { Authority } from '../../../territories/index.ts';
import { type CatalogueSlug, catalogues, resourceHref } from '../../catalogues.ts';
import { type Taxonomy, valueLabel } from '../../facets/taxonomy.ts';
import { guideHref } from '../../guide/href.ts';
import { listHref } from '../../list/list-query.ts';
import type { Resource } from '../../resources/resource.ts';
import { ResourceList } from '../../resources/views/resource-item.tsx';
import type { HelpForAuthority, Helping } from '../helping.ts';

const everything = { facets: new Map() } as const;

/** At the head of a long page: that there is help, and how much. */
export function HelpLink({ counts }: Pick<HelpForAuthority, 'counts'>) {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <p>
      <a href="#aides">Ce qui peut vous aider : {plural(total, 'ressource')}</a>
    </p>
  );
}

/** On the page of an authority: a handful of resources with what they help with, and the catalogues as it would see them. */
export function HelpSection({
  authority,
  help: { helping, counts },
  known,
}: {
  authority: Authority;
  help: HelpForAuthority;
  known: Taxonomy;
}) {
  return (
    <Section
      id="aides"
      title="Ce qui peut vous aider"
      more={{
        label: 'Trois questions pour trouver',
        href: guideHref('cybersecurite', { collectivite: authority.id }),
      }}
    >
      {helping.length > 0 && (
        <ItemList label="Ressources pour les mesures qui vous concernent">
          {helping.map((one) => (
            <HelpingItem {...one} known={known} />
          ))}
        </ItemList>
      )}
      <ButtonGroup>
        {counts
          .filter(({ count }) => count > 0)
          .map(({ slug, count }) => (
            <Button
              href={listHref(slug, { ...everything, collectivite: authority.id })}
              kind="secondary"
              size="sm"
            >
              {catalogues[slug].title} : {plural(count, 'ressource')}
            </Button>
          ))}
      </ButtonGroup>
    </Section>
  );
}

function HelpingItem({ resource, measure, known }: Helping & { known: Taxonomy }) {
  const { facets, effort, producer } = resource;
  const [kind] = facets.kind ?? [];
  return (
    <ListItem
      title={resource.title}
      href={resourceHref(resource)}
      meta={
        <>
          {kind && <Badge kind="accent">{valueLabel(known, 'kind', kind)}</Badge>}
          <span>{producer}</span>
          {effort && <Fact icon="clock">{effort.label}</Fact>}
        </>
      }
    >
      <p>
        Pour : <a href={`/agenda/${measure.slug}`}>{measure.title}</a>
      </p>
    </ListItem>
  );
}

/** On the page of a measure. */
export function MeasureHelp({
  resources,
  local,
  known,
  places,
}: {
  resources: readonly Resource[];
  local: readonly { slug: CatalogueSlug; count: number }[];
  known: Taxonomy;
  places: ReadonlyMap<string, string>;
}) {
  return (
    <Section id="ressources" title="Ce qui aide">
      {resources.length > 0 && (
        <ResourceList label="Ressources qui aident" resources={resources} known={known} places={places} />
      )}
      {local.map(({ slug, count }) => (
        <p>
          <a href={listHref(slug, { facets: new Map([['coverage', ['regional']]]) })}>
            {plural(count, 'offre locale', 'offres locales')} dans le catalogue {catalogues[slug].of}
          </a>
          {count > 1 ? ' : dites-y quelle est votre collectivité pour voir les siennes.' : ''}
        </p>
      ))}
    </Section>
  );
}
