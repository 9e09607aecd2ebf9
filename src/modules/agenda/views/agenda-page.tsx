import type { ComponentChildren } from 'preact';
import {
  Alert,
  Button,
  EmptyState,
  Exports,
  PageHeader,
  plural,
  Section,
  SubNav,
} from '../../../ui/index.ts';
import { AuthorityChoices, authorityUrl } from '../../territories/index.ts';
import { agendaHref, type FilterName, type View } from '../list-query.ts';
import type { Listing } from '../listing.ts';
import type { AgendaFilter } from '../read-filter.ts';
import { filterLabels, isNarrowed, valueWords } from './filter-words.ts';
import { FiltersForm } from './filters-form.tsx';

export interface AgendaPageProps {
  filter: AgendaFilter;
  listing: Listing;
  view: View;
  /** Labels of the themes, by code. */
  themes: ReadonlyMap<string, string>;
  /** Addresses of the same in other forms. */
  exports: readonly { label: string; href: string }[];
  children: ComponentChildren;
}

export function AgendaPage({ filter, listing, view, themes, exports, children }: AgendaPageProps) {
  const { asked, authority } = filter;
  const total = listing.items.length;
  const isToSettle = listing.items.some(({ verdict }) => verdict === 'unknown');
  const href = (of: View) => agendaHref(asked, { view: of });
  return (
    <>
      <PageHeader
        title="Agenda"
        lead="Ce que le numérique demande ou propose aux collectivités : quoi, quand, pour qui, d’après quel texte."
      />
      <Choices filter={filter} view={view} />
      <FiltersForm
        asked={asked}
        shown={filter.shown}
        errors={filter.errors}
        values={listing.values}
        themes={themes}
        view={view}
      />
      <Section
        id="resultats"
        title={
          authority ? `${plural(total, 'mesure')} pour ${authority.authority.name}` : plural(total, 'mesure')
        }
        intro={
          authority &&
          `Ce qui concerne cette collectivité, et ce qui la concerne peut-être, signalé « À préciser ».${
            isToSettle
              ? ' L’agenda suit les seules données officielles : les réponses données sur la page de la collectivité n’y changent rien.'
              : ''
          }`
        }
        more={
          authority
            ? { label: 'La page de cette collectivité', href: authorityUrl(authority.authority) }
            : undefined
        }
      >
        <SubNav
          label="Présentation de l’agenda"
          current={href(view)}
          items={[
            { label: 'En liste', href: href('liste') },
            { label: 'En frise', href: href('frise') },
            { label: 'Par mesure', href: href('mesures') },
          ]}
        />
        {total === 0 ? <Nothing listing={listing} filter={filter} view={view} themes={themes} /> : children}
      </Section>
      <p>
        Une mesure manque, une date a changé ? <a href="/agenda/proposer">Proposez une mesure</a>, ou
        corrigez-en une depuis sa page.
      </p>
      {total > 0 && (
        <Exports
          subject={`${isNarrowed(asked) ? 'Ces résultats' : 'Tout l’agenda'} en données`}
          items={exports}
        />
      )}
    </>
  );
}

/** What was named by a name that several bear, or that none bears. */
function Choices({ filter, view }: { filter: AgendaFilter; view: View }) {
  return (
    <>
      {(['collectivite', 'territoire'] as const).map((name) => {
        const choices = filter.choices[name];
        if (!choices) return null;
        const typed = filter.shown[name] ?? '';
        return choices.length === 0 ? (
          <Alert kind="warning" title={`Aucune collectivité ne répond à « ${typed} »`}>
            <p>Vérifiez le nom, ou donnez un code postal, INSEE ou SIREN. Ce filtre n’est pas appliqué.</p>
          </Alert>
        ) : (
          <Alert kind="info" title={`Laquelle est « ${typed} » ?`}>
            <AuthorityChoices
              choices={choices}
              hrefOf={({ id }) => agendaHref({ ...filter.asked, [name]: id }, { view })}
            />
          </Alert>
        );
      })}
    </>
  );
}

function Nothing({
  listing,
  filter,
  view,
  themes,
}: Pick<AgendaPageProps, 'listing' | 'filter' | 'view' | 'themes'>) {
  if (!isNarrowed(filter.asked)) {
    return (
      <EmptyState title="L’agenda est encore vide" level={3}>
        <p>Les mesures paraîtront ici dès qu’elles seront publiées.</p>
      </EmptyState>
    );
  }
  const helpful = listing.without.filter(({ count }) => count > 0);
  const told = (name: FilterName) => valueWords(name, filter.shown[name] ?? '', themes);
  return (
    <EmptyState
      level={3}
      title="Aucune mesure ne passe tous ces filtres à la fois"
      action={
        helpful.length === 0 ? <Button href={agendaHref({}, { view })}>Voir tout l’agenda</Button> : undefined
      }
    >
      {helpful.length > 0 && (
        <>
          <p>Retirez l’un d’eux :</p>
          <ul>
            {helpful.map(({ name, count }) => (
              <li>
                <a href={agendaHref({ ...filter.asked, [name]: undefined }, { view })}>
                  Sans le filtre « {filterLabels[name]} : {told(name)} »
                </a>{' '}
                ({plural(count, 'mesure')})
              </li>
            ))}
          </ul>
        </>
      )}
    </EmptyState>
  );
}
