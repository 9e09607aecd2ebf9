import { Button, Callout, EmptyState, Grid, PageHeader, Section, SubNav } from '../../../../ui/index.ts';
import { GroupCard } from '../../../groups/index.ts';
import type { GroupInList } from '../queries.ts';
import { type StateCode, stateFilters } from '../states.ts';

export interface GroupListProps {
  groups: readonly GroupInList[];
  filter: StateCode | undefined;
  now: Date;
  visitor: boolean;
  mayCreate: boolean;
}

/** All the groups, by where they are in their life. */
export function GroupListPage({ groups, filter, now, visitor, mayCreate }: GroupListProps) {
  const byState = Map.groupBy(groups, ({ group }) => group.state);
  const filled = stateFilters.filter(({ state }) => byState.has(state));
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
          current={filter ? `/groupes?etat=${filter}` : '/groupes'}
          items={[
            { label: 'Tous', href: '/groupes', count: groups.length },
            ...filled.map(({ code, label, state }) => ({
              label,
              href: `/groupes?etat=${code}`,
              count: byState.get(state)?.length ?? 0,
            })),
          ]}
        />
      )}
      {groups.length === 0 && (
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
