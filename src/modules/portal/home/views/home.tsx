import {
  AuthorityPicker,
  Button,
  ButtonGroup,
  Card,
  Container,
  EmptyState,
  Fact,
  Grid,
  Hero,
  ItemList,
  ListItem,
  Section,
  Time,
  Weather,
} from '../../../../ui/index.ts';
import { hrefOf } from '../../pages/permalink.ts';
import type { NewsItem } from '../../pages/queries.ts';
import type { groupsAtWork, latestDeliverables } from '../queries.ts';

export interface HomeProps {
  groups: Awaited<ReturnType<typeof groupsAtWork>>;
  groupCount: number;
  deliverables: Awaited<ReturnType<typeof latestDeliverables>>;
  news: readonly NewsItem[];
  /** The reader already has an account. */
  signedIn: boolean;
}

export function Home({ groups, groupCount, deliverables, news, signedIn }: HomeProps) {
  return (
    <>
      <Hero
        eyebrow="Transformation numérique des territoires"
        title="Quelle est votre collectivité ?"
        lead="L’État et les associations de collectivités travaillent à deux, dans des groupes projets, pour que le numérique public local avance partout."
      >
        <form action="/collectivites" method="get">
          <AuthorityPicker
            name="q"
            label="Nom, code postal, code INSEE ou SIREN"
            submit="Trouver"
            size="lg"
            navigate
          />
        </form>
      </Hero>

      <Container>
        <Section
          id="groupes"
          title="Ce que font les groupes projets"
          more={groupCount > 0 ? { label: 'Tous les groupes', href: '/groupes' } : undefined}
        >
          {groups.length === 0 ? (
            <EmptyState title="Aucun groupe n’est à l’œuvre en ce moment" level={3}>
              <p>
                Voyez <a href="/livrables">ce que les groupes ont déjà produit</a>.
              </p>
            </EmptyState>
          ) : (
            <Grid>
              {groups.map((group) => (
                <Card
                  title={group.title}
                  href={`/groupes/${group.slug}`}
                  eyebrow={group.number === null ? undefined : `Groupe ${group.number}`}
                  end={<LastProgress group={group} />}
                >
                  <p>{group.progress?.words || group.objective}</p>
                </Card>
              ))}
            </Grid>
          )}
        </Section>
      </Container>

      {(deliverables.length > 0 || news.length > 0) && (
        <Section tone="tint">
          <Grid min="lg">
            {deliverables.length > 0 && (
              <Section
                id="livrables"
                title="Derniers livrables"
                more={{ label: 'Tous les livrables', href: '/livrables' }}
              >
                <ItemList>
                  {deliverables.map((item) => (
                    <ListItem
                      title={item.title}
                      href={`/livrables/${item.slug}`}
                      meta={
                        <>
                          {item.published_on && <Time value={item.published_on} />}
                          {item.group && <span>{item.group}</span>}
                        </>
                      }
                    />
                  ))}
                </ItemList>
              </Section>
            )}
            {news.length > 0 && (
              <Section
                id="actualites"
                title="Actualités"
                more={{ label: 'Toutes les actualités', href: '/actualites' }}
              >
                <ItemList>
                  {news.map((item) => (
                    <ListItem
                      title={item.title}
                      href={hrefOf(item.permalink)}
                      meta={<Time value={item.dated_on} />}
                    />
                  ))}
                </ItemList>
              </Section>
            )}
          </Grid>
        </Section>
      )}

      <Container>
        <Section
          id="rejoindre"
          title="Prenez part aux travaux"
          intro="Les groupes projets sont ouverts aux élus et aux agents des collectivités. L’inscription est gratuite ; une seule vérification suffit pour entrer ensuite dans les groupes de votre choix."
        >
          <ButtonGroup>
            {signedIn ? (
              <Button href="/espace">Aller dans mon espace</Button>
            ) : (
              <Button href="/inscription">Je m’inscris</Button>
            )}
            <Button href="/rejoindre" kind="secondary">
              Comment cela se passe
            </Button>
          </ButtonGroup>
        </Section>
      </Container>
    </>
  );
}

function LastProgress({ group }: { group: HomeProps['groups'][number] }) {
  if (!group.progress) return <span>Pas encore de point d’avancement</span>;
  return (
    <>
      <Weather level={group.progress.weather} short />{' '}
      <Fact icon="calendar">
        <Time value={group.progress.on} />
      </Fact>
    </>
  );
}
