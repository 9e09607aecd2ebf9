import {
  Badge,
  Button,
  ButtonGroup,
  capitalised,
  choicesOf,
  EmptyState,
  FilterSelect,
  Filters,
  formatNumber,
  listHref,
  Pagination,
  plural,
  Section,
  TextField,
  Time,
} from '../../../../ui/index.ts';
import { SpaceFrame } from '../../../groups/index.ts';
import { kindLabel } from '../../../territories/index.ts';
import type { RemovedPerson } from '../../removals.ts';
import { roleKinds, roleWords } from '../../views/members.tsx';
import { RemovedPeople } from '../../views/removed-people.tsx';
import type { DirectoryEntry } from '../queries.ts';
import { type DirectoryFilter, type DirectorySide, sideTitles } from '../schemas.ts';
import { sizeBands } from '../size-bands.ts';

interface Line {
  entry: DirectoryEntry;
  mayManage: boolean;
  /** Not to oneself, nor to whoever refuses it. */
  mayWrite: boolean;
}

export interface DirectoryPageProps {
  group: { slug: string; title: string };
  entries: readonly Line[];
  departments: readonly { code: string; name: string }[];
  /** Those whom the reader may let come back. */
  removed: readonly RemovedPerson[];
  total: number;
  filter: DirectoryFilter;
  page: number;
  pages: number;
  isMember: boolean;
  mayInvite: boolean;
}

export function DirectoryPage(props: DirectoryPageProps) {
  const { group, entries, removed, total, filter, page, pages, isMember, mayInvite } = props;
  const base = `/espace/groupes/${group.slug}`;
  const here = `${base}/membres`;
  const narrowed = Object.values(filter).some((value) => value !== undefined && value !== '');
  return (
    <SpaceFrame
      group={group}
      title="Membres"
      current="membres"
      lead={
        narrowed
          ? `${plural(total, 'personne trouvée', 'personnes trouvées')}${filter.q ? ` pour « ${filter.q} »` : ''}`
          : `${plural(total, 'personne participe', 'personnes participent')} à ce groupe. Les adresses électroniques ne sont pas montrées.`
      }
      actions={
        <ButtonGroup>
          {mayInvite && <Button href={`${base}/invitations`}>Inviter</Button>}
          <Button href={`${base}/representativite`} kind="secondary">
            Qui est représenté
          </Button>
          {isMember && (
            <Button href={`/groupes/${group.slug}/qualite`} kind="tertiary">
              Ma qualité dans ce groupe
            </Button>
          )}
        </ButtonGroup>
      }
    >
      <DirectoryFilters {...props} here={here} narrowed={narrowed} />
      {entries.length === 0 ? (
        <EmptyState
          title={narrowed ? 'Personne ne correspond' : 'Personne pour l’instant'}
          action={
            narrowed ? (
              <Button href={here}>Voir tous les membres</Button>
            ) : (
              <Button href={`/groupes/${group.slug}`}>Voir le groupe</Button>
            )
          }
        >
          <p>
            {narrowed
              ? 'Essayez une partie du nom seulement, ou retirez un filtre.'
              : 'Les personnes apparaissent ici dès qu’elles rejoignent le groupe.'}
          </p>
        </EmptyState>
      ) : (
        [...Map.groupBy(entries, ({ entry }) => entry.directorySide)].map(([side, lines]) => (
          <Side side={side} lines={lines} here={here} />
        ))
      )}
      <Pagination page={page} pages={pages} hrefOf={(n) => listHref(here, { ...filter, page: n })} />
      <RemovedPeople group={group} removed={removed} />
    </SpaceFrame>
  );
}

function DirectoryFilters({
  filter,
  departments,
  here,
  narrowed,
}: DirectoryPageProps & { here: string; narrowed: boolean }) {
  const kinds = ['commune', 'epci', 'ept', 'departement', 'region', 'com'] as const;
  return (
    <Filters
      action={here}
      label="Chercher un membre"
      submit="Chercher"
      resetHref={narrowed ? here : undefined}
    >
      <TextField name="q" label="Nom ou organisme" required={false} value={filter.q} />
      <FilterSelect name="cote" label="Côté" value={filter.cote} choices={choicesOf(sideTitles)} />
      <FilterSelect
        name="role"
        label="Rôle"
        value={filter.role}
        choices={choicesOf({ copilote: 'Copilotes', membre: 'Membres', observateur: 'Observateurs' })}
      />
      <FilterSelect
        name="nature"
        label="Nature"
        value={filter.nature}
        choices={kinds.map((kind) => ({
          value: kind,
          label: capitalised(kindLabel({ kind, epci_kind: null })),
        }))}
        all="Toutes"
      />
      <FilterSelect
        name="taille"
        label="Taille"
        value={filter.taille}
        choices={sizeBands.map(({ code, label }) => ({ value: code, label }))}
        all="Toutes"
      />
      {departments.length > 0 && (
        <FilterSelect
          name="departement"
          label="Département"
          value={filter.departement}
          choices={departments.map(({ code, name }) => ({ value: code, label: `${code} – ${name}` }))}
        />
      )}
    </Filters>
  );
}

function Side({ side, lines, here }: { side: DirectorySide; lines: readonly Line[]; here: string }) {
  const bodies = Map.groupBy(lines, ({ entry }) => entry.affiliation ?? '');
  return (
    <Section title={sideTitles[side]} id={`cote-${side}`}>
      {[...bodies].map(([body, people]) => (
        <div class="cd-body">
          <h3 class="cd-body__name">
            {body || 'Collectivité ou organisme non indiqué'}
            <BodyFacts entry={people[0]?.entry} />
          </h3>
          <ul class="cd-people" aria-label={`Pour ${body || 'un organisme non indiqué'}`}>
            {people.map((line) => (
              <PersonLine {...line} here={here} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function BodyFacts({ entry }: { entry: DirectoryEntry | undefined }) {
  const population = entry?.authority?.population;
  if (population == null) return null;
  return <small>{formatNumber(population)} habitants</small>;
}

/** A member as the others see them: name, function, role, in the quality that counts here; never an address. */
function PersonLine({ entry, mayManage, mayWrite, here }: Line & { here: string }) {
  const { accountId, name } = entry;
  return (
    <li class="cd-person">
      <p class="cd-person__who">
        <strong>{name}</strong>
        {entry.functionTitle && (
          <span>
            {entry.functionTitle}
            {entry.inOtherQuality && ' (qualité choisie pour ce groupe)'}
          </span>
        )}
      </p>
      <div class="cd-meta">
        <Badge kind={roleKinds[entry.role]}>{roleWords(entry)}</Badge>
        <span>
          depuis le <Time value={entry.joinedAt} />
        </span>
        {mayWrite && (
          <a href={`${here}/${accountId}/message`}>
            Écrire<span class="fr-sr-only"> à {name}</span>
          </a>
        )}
        {mayManage && (
          <a href={`${here}/${accountId}`}>
            Gérer<span class="fr-sr-only"> la place de {name}</span>
          </a>
        )}
      </div>
    </li>
  );
}
