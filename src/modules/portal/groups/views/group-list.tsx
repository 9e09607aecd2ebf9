import {
  Button,
  Callout,
  EmptyState,
  Grid,
  PageHeader,
  Pagination,
  Section,
  SubNav,
} from '../../../../ui/index.ts';
import { GroupCard } from '../../../groups/index.ts';
import type { GroupPageOfList } from '../queries.ts';
import { groupsHref, type StateCode, stateFilters } from '../states.ts';

export interface GroupListProps {
  list: GroupPageOfList;
  filter: StateCode | undefined;
  now: Date;
  visitor: boolean;
  mayCreate: boolean;
}

/** The groups, by where they are in their life. */
export function GroupListPage({ list, filter, now, visitor, mayCreate }: GroupListProps) {
  const { items, counts, page, pages } = list;
  const everyGroup = counts.values().reduce((sum, count) => sum + count, 0);
  const byState = Map.groupBy(items, ({ group }) => group.state);
  const filled = stateFilters.filter(({ state }) => counts.has(state));
  const shown = stateFilters.filter(({ state, code }) => (filter ? code === filter : byState.has(state)));
  const create = (
    <Button href="/administration/groupes/nouveau" kind="secondary" icon="plus">
      Proposer un groupe
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Groupes projets"
        lead="Chaque groupe réunit l’État et les associations de collectivités pour produire vite des outils utiles. Tout agent ou élu local volontaire peut y prendre part."
        actions={mayCreate ? create : undefined}
      />
      {filled.length > 1 && (
        <SubNav
          label="Filtrer par état"
          current={groupsHref(filter)}
          items={[
            { label: 'Tous', href: '/groupes', count: everyGroup },
            ...filled.map(({ code, label, state }) => ({
              label,
              href: groupsHref(code),
              count: counts.get(state) ?? 0,
            })),
          ]}
        />
      )}
      {everyGroup === 0 && (
        <EmptyState title="Aucun groupe projet pour l’instant">
          <p>Les groupes ouverts par l’équipe du programme paraîtront ici.</p>
        </EmptyState>
      )}
      {shown.map(({ state, heading, code }) => {
        const entries = byState.get(state) ?? [];
        return (
          <Section title={heading} id={code}>
            {entries.length === 0 ? (
              <p>
                Aucun groupe dans cet état. <a href="/groupes">Voir tous les groupes</a>
              </p>
            ) : (
              <Grid min="lg">
                {entries.map(({ group, participation }) => (
                  <GroupCard group={group} participation={participation} now={now} />
                ))}
              </Grid>
            )}
          </Section>
        );
      })}
      <Pagination page={page} pages={pages} hrefOf={(n) => groupsHref(filter, n)} />
      {visitor && (
        <Callout
          title="Vous travaillez ou siégez dans une collectivité ?"
          link={{ label: 'S’inscrire', href: '/inscription' }}
        >
          <p>
            Une inscription suffit pour suivre les groupes de votre choix, échanger avec leurs membres et
            relire leurs productions.
          </p>
        </Callout>
      )}
    </>
  );
}
