import {
  Alert,
  EmptyState,
  Excerpt,
  Fact,
  formatNumber,
  ItemList,
  ListItem,
  Pagination,
  plural,
  Section,
  TagList,
  Time,
  whyNearOnes,
} from '../../../ui/index.ts';
import type { Found, Hit } from '../finding.ts';
import { kinds, nameOfKind } from '../kinds.ts';
import { type Asked, searchHref } from '../schemas.ts';

interface ResultsProps {
  asked: Asked;
  found: Found;
}

export function Results({ asked, found }: ResultsProps) {
  if (found.total === 0) return <Nothing asked={asked} found={found} />;
  const { hits, total, more, pages } = found;
  const reason = whyNearOnes(found);
  return (
    <Section
      id="resultats"
      title={more ? `Plus de ${plural(total, 'résultat')}` : plural(total, 'résultat')}
      intro={
        more
          ? `Voici les ${total} plus récents : ajoutez un mot ou un filtre pour remonter plus loin.`
          : undefined
      }
    >
      {reason && (
        <Alert kind="info">
          <p>{reason}</p>
        </Alert>
      )}
      <Narrower asked={asked} found={found} />
      <ItemList label="Résultats">
        {hits.map((hit) => (
          <HitItem hit={hit} />
        ))}
      </ItemList>
      <Pagination page={asked.page} pages={pages} hrefOf={(page) => searchHref(asked, { page })} />
    </Section>
  );
}

function HitItem({ hit }: { hit: Hit }) {
  return (
    <ListItem
      title={hit.title}
      href={hit.url}
      meta={
        <>
          <span>{nameOfKind(hit.kind)}</span>
          {hit.fileName && <Fact icon="file">{hit.fileName}</Fact>}
          <span>{hit.group.title}</span>
          {hit.author && <span>{hit.author}</span>}
          <Fact icon="calendar">
            <Time value={hit.at} />
          </Fact>
        </>
      }
    >
      <Excerpt passage={hit.excerpt} />
    </ListItem>
  );
}

/** What is found by kind, by group and by person: each narrows the search. Of more than is counted, nothing is said. */
function Narrower({ asked, found: { byKind, byScope, more, groups, people } }: ResultsProps) {
  const counted = (label: string, count: number) => (more ? label : `${label} (${formatNumber(count)})`);
  const ofKind = kinds.filter(({ kind }) => (byKind[kind] ?? 0) > 0);
  const inGroups = groups.filter(({ id }) => (byScope[id] ?? 0) > 0);
  return (
    <>
      {ofKind.length > 1 && (
        <TagList
          label="Par nature"
          items={ofKind.map(({ word, kind, many }) => ({
            label: counted(many, byKind[kind] ?? 0),
            href: searchHref(asked, { nature: word }),
          }))}
        />
      )}
      {inGroups.length > 1 && (
        <TagList
          label="Par groupe"
          items={inGroups.slice(0, mostGroups).map(({ slug, id, title }) => ({
            label: counted(title, byScope[id] ?? 0),
            href: searchHref(asked, { groupe: slug }),
          }))}
        />
      )}
      {people.length > 1 && (
        <TagList
          label="Par personne"
          items={people.map(({ id, name }) => ({
            label: name,
            href: searchHref(asked, { auteur: '', personne: id }),
          }))}
        />
      )}
    </>
  );
}

const mostGroups = 12;

function Nothing({ asked, found }: ResultsProps) {
  const filters = found.filters.filter((filter) => (filter.found?.total ?? 0) > 0);
  return (
    <EmptyState
      title={asked.q === '' ? 'Rien ne correspond à ces filtres' : `Rien ne correspond à « ${asked.q} »`}
    >
      {filters.length > 0 ? (
        <>
          <p>Vous trouveriez, en retirant un filtre :</p>
          <ul>
            {filters.map(({ label, href, found: without }) => (
              <li>
                <a href={href}>sans « {label} »</a> : {without?.more && 'plus de '}
                {plural(without?.total ?? 0, 'résultat')}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          {found.filters.length > 0 ? 'Retirez des filtres, ou essayez' : 'Essayez'} avec moins de mots ou
          d’autres mots. Ce que tout le monde peut lire se cherche{' '}
          <a href={`/recherche?${new URLSearchParams({ q: asked.q })}`}>sur le site</a>.
        </p>
      )}
    </EmptyState>
  );
}
