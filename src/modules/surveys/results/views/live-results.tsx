import {
  Button,
  ButtonGroup,
  ChartPatterns,
  type Choice,
  EmptyState,
  Exports,
  FilterSelect,
  Filters,
  plural,
} from '../../../../ui/index.ts';
import { workOf } from '../../addresses.ts';
import type { Dimension } from '../../engine/codebook.ts';
import type { Survey } from '../../survey.ts';
import { WorkFrame } from '../../views/frame.tsx';
import type { Results } from '../read.ts';
import { dimensionLabel } from './dimension-label.ts';
import { QuestionResults, SharedBadge, SmallGroups } from './question-results.tsx';

/** Results as they come. */
export function LiveResultsPage({
  survey,
  results,
  dimensions,
  filter,
  contacts,
}: {
  survey: Survey;
  results: Results;
  dimensions: readonly Dimension[];
  filter: string;
  contacts: number;
}) {
  const base = `${workOf(survey)}/resultats`;
  const choices: Choice[] = dimensions.flatMap((dimension) =>
    dimension.categories.map(({ value, label }) => ({
      value: `${dimension.key}:${value}`,
      label,
      group: dimensionLabel(survey, dimension),
    })),
  );
  return (
    <WorkFrame
      survey={survey}
      title="Résultats"
      current="resultats"
      meta={<span>{plural(survey.counted, 'réponse comptée', 'réponses comptées')}</span>}
      actions={
        <ButtonGroup>
          <Button href={`${base}/croisement`} kind="secondary">
            Croiser deux questions
          </Button>
          <Button href={`${workOf(survey)}/partage`} kind="secondary">
            Choisir ce qui est public
          </Button>
        </ButtonGroup>
      }
    >
      <ChartPatterns />
      {survey.counted > 0 && (
        <Filters
          action={base}
          label="Ne compter que certaines réponses"
          resetHref={filter ? base : undefined}
        >
          <FilterSelect
            name="filtre"
            label="Seulement ceux qui ont répondu"
            value={filter}
            choices={choices}
            all="Tout le monde"
          />
        </Filters>
      )}
      <SmallGroups />
      {results.questions === null ? (
        <TooFew survey={survey} filtered={results.filter !== null} base={base} />
      ) : (
        <>
          {results.filter && (
            <p>
              <strong>
                {plural(results.total, 'réponse')} : {results.filter.dimension.label} {results.filter.label}
              </strong>
            </p>
          )}
          <QuestionResults
            results={results.questions}
            total={results.total}
            numbers={results.numbers}
            contacts={contacts}
            textsHref={results.filter ? undefined : (question) => `${base}/textes/${question}`}
            besideOf={({ question }) => <SharedBadge shared={survey.shared.includes(question.id)} />}
          />
        </>
      )}
      <Exports
        subject="À emporter"
        items={[
          { label: 'résultats en CSV', href: `${base}.csv` },
          { label: 'résultats et textes en XLSX', href: `${base}.xlsx` },
          ...(survey.mode === 'authority'
            ? [
                { label: 'réponses une à une en CSV', href: `${workOf(survey)}/reponses.csv` },
                { label: 'en XLSX', href: `${workOf(survey)}/reponses.xlsx` },
              ]
            : contacts > 0
              ? [{ label: 'adresses confirmées en CSV', href: `${workOf(survey)}/adresses.csv` }]
              : []),
        ]}
      />
      {survey.mode === 'anonymous' && (
        <p class="fr-hint-text">
          Les réponses une à une ne sont pas données : réunies, les réponses d’une personne la feraient
          reconnaître dans une petite collectivité.
        </p>
      )}
    </WorkFrame>
  );
}

function TooFew({ survey, filtered, base }: { survey: Survey; filtered: boolean; base: string }) {
  if (filtered) {
    return (
      <EmptyState title="Trop peu de réponses" action={<Button href={base}>Compter tout le monde</Button>}>
        <p>
          Ce groupe compte moins de cinq réponses, ou permettrait de retrouver un groupe qui en compte moins.
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Pas encore de résultats"
      action={<Button href={`/enquetes/${survey.slug}`}>Voir la page de l’enquête</Button>}
    >
      <p>Ils s’affichent à partir de cinq réponses.</p>
    </EmptyState>
  );
}
