import {
  Button,
  capitalised,
  EmptyState,
  Grid,
  ItemList,
  ListItem,
  PageHeader,
  plural,
  Section,
} from '../../../../ui/index.ts';
import type { Group } from '../../../groups/index.ts';
import type { Organisation } from '../../../organisations/index.ts';

const sides = [
  { side: 'etat', title: 'Côté État', id: 'etat' },
  { side: 'collectivites', title: 'Côté collectivités', id: 'collectivites' },
  { side: null, title: 'Autres organismes', id: 'autres' },
] as const;

/** Who carries the programme, by side. */
export function OrganisationListPage({
  organisations,
  groups,
  mayEdit,
}: {
  organisations: readonly Organisation[];
  groups: readonly Group[];
  mayEdit: boolean;
}) {
  const bySide = Map.groupBy(organisations, ({ side }) => side);
  const copiloted = Map.groupBy(
    groups.flatMap((group) => group.copilots.map(({ slug }) => ({ slug, group }))),
    ({ slug }) => slug,
  );
  return (
    <>
      <PageHeader
        title="Organismes"
        lead="Les services de l’État et les associations de collectivités qui portent le programme et copilotent ses groupes projets."
        actions={
          mayEdit ? (
            <Button href="/administration/organismes/nouveau" kind="secondary" icon="plus">
              Ajouter un organisme
            </Button>
          ) : undefined
        }
      />
      {organisations.length === 0 && (
        <EmptyState title="Aucun organisme pour l’instant">
          <p>Les organismes ajoutés par l’équipe du programme paraîtront ici.</p>
        </EmptyState>
      )}
      <Grid min="lg">
        {sides.map(({ side, title, id }) => {
          const entries = bySide.get(side) ?? [];
          return (
            entries.length > 0 && (
              <div>
                <Section title={title} id={id}>
                  <ItemList>
                    {entries.map(({ slug, name, acronym, kind, inGovernance }) => {
                      const count = copiloted.get(slug)?.length ?? 0;
                      return (
                        <ListItem
                          title={acronym && acronym !== name ? `${name} (${acronym})` : name}
                          href={`/organismes/${slug}`}
                          meta={
                            <>
                              <span>{capitalised(kind)}</span>
                              {inGovernance && <span>Comité d’orientation politique</span>}
                              {count > 0 && (
                                <span>Copilote de {plural(count, 'groupe projet', 'groupes projets')}</span>
                              )}
                            </>
                          }
                        />
                      );
                    })}
                  </ItemList>
                </Section>
              </div>
            )
          );
        })}
      </Grid>
    </>
  );
}
