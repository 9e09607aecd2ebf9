import {
  AdminNav,
  EmptyState,
  FilterSelect,
  Filters,
  listHref,
  PageHeader,
  Pagination,
  Section,
  Time,
  Timeline,
} from '../../../ui/index.ts';
import { choicesOf, detailWords, sentenceOf } from '../sentences.ts';

export interface JournalEvent {
  id: number;
  at: Date;
  actor_label: string;
  verb: string;
  thing_label: string;
  detail: unknown;
  /** Where the thing is today; null once it is gone. */
  href: string | null;
  /** The group in which it was done. */
  group: { label: string; href: string } | null;
}

export function EventList({ events }: { events: readonly JournalEvent[] }) {
  return (
    <Timeline
      entries={events.map((event) => {
        const details = detailWords(event.detail);
        return {
          when: <Time value={event.at} withTime />,
          body: (
            <>
              <p>
                <strong>{event.actor_label}</strong> {sentenceOf(event.verb)} {'«\u00a0'}
                {event.href ? <a href={event.href}>{event.thing_label}</a> : event.thing_label}
                {'\u00a0».'}
              </p>
              {(event.group || details.length > 0) && (
                <p class="fr-hint-text">
                  {event.group && (
                    <>
                      groupe : <a href={event.group.href}>{event.group.label}</a>
                      {details.length > 0 && ' ; '}
                    </>
                  )}
                  {details.join(' ; ')}
                </p>
              )}
            </>
          ),
        };
      })}
    />
  );
}

export interface JournalProps {
  events: readonly JournalEvent[];
  verbs: readonly string[];
  actors: readonly { id: string; name: string }[];
  filter: { action: string; par: string };
  page: number;
  pages: number;
}

const path = '/administration/journal';

export function Journal({ events, verbs, actors, filter, page, pages }: JournalProps) {
  const hrefOf = (page: number) => listHref(path, { ...filter, page });
  return (
    <>
      <AdminNav current={path} />
      <PageHeader
        title="Journal"
        lead="Chaque action faite avec un droit particulier, et par qui. Personne ne peut changer ni retirer une ligne ; chacune est effacée au bout de douze mois."
      />
      <Filters
        action={path}
        label="Filtrer le journal"
        resetHref={filter.action || filter.par ? path : undefined}
      >
        <FilterSelect
          name="action"
          label="Action"
          value={filter.action}
          all="Toutes les actions"
          choices={choicesOf(verbs)}
        />
        <FilterSelect
          name="par"
          label="Par"
          value={filter.par}
          all="Tout le monde"
          choices={actors.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Filters>
      <Section>
        {events.length === 0 ? (
          <EmptyState title="Aucune action ne correspond">
            <p>
              <a href={path}>Voir tout le journal</a>
            </p>
          </EmptyState>
        ) : (
          <EventList events={events} />
        )}
      </Section>
      <Pagination page={page} pages={pages} hrefOf={hrefOf} />
    </>
  );
}
