import {
  Badge,
  Button,
  ChartPatterns,
  EmptyState,
  Exports,
  PageHeader,
  plural,
} from '../../../../ui/index.ts';
import type { Standing, Survey } from '../../survey.ts';
import { FictionalSurvey } from '../../views/fictional.tsx';
import { standingWords } from '../../words.ts';
import type { Results } from '../read.ts';
import { QuestionResults, SmallGroups } from './question-results.tsx';

/** What is shared of the results. */
export function PublicResultsPage({
  survey,
  results,
  standing,
}: {
  survey: Survey;
  results: Results;
  standing: Standing;
}) {
  const here = `/enquetes/${survey.slug}`;
  const shown = (results.questions ?? []).filter(({ question }) => survey.shared.includes(question.id));
  return (
    <>
      <ChartPatterns />
      <PageHeader
        eyebrow={survey.title}
        title="Résultats"
        meta={
          <>
            <span>{plural(results.total, 'réponse comptée', 'réponses comptées')}</span>
            <Badge kind={standingWords[standing].badge}>{standingWords[standing].label}</Badge>
          </>
        }
        lead={standing === 'open' ? 'L’enquête est ouverte : ces résultats changent encore.' : undefined}
      />
      <FictionalSurvey survey={survey} />
      {survey.mode === 'anonymous' && (
        <p>
          Qui a répondu l’a voulu : ces nombres disent ce que pensent ces personnes, non toutes celles que
          l’enquête visait.
        </p>
      )}
      <SmallGroups />
      {results.questions === null ? (
        <EmptyState
          title="Trop peu de réponses pour montrer des résultats"
          action={<Button href={here}>Voir l’enquête</Button>}
        >
          <p>Ils s’afficheront à partir de cinq réponses.</p>
        </EmptyState>
      ) : (
        <QuestionResults results={shown} total={results.total} numbers={results.numbers} />
      )}
      <Exports items={[{ label: 'JSON', href: `${here}/resultats.json` }]} />
    </>
  );
}
