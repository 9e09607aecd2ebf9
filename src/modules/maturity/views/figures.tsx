import {
  Alert,
  Button,
  ButtonGroup,
  ChartPatterns,
  capitalised,
  EmptyState,
  formatNumber,
  KeyFigures,
  PageHeader,
  ScoreChart,
  Section,
  StackedBars,
  Table,
} from '../../../ui/index.ts';
import type { Figures } from '../figures.ts';
import type { Model } from '../model.ts';
import { groupWords } from '../similar.ts';
import { mostLevel } from '../words.ts';
import { fictionalFigures } from './fictional.tsx';

/** What authorities answered, all together, for those who keep the subject. */
export function FiguresPage({
  model,
  figures: { all, groups, questions },
}: {
  model: Model;
  figures: Figures;
}) {
  return (
    <>
      <PageHeader
        eyebrow={model.title}
        title="Chiffres d’ensemble"
        lead="Le dernier résultat de chaque collectivité, réuni par type et par population. Un groupe de cinq collectivités ou moins n’est dans aucun chiffre, et les chiffres n’avancent que par six réponses au moins."
      />
      {all === null ? (
        <EmptyState
          title="Trop peu de réponses encore"
          action={<Button href="/maturite-donnees">Voir l’autoévaluation</Button>}
        >
          <p>
            Les chiffres paraîtront dès que six collectivités de même type et de même population auront
            répondu. Faites connaître l’autoévaluation aux membres du groupe.
          </p>
        </EmptyState>
      ) : (
        <>
          <ChartPatterns />
          {all.demonstration && (
            <Alert kind="warning">
              <p>{fictionalFigures}</p>
            </Alert>
          )}
          <KeyFigures
            items={[
              { value: formatNumber(all.count), label: 'collectivités comptées' },
              { value: formatNumber(groups.length), label: 'groupes montrés' },
              { value: `${formatNumber(all.overall)} sur 4`, label: 'en moyenne' },
            ]}
          />
          <ButtonGroup>
            <Button href="/espace/maturite-donnees.csv" kind="secondary" icon="download">
              Moyennes, en CSV
            </Button>
            <Button href="/espace/maturite-donnees/questions.csv" kind="secondary" icon="download">
              Réponses par question, en CSV
            </Button>
          </ButtonGroup>
          <Section title="Moyenne de chaque axe" id="axes">
            <ScoreChart
              most={mostLevel}
              summary={`Moyennes sur 4 : ${model.axes.map(({ code, label }) => `${label} ${formatNumber(all.axes[code] ?? 0)}`).join(', ')}.`}
              bars={model.axes.map(({ code, label }) => ({ label, score: all.axes[code] ?? null }))}
              table={
                <Table
                  id="tableau-axes"
                  caption="Moyenne de chaque axe, sur 4"
                  columns={[{ label: 'Axe' }, { label: 'Moyenne', numeric: true }]}
                  rows={model.axes.map(({ code, label }) => [label, formatNumber(all.axes[code] ?? 0)])}
                />
              }
            />
          </Section>
          <Section title="Par type et population" id="groupes">
            <Table
              id="tableau-groupes"
              caption="Moyennes sur 4, par groupe de collectivités"
              columns={[
                { label: 'Groupe', wide: true },
                { label: 'Collectivités', numeric: true },
                { label: 'Ensemble', numeric: true },
                ...model.axes.map(({ label }) => ({ label, numeric: true })),
              ]}
              rows={groups.map((group) => [
                capitalised(groupWords(group)),
                formatNumber(group.count),
                formatNumber(group.overall),
                ...model.axes.map(({ code }) => formatNumber(group.axes[code] ?? 0)),
              ])}
            />
          </Section>
          <Section
            title="Les réponses, question par question"
            id="questions"
            intro="Un nombre de moins de cinq n’est pas montré, ni celui qui le ferait deviner."
          >
            {model.axes.map(({ code, label }) => {
              const own = questions.filter(({ question }) => question.axis === code);
              return (
                <>
                  <h3>{label}</h3>
                  <StackedBars
                    id={`reponses-${code}`}
                    caption={`Réponses de l’axe ${label}`}
                    summary={`Part de chaque niveau, de 0 à 4, dans les réponses aux ${own.length} questions de l’axe ${label} ; le tableau donne les nombres.`}
                    of="Question"
                    parts={[
                      'Niveau 0',
                      'Niveau 1',
                      'Niveau 2',
                      'Niveau 3',
                      'Niveau 4',
                      'Ne sait pas',
                      'Sans objet',
                    ]}
                    rows={own.map(({ question, cells }) => ({
                      label: question.text,
                      parts: cells.map(({ count }) => ({
                        count,
                        share: count === null ? null : count / all.count,
                      })),
                    }))}
                  />
                </>
              );
            })}
          </Section>
        </>
      )}
    </>
  );
}
