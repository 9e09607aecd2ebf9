import { pageCount } from '../../../platform/http/index.ts';
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
const perPage = 25;
const states = [
  { value: 'decides', label: 'Décidés' },
  { value: 'tous', label: 'Tous' },
];

type QueueState = 'a-juger' | 'decides' | 'tous';

/** The address of a page of the queue, under what narrows it. */
export const queueHref = (state: QueueState, group: string | undefined, page: number): string =>
  listHref(path, { etat: state === 'a-juger' ? '' : state, groupe: group, page });

export function QueuePage({
  cases,
  total,
  state,
  groups,
  group,
  page,
}: {
  cases: readonly Line[];
  total: number;
  state: QueueState;
  groups: readonly { slug: string; title: string }[];
  group?: string;
  page: number;
}) {
  const filter = { etat: state === 'a-juger' ? '' : state, groupe: group ?? '' };
  const narrowed = state !== 'a-juger' || group !== undefined;
  return (
    <>
      <Filters action={path} label="Filtrer les signalements" resetHref={narrowed ? path : undefined}>
        <FilterSelect name="etat" label="État" value={filter.etat} all="À examiner" choices={states} />
        <FilterSelect
          name="groupe"
          label="Groupe"
          value={filter.groupe}
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
        <>
          <p>{plural(total, 'dossier')}</p>
          <ItemList label="Signalements et contestations">
            {cases.map((one) => (
              <ListItem
                title={one.label}
                href={`${path}/${one.id}`}
                level={2}
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
            pages={pageCount(total, perPage)}
            hrefOf={(n) => queueHref(state, group, n)}
            label="Pages des signalements"
          />
        </>
      )}
    </>
  );
}

export function CaseBadge({ state, contestWaits }: Pick<Line, 'state' | 'contestWaits'>) {
  if (contestWaits) return <Badge kind="warning">Contestation à examiner</Badge>;
  return <Badge kind={state === 'waiting' ? 'new' : 'neutral'}>{stateWords[state]}</Badge>;
}
