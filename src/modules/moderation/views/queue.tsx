import {
  Badge,
  EmptyState,
  Fact,
  FilterSelect,
  Filters,
  ItemList,
  ListItem,
  listHref,
  Pagination,
  plural,
  Section,
  Time,
} from '../../../ui/index.ts';
import type { KindWords } from '../reportable.ts';
import { motiveWords, stateWords } from '../vocabulary.ts';

interface Line {
  id: string;
  words: Pick<KindWords, 'name' | 'made'>;
  label: string;
  groupTitle: string | null;
  authorName: string;
  state: keyof typeof stateWords;
  contestWaits: boolean;
  openedAt: Date;
  reports: number;
  motives: readonly Parameters<typeof motiveWords>[0][];
}

const path = '/espace/moderation';
const states = [
  { value: 'decides', label: 'Décidés' },
  { value: 'tous', label: 'Tous' },
];

type QueueState = 'a-juger' | 'decides' | 'tous';

/** What narrows the queue, as its address says it. */
export interface Narrowing {
  state: QueueState;
  /** The segment of a kind of thing. */
  kind?: string;
  /** The slug of a group. */
  group?: string;
}

/** The address of a page of the queue, under what narrows it. */
export const queueHref = ({ state, kind, group }: Narrowing, page: number): string =>
  listHref(path, { etat: state === 'a-juger' ? '' : state, nature: kind, groupe: group, page });

export function QueuePage({
  cases,
  total,
  kinds,
  groups,
  narrowing,
  page,
  pages,
}: {
  cases: readonly Line[];
  total: number;
  kinds: readonly { segment: string; words: Pick<KindWords, 'name'> }[];
  groups: readonly { slug: string; title: string }[];
  narrowing: Narrowing;
  page: number;
  pages: number;
}) {
  const { state, kind, group } = narrowing;
  const narrowed = state !== 'a-juger' || kind !== undefined || group !== undefined;
  return (
    <>
      <Filters action={path} label="Filtrer les signalements" resetHref={narrowed ? path : undefined}>
        <FilterSelect
          name="etat"
          label="État"
          value={state === 'a-juger' ? '' : state}
          all="À examiner"
          choices={states}
        />
        <FilterSelect
          name="nature"
          label="Nature"
          value={kind ?? ''}
          all="Toutes"
          choices={kinds.map(({ segment, words }) => ({ value: segment, label: words.name }))}
        />
        <FilterSelect
          name="groupe"
          label="Groupe"
          value={group ?? ''}
          choices={groups.map(({ slug, title }) => ({ value: slug, label: title }))}
        />
      </Filters>
      {cases.length === 0 ? (
        <EmptyState
          title={narrowed ? 'Aucun signalement ne répond à ces filtres' : 'Rien n’attend votre avis'}
        >
          <p>
            Les signalements des membres et les contestations s’afficheront ici. Ce que vous avez écrit
            vous-même est examiné par d’autres.
          </p>
        </EmptyState>
      ) : (
        <Section id="liste" title={plural(total, 'dossier')}>
          <ItemList label="Signalements et contestations">
            {cases.map((one) => (
              <ListItem
                title={one.label}
                href={`${path}/${one.id}`}
                level={3}
                meta={
                  <>
                    <CaseBadge {...one} />
                    <span>{one.words.name}</span>
                    {one.groupTitle !== null && <span>{one.groupTitle}</span>}
                    <span>
                      {one.words.made} par {one.authorName}
                    </span>
                    <span>{one.reports > 0 ? plural(one.reports, 'signalement') : 'sans signalement'}</span>
                    <Fact icon="calendar">
                      depuis le <Time value={one.openedAt} />
                    </Fact>
                  </>
                }
              >
                {one.motives.length > 0 && <p>{one.motives.map(motiveWords).join(', ')}</p>}
              </ListItem>
            ))}
          </ItemList>
          <Pagination
            page={page}
            pages={pages}
            hrefOf={(n) => queueHref(narrowing, n)}
            label="Pages des signalements"
          />
        </Section>
      )}
    </>
  );
}

export function CaseBadge({ state, contestWaits }: Pick<Line, 'state' | 'contestWaits'>) {
  if (contestWaits) return <Badge kind="warning">Contestation à examiner</Badge>;
  return <Badge kind={state === 'waiting' ? 'new' : 'neutral'}>{stateWords[state]}</Badge>;
}
