import {
  Badge,
  Button,
  EmptyState,
  Fact,
  ItemList,
  ListItem,
  PageHeader,
  Pagination,
  plural,
} from '../../../ui/index.ts';
import type { Standing, SurveyLine } from '../survey.ts';
import { datesWords, modeWords, standingWords } from '../words.ts';

/** The surveys that everybody may see. */
export function SurveysPage({
  items,
  total,
  page,
  pages,
  mayKeep,
}: {
  items: readonly (SurveyLine & { standing: Standing; excerpt: string })[];
  total: number;
  page: number;
  pages: number;
  mayKeep: boolean;
}) {
  return (
    <>
      <PageHeader
        title="Enquêtes"
        lead="Ce que les groupes projets demandent aux élus, aux agents et aux collectivités, et ce qu’ils en publient."
        actions={mayKeep && <Button href="/espace/enquetes">Tenir les enquêtes</Button>}
      />
      {total === 0 ? (
        <EmptyState
          title="Aucune enquête n’est ouverte"
          action={<Button href="/groupes">Voir les groupes projets</Button>}
        >
          <p>Les enquêtes des groupes projets s’afficheront ici dès leur ouverture.</p>
        </EmptyState>
      ) : (
        <ItemList label="Enquêtes">
          {items.map((survey) => (
            <ListItem
              level={2}
              title={survey.title}
              href={`/enquetes/${survey.slug}`}
              meta={
                <>
                  <Badge kind={standingWords[survey.standing].badge}>
                    {standingWords[survey.standing].label}
                  </Badge>
                  {datesWords(survey, survey.standing) && <span>{datesWords(survey, survey.standing)}</span>}
                  {survey.minutes !== null && <Fact icon="clock">{plural(survey.minutes, 'minute')}</Fact>}
                  <span>{modeWords[survey.mode]}</span>
                  {survey.hasPublicResults && (
                    <a href={`/enquetes/${survey.slug}/resultats`}>Résultats publiés</a>
                  )}
                </>
              }
            >
              <p>{survey.excerpt}</p>
            </ListItem>
          ))}
        </ItemList>
      )}
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(n) => (n === 1 ? '/enquetes' : `/enquetes?page=${n}`)}
        label="Pages d’enquêtes"
      />
    </>
  );
}
