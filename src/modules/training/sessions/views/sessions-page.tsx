import {
  ActiveFilters,
  Button,
  EmptyState,
  Exports,
  FilterSelect,
  Filters,
  PageHeader,
  Pagination,
  plural,
  Section,
} from '../../../../ui/index.ts';
import { catalogueHref, type Taxonomy, valueLabel } from '../../../catalogue/index.ts';
import { ownPath, pathsPath, sessionsPath, workPath } from '../../addresses.ts';
import { type Asked, isNarrowed, sessionsHref } from '../list-query.ts';
import type { Choices, SessionsPage } from '../listing.ts';
import { SessionList } from './session-item.tsx';

export interface SessionsViewProps {
  lead: string;
  asked: Asked;
  page: SessionsPage;
  choices: Choices;
  known: Taxonomy;
  /** Name of the place that was asked. */
  place: string | null;
  now: Date;
  mayCreate: boolean;
  exports: readonly { label: string; href: string }[];
  calendarHref: string;
}

const month = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', month: 'long', year: 'numeric' });
const monthWords = (code: string): string => month.format(new Date(`${code}-15T00:00:00Z`));

export function SessionsView(props: SessionsViewProps) {
  const { lead, asked, page, place, now, mayCreate, exports, calendarHref } = props;
  const title = place
    ? `${plural(page.total, 'session à venir', 'sessions à venir')} : ${place}`
    : plural(page.total, 'session à venir', 'sessions à venir');
  return (
    <>
      <PageHeader
        eyebrow="Formations"
        title="Sessions de formation"
        lead={lead}
        meta={
          <>
            <a href={ownPath}>Mes inscriptions</a>
            <a href={catalogueHref('formations')}>Catalogue des formations</a>
            <a href={pathsPath}>Parcours de formation</a>
            {mayCreate && <a href={workPath}>Tenir les sessions</a>}
          </>
        }
      />
      <FiltersForm {...props} />
      <Section id="sessions" title={title}>
        <ActiveFilters items={activeOf(props)} />
        {page.total === 0 ? (
          <Nothing asked={asked} />
        ) : (
          <>
            <SessionList sessions={page.items} label={title} now={now} />
            <Pagination
              page={page.page}
              pages={page.pages}
              hrefOf={(to) => `${sessionsHref(asked, { page: to })}#sessions`}
            />
          </>
        )}
      </Section>
      <Section id="abonnement" title="Recevoir les nouvelles dates">
        <p>
          Abonnez votre agenda à cette adresse : les sessions{place ? ` (${place})` : ''} y viennent, y
          changent et s’en vont d’elles-mêmes. <a href={calendarHref}>Calendrier à suivre (.ics)</a>
        </p>
        <Exports subject="Ces sessions en données" items={exports} />
      </Section>
    </>
  );
}

function FiltersForm({ asked, choices, known }: SessionsViewProps) {
  const publics = [...(known.get('publics')?.values.values() ?? [])].filter(({ retired }) => !retired);
  const months =
    asked.mois && !choices.months.includes(asked.mois) ? [asked.mois, ...choices.months] : choices.months;
  return (
    <Filters
      action={sessionsPath}
      label="Filtrer les sessions"
      resetHref={isNarrowed(asked) ? sessionsPath : undefined}
    >
      <FilterSelect
        name="lieu"
        label="Lieu"
        value={asked.lieu}
        all="Tous les lieux"
        choices={[
          { value: 'distance', label: 'À distance' },
          ...choices.places.map(({ id, name, kind }) => ({
            value: id,
            label: name,
            group: kind === 'region' ? 'Régions' : 'Départements',
          })),
        ]}
      />
      <FilterSelect
        name="mois"
        label="Mois"
        value={asked.mois}
        choices={months.map((value) => ({ value, label: monthWords(value) }))}
      />
      <FilterSelect
        name="public"
        label="Public"
        value={asked.public}
        choices={publics.map(({ code, label }) => ({ value: code, label }))}
      />
      <FilterSelect
        name="offre"
        label="Offre"
        value={asked.offre}
        all="Toutes"
        choices={choices.offers.map(({ slug, title }) => ({ value: slug, label: title }))}
      />
    </Filters>
  );
}

function activeOf({ asked, choices, known, place }: SessionsViewProps) {
  const without = (name: keyof Asked) => sessionsHref({ ...asked, [name]: undefined });
  return [
    ...(asked.lieu ? [{ label: `Lieu : ${place ?? asked.lieu}`, href: without('lieu') }] : []),
    ...(asked.mois ? [{ label: `Mois : ${monthWords(asked.mois)}`, href: without('mois') }] : []),
    ...(asked.public
      ? [{ label: `Public : ${valueLabel(known, 'publics', asked.public)}`, href: without('public') }]
      : []),
    ...(asked.offre
      ? [
          {
            label: `Offre : ${choices.offers.find(({ slug }) => slug === asked.offre)?.title ?? asked.offre}`,
            href: without('offre'),
          },
        ]
      : []),
  ];
}

function Nothing({ asked }: { asked: Asked }) {
  if (isNarrowed(asked)) {
    return (
      <EmptyState
        level={3}
        title="Aucune session à venir sous ces filtres"
        action={<Button href={sessionsPath}>Voir toutes les sessions</Button>}
      >
        <p>Retirez un filtre ci-dessus, ou regardez aussi les sessions à distance.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      level={3}
      title="Aucune session n’est annoncée pour l’instant"
      action={<Button href={catalogueHref('formations')}>Voir le catalogue des formations</Button>}
    >
      <p>
        Les dates paraîtront ici dès qu’un organisateur les publiera. Beaucoup de formations du catalogue se
        suivent sans date, à distance.
      </p>
    </EmptyState>
  );
}
