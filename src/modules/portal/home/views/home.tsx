import {
  AuthorityPicker,
  Button,
  ButtonGroup,
  Container,
  EmptyState,
  Grid,
  Hero,
  ItemList,
  ListItem,
  Section,
  Time,
} from '../../../../ui/index.ts';
import { type Entry, EntryList } from '../../../agenda/index.ts';
import { CatalogueCards, type catalogueCounts, emergencyHref } from '../../../catalogue/index.ts';
import { GroupCard } from '../../../groups/index.ts';
import { DeliverableItem, type DeliverableSummary } from '../../../library/index.ts';
import { type AuthoritySummary, authorityUrl } from '../../../territories/index.ts';
import type { GroupInList } from '../../groups/queries.ts';
import { hrefOf } from '../../pages/permalink.ts';
import type { NewsItem } from '../../pages/queries.ts';

export interface HomeProps {
  groups: readonly GroupInList[];
  /** The next milestones of the agenda. */
  deadlines: readonly Entry[];
  /** How many resources each catalogue holds. */
  resources: Awaited<ReturnType<typeof catalogueCounts>>;
  deliverables: readonly DeliverableSummary[];
  news: readonly NewsItem[];
  now: Date;
  /** The reader already has an account. */
  signedIn: boolean;
  /** Whose agent or elected official reads. */
  authority?: AuthoritySummary;
}

export function Home(props: HomeProps) {
  const { groups, deadlines, resources, deliverables, news, now, signedIn, authority } = props;
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
        {authority && (
          <p>
            <a href={authorityUrl(authority)}>{`Ma collectivité : ce qui concerne ${authority.name}`}</a>
          </p>
        )}
      </Hero>

      <Container>
        {deadlines.length > 0 && (
          <Section
            id="echeances"
            title="Prochaines échéances"
            more={{ label: 'Tout l’agenda', href: '/agenda' }}
          >
            <EntryList entries={deadlines} />
          </Section>
        )}
        {Object.values(resources).some((count) => count > 0) && (
          <Section
            id="aide"
            title="Trouver de l’aide"
            more={{ label: 'Tous les catalogues', href: '/catalogues' }}
          >
            <CatalogueCards counts={resources} />
            <p class="cd-urgent cd-urgent--after">
              <a href={emergencyHref()}>
                Victime d’une attaque informatique ? Les gestes de la première heure
              </a>
            </p>
          </Section>
        )}
        <Section
          id="groupes"
          title="Ce que font les groupes projets"
          more={{ label: 'Tous les groupes', href: '/groupes' }}
        >
          {groups.length === 0 ? (
            <EmptyState title="Aucun groupe n’est à l’œuvre en ce moment" level={3}>
              <p>
                Voyez <a href="/livrables">ce que les groupes ont déjà produit</a>.
              </p>
            </EmptyState>
          ) : (
            <Grid>
              {groups.map(({ group, participation }) => (
                <GroupCard group={group} participation={participation} now={now} />
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
                  {deliverables.map((deliverable) => (
                    <DeliverableItem deliverable={deliverable} />
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
