import {
  Badge,
  Button,
  EmptyState,
  formatNumber,
  PageHeader,
  Pagination,
  Table,
} from '../../../../ui/index.ts';
import type { Standing, SurveyLine } from '../../survey.ts';
import { datesWords, standingWords } from '../../words.ts';

/** The surveys that this person keeps. */
export function KeptSurveysPage({
  items,
  page,
  pages,
  total,
  ofTeam,
}: {
  items: readonly (SurveyLine & { standing: Standing })[];
  page: number;
  pages: number;
  total: number;
  /** Whether the reader is of the programme team, who keeps those of a group once they opened it. */
  ofTeam: boolean;
}) {
  return (
    <>
      <PageHeader
        eyebrow="Mon espace"
        title="Enquêtes"
        lead={
          ofTeam
            ? 'Celles du programme, et des groupes dont l’espace vous est ouvert. Pour tenir celle d’un autre groupe, ouvrez d’abord son espace.'
            : undefined
        }
        actions={<Button href="/espace/enquetes/nouvelle">Nouvelle enquête</Button>}
      />
      {total === 0 ? (
        <EmptyState
          title="Aucune enquête"
          action={<Button href="/espace/enquetes/nouvelle">Préparer une enquête</Button>}
        >
          <p>Une enquête se prépare en brouillon, se relit, puis s’ouvre à la date que vous choisissez.</p>
        </EmptyState>
      ) : (
        <Table
          id="enquetes"
          caption="Enquêtes que vous tenez"
          captionHidden
          columns={[
            { label: 'Enquête', wide: true },
            { label: 'État' },
            { label: 'Réponses envoyées', numeric: true },
            { label: 'Groupe' },
          ]}
          rows={items.map((survey) => [
            <a href={`/espace/enquetes/${survey.slug}`}>{survey.title}</a>,
            <>
              <Badge kind={standingWords[survey.standing].badge}>
                {standingWords[survey.standing].label}
              </Badge>
              {datesWords(survey, survey.standing) && <> {datesWords(survey, survey.standing)}</>}
            </>,
            formatNumber(survey.sent),
            survey.group?.title ?? 'Équipe du programme',
          ])}
        />
      )}
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(n) => `/espace/enquetes?page=${n}`}
        label="Pages d’enquêtes"
      />
    </>
  );
}
