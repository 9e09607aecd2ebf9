import { Details, EmptyState, Heading, Pagination, plural } from '../../../ui/index.ts';
import { byHeading, type Entry, type Part } from '../entries.ts';
import type { Page } from '../listing.ts';
import { EntryList } from './entry-item.tsx';

const titles: Record<Part, string> = {
  soon: 'Bientôt',
  now: 'En cours',
  undated: 'Sans date connue',
  past: 'Passé',
};

const parts: readonly Part[] = ['soon', 'now', 'undated', 'past'];

/** The agenda in the order of time. */
export function EntriesView({ page, hrefOf }: { page: Page<Entry>; hrefOf: (page: number) => string }) {
  if (page.total === 0) {
    return (
      <EmptyState title="Ces mesures n’ont aucun jalon" level={3}>
        <p>Voyez-les par mesure.</p>
      </EmptyState>
    );
  }
  const byPart = Map.groupBy(page.items, ({ part }) => part);
  return (
    <>
      {parts.map((part) => {
        const entries = byPart.get(part);
        if (!entries) return null;
        return (
          <section class="cd-part" aria-labelledby={`partie-${part}`}>
            <Heading level={3} id={`partie-${part}`}>
              {titles[part]}
            </Heading>
            {part === 'soon' && <ByQuarter entries={entries} />}
            {part === 'past' && <ByYear entries={entries} />}
            {(part === 'now' || part === 'undated') && <EntryList entries={entries} level={4} />}
          </section>
        );
      })}
      <Pagination page={page.page} pages={page.pages} hrefOf={hrefOf} label="Pages de l’agenda" />
    </>
  );
}

function ByQuarter({ entries }: { entries: readonly Entry[] }) {
  return (
    <>
      {byHeading(entries).map(({ heading, entries: own }) => (
        <>
          <p class="cd-part__heading">{heading}</p>
          <EntryList entries={own} level={4} label={heading} />
        </>
      ))}
    </>
  );
}

/** Folded, but for the latest year. */
function ByYear({ entries }: { entries: readonly Entry[] }) {
  return (
    <>
      {byHeading(entries).map(({ heading, entries: own }, index) => (
        <Details summary={`${heading} : ${plural(own.length, 'jalon')}`} open={index === 0}>
          <EntryList entries={own} level={4} />
        </Details>
      ))}
    </>
  );
}
