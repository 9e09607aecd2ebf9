import type { FormState } from '../../../platform/http/index.ts';
import {
  Button,
  ButtonGroup,
  ChartPatterns,
  Checkboxes,
  type Choice,
  countWords,
  EmptyState,
  Exports,
  FilterSelect,
  Filters,
  Form,
  FormTroubles,
  HiddenFields,
  listHref,
  Pagination,
  plural,
  SelectField,
  StackedBars,
  SubmitRow,
  Table,
} from '../../../ui/index.ts';
import type { Dimension } from '../engine/codebook.ts';
import type { Question } from '../engine/question.ts';
import type { Results } from '../results/read.ts';
import type { Cross } from '../results/summary.ts';
import type { Survey } from '../survey.ts';
import { WorkFrame, workOf } from './frame.tsx';
import { QuestionResults, SharedBadge, SmallGroups } from './results.tsx';

/** Dimensions as their lists show them: the rows of a matrix under their question. */
const labelOf = ({ questionnaire }: Survey, { question, key, label }: Dimension): string => {
  const asked = questionnaire.questions.find(({ id }) => id === question);
  return key === question ? `${question}. ${label}` : `${question}. ${asked?.text ?? ''} ${label}`;
};

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
      group: labelOf(survey, dimension),
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

export function CrossPage({
  survey,
  dimensions,
  rows,
  columns,
  cross,
  lignes,
  colonnes,
}: {
  survey: Survey;
  dimensions: readonly Dimension[];
  rows: Dimension | undefined;
  columns: Dimension | undefined;
  cross: Cross | null;
  lignes: string;
  colonnes: string;
}) {
  const base = `${workOf(survey)}/resultats`;
  const choices = dimensions.map((dimension) => ({
    value: dimension.key,
    label: labelOf(survey, dimension),
  }));
  return (
    <WorkFrame survey={survey} title="Croiser deux questions" current="resultats">
      <ChartPatterns />
      <Filters action={`${base}/croisement`} label="Questions à croiser" submit="Croiser">
        <SelectField name="lignes" label="En lignes" value={lignes} choices={choices} />
        <SelectField name="colonnes" label="En colonnes" value={colonnes} choices={choices} />
      </Filters>
      <SmallGroups />
      {cross && rows && columns ? (
        <>
          <CrossTable survey={survey} cross={cross} />
          <Exports
            subject="À emporter"
            items={[
              { label: 'ce tableau en CSV', href: listHref(`${base}/croisement.csv`, { lignes, colonnes }) },
              {
                label: 'le tableau retourné',
                href: listHref(`${base}/croisement`, { lignes: colonnes, colonnes: lignes }),
              },
            ]}
          />
        </>
      ) : (
        <EmptyState
          title={survey.counted < 5 ? 'Pas encore de résultats' : 'Choisissez deux questions différentes'}
        >
          <p>
            {survey.counted < 5
              ? 'Ils s’affichent à partir de cinq réponses.'
              : 'Le tableau dit combien de personnes ont donné à la fois une réponse et l’autre.'}
          </p>
        </EmptyState>
      )}
    </WorkFrame>
  );
}

function CrossTable({ survey, cross }: { survey: Survey; cross: Cross }) {
  const { rows, columns, cells, rowTotals } = cross;
  const hidden = cells.flat().filter((count) => count === null).length;
  const summary = `${rows.label} croisée avec ${columns.label} : ${plural(rows.categories.length, 'ligne')}, ${plural(columns.categories.length, 'colonne')}${hidden > 0 ? `, ${plural(hidden, 'case non montrée', 'cases non montrées')}` : ''}.`;
  const table = (
    <Table
      id="croisement"
      caption={`${labelOf(survey, rows)} / ${labelOf(survey, columns)}`}
      columns={[
        { label: rows.label, wide: true },
        ...columns.categories.map(({ label }) => ({ label, numeric: true })),
        { label: 'Ensemble', numeric: true },
      ]}
      rows={rows.categories.map(({ label }, at) => [
        label,
        ...(cells[at] ?? []).map(countWords),
        countWords(rowTotals[at] ?? null),
      ])}
    />
  );
  // Several answers each do not share anybody out: bars cut in parts would lie.
  if (columns.kind === 'many' || columns.categories.length > 7) return table;
  return (
    <>
      <StackedBars
        id="croisement-parts"
        caption={`${rows.label} : parts de chaque ligne`}
        summary={summary}
        of={rows.label}
        parts={columns.categories.map(({ label }) => label)}
        rows={rows.categories.map(({ label }, at) => {
          const own = cells[at] ?? [];
          const total = rowTotals[at] ?? null;
          return {
            label,
            parts: own.map((count) => ({ count, share: count === null || !total ? null : count / total })),
          };
        })}
      />
      {table}
    </>
  );
}

export function TextsPage({
  survey,
  question,
  texts,
  total,
  page,
  pages,
}: {
  survey: Survey;
  question: Question;
  texts: readonly string[];
  total: number;
  page: number;
  pages: number;
}) {
  const here = `${workOf(survey)}/resultats/textes/${question.id}`;
  return (
    <WorkFrame
      survey={survey}
      title={question.text}
      lead={`${plural(total, 'texte')}, dans l’ordre alphabétique : rien ne les relie aux autres réponses de qui les a écrits.`}
      current="resultats"
    >
      {texts.length === 0 ? (
        <EmptyState
          title="Aucun texte à lire"
          action={<Button href={`${workOf(survey)}/resultats`}>Revenir aux résultats</Button>}
        >
          <p>Les textes se lisent à partir de cinq réponses comptées.</p>
        </EmptyState>
      ) : (
        <ul class="cd-items">
          {texts.map((text) => (
            <li class="cd-item cd-verbatim">{text}</li>
          ))}
        </ul>
      )}
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(n) => listHref(here, { page: n })}
        label="Pages de textes"
      />
    </WorkFrame>
  );
}

export function SharePage({
  survey,
  form,
  questions,
  chosen,
  version,
}: {
  survey: Survey;
  form: FormState;
  questions: readonly Question[];
  chosen: readonly string[];
  version: string;
}) {
  return (
    <WorkFrame
      survey={survey}
      title="Publication"
      current="partage"
      lead="Ce que tout le monde peut lire des résultats, dès maintenant et à mesure qu’ils changent. Les petits nombres y sont cachés comme ici ; les textes n’y sont jamais."
    >
      <FormTroubles form={form} labels={{ questions: 'Questions publiées' }} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version }} />
        <Checkboxes
          name="questions"
          label="Questions dont les résultats sont publics"
          required={false}
          values={chosen}
          error={form.errors.questions}
          choices={questions.map(({ id, text }) => ({ value: id, label: text }))}
        />
        <SubmitRow label="Publier ces résultats" cancelHref={`${workOf(survey)}/resultats`} />
      </Form>
      {survey.shared.length > 0 && (
        <p>
          <a href={`/enquetes/${survey.slug}/resultats`}>Voir la page publique</a>
        </p>
      )}
    </WorkFrame>
  );
}
