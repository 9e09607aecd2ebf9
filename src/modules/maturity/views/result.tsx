import type { ComponentChildren } from 'preact';
import {
  Alert,
  AuthorityPicker,
  Button,
  ButtonGroup,
  Details,
  Form,
  formatNumber,
  PageHeader,
  PostButton,
  plural,
  ScoreChart,
  Section,
  SubNav,
  scoreWords,
  Table,
  Time,
  uncapitalised,
} from '../../../ui/index.ts';
import { AnswerList, LinkToKeep, shownSections } from '../../surveys/index.ts';
import { authorityDetail } from '../../territories/index.ts';
import type { Assessment } from '../assessments.ts';
import type { Way } from '../holder.ts';
import type { Model } from '../model.ts';
import type { AdviceReading, Comparison, Subject } from '../reading.ts';
import { bandOf, reachedLevel } from '../scoring.ts';
import { groupWords } from '../similar.ts';
import { chartWords, mostLevel, portraitWords } from '../words.ts';
import { selfAssessmentPage, toFindAgain } from './answer.tsx';
import { FictionalAnswers, fictionalFigures } from './fictional.tsx';
import { Recommendations } from './recommendations.tsx';

/** Pages about one result. */
export function ResultNav({
  way,
  current,
  query,
  earlier,
}: {
  way: Way;
  current: 'resultat' | 'plan' | 'progression' | null;
  query: string;
  earlier: number;
}) {
  return (
    <SubNav
      label="Autoévaluation"
      current={current ? `${way.base}/${current}${query}` : ''}
      items={[
        { label: 'Résultat', href: `${way.base}/resultat${query}` },
        { label: 'Plan d’action', href: `${way.base}/plan${query}` },
        {
          label: 'Progression',
          href: `${way.base}/progression${query}`,
          count: earlier > 1 ? earlier : undefined,
        },
      ]}
    />
  );
}

export interface ResultProps {
  model: Model;
  way: Way;
  assessment: Assessment;
  /** The last that was sent: it is the one that stands. */
  stands: boolean;
  count: number;
  subject: Subject;
  comparison: Comparison | null;
  reading: AdviceReading;
  /** The secret link; null for an authority. */
  link: string | null;
  /** What the address says of the authority, to hand on. */
  query: string;
  hasDraft: boolean;
}

/** « Autoévaluation du 3 mars 2027, envoyée par Lou Martin, pour Annecy » */
export function Provenance({
  assessment: { doneAt, by },
  subject: { authority },
}: Pick<ResultProps, 'assessment' | 'subject'>) {
  return (
    <>
      <span>
        Autoévaluation du <Time value={doneAt} />
        {by && `, envoyée par ${by}`}
      </span>
      {authority && <span>{authority.name}</span>}
    </>
  );
}

export function ResultPage(props: ResultProps) {
  const { model, way, assessment, stands, count, query } = props;
  const { overall } = assessment.scores;
  return (
    <>
      <PageHeader
        eyebrow={model.title}
        title={overall === null ? 'Résultat : rien à noter' : `Résultat : ${bandOf(model, overall)}`}
        lead={
          overall === null
            ? 'Toutes les questions ont été jugées sans objet.'
            : `${scoreWords(overall, mostLevel)} en moyenne, niveau « ${reachedLevel(model, overall).label} » : ${uncapitalised(reachedLevel(model, overall).definition)}`
        }
        meta={<Provenance {...props} />}
      />
      <ResultNav way={way} current={stands ? 'resultat' : null} query={query} earlier={count} />
      <FictionalAnswers shown={assessment.demonstration} />
      {!stands && (
        <Alert kind="info">
          <p>
            Ce résultat est ancien : <a href={`${way.base}/resultat${query}`}>voir le dernier</a>.
          </p>
        </Alert>
      )}
      {assessment.version !== model.version && (
        <Alert kind="info">
          <p>
            Le questionnaire a changé depuis : le score est celui d’alors, et certaines réponses n’y sont plus
            demandées.
          </p>
        </Alert>
      )}
      <Scores {...props} />
      <Compared {...props} />
      <Recommendations {...props.reading} />
      {stands && <Next {...props} />}
      <Section title="Vos réponses" id="reponses">
        <Details summary="Relire toutes les réponses">
          {shownSections(model.questionnaire, assessment.answers).map(({ section, questions }) => (
            <>
              <h3>{section.label}</h3>
              <AnswerList questions={questions} answers={assessment.answers} />
            </>
          ))}
        </Details>
      </Section>
    </>
  );
}

function Scores({ model, assessment: { scores }, comparison }: ResultProps) {
  const means = comparison?.means ?? null;
  const told = model.axes.map((axis) => {
    const score = scores.axes[axis.code] ?? null;
    return { axis, score, level: score === null ? null : reachedLevel(model, score) };
  });
  return (
    <Section title="Vos axes" id="axes">
      {portraitWords(model, scores).map((sentence) => (
        <p>{sentence}</p>
      ))}
      <ScoreChart
        most={mostLevel}
        summary={chartWords(model, scores)}
        bars={told.map(({ axis, score, level }) => ({
          label: axis.label,
          score,
          meaning: level?.label,
          mark: means?.axes[axis.code] ?? null,
        }))}
        markLabel={means ? 'Moyenne des collectivités semblables' : undefined}
        table={
          <Table
            id="tableau-axes"
            caption="Score et niveau de chaque axe"
            columns={[
              { label: 'Axe' },
              { label: 'Score sur 4', numeric: true },
              ...(means ? [{ label: 'Semblables', numeric: true }] : []),
              { label: 'Niveau atteint' },
              { label: 'Ce que cela veut dire', wide: true },
            ]}
            rows={told.map(({ axis, score, level }): ComponentChildren[] => [
              axis.label,
              score === null ? 'sans objet' : formatNumber(score),
              ...(means ? [formatNumber(means.axes[axis.code] ?? 0)] : []),
              level?.label ?? '',
              level?.definition ?? '',
            ])}
          />
        }
      />
      <dl class="cd-dl">
        {[...new Set(told.flatMap(({ level }) => level ?? []))]
          .sort((one, other) => one.level - other.level)
          .map(({ label, definition }) => (
            <div>
              <dt>{label}</dt>
              <dd>{definition}</dd>
            </div>
          ))}
      </dl>
    </Section>
  );
}

function Compared(props: ResultProps) {
  const { way, subject, comparison, assessment } = props;
  const { overall } = assessment.scores;
  return (
    <Section title="Et les collectivités semblables ?" id="semblables">
      {comparison?.means ? (
        <p class="cd-measure">
          {plural(
            comparison.means.count,
            way.shared ? 'autre collectivité' : 'collectivité',
            way.shared ? 'autres collectivités' : 'collectivités',
          )}{' '}
          parmi les {groupWords(comparison.group)} ont répondu : {formatNumber(comparison.means.overall)} sur
          4 en moyenne{overall !== null && `, et vous ${formatNumber(overall)}`}. Ce n’est pas un classement :
          chacune s’est notée elle-même, et celles qui répondent ne représentent pas toutes les collectivités.
          {comparison.means.demonstration && <strong> {fictionalFigures}</strong>}
        </p>
      ) : comparison ? (
        <p class="cd-measure">
          Trop peu de {groupWords(comparison.group)} ont répondu pour que nous donnions une moyenne : il en
          faut plus de cinq{way.shared && ' autres'}, et les chiffres n’avancent que par six réponses au
          moins.
        </p>
      ) : way.shared ? (
        <p class="cd-measure">
          La population de votre collectivité n’est pas connue : nous ne savons pas à qui la comparer.
        </p>
      ) : (
        <p class="cd-measure">
          Dites-nous de quelle collectivité il s’agit : nous vous comparerons aux semblables et choisirons les
          ressources de votre région. Cela reste dans l’adresse de la page ; nous ne le gardons pas.
        </p>
      )}
      {!way.shared && <Naming {...subject} way={way} />}
    </Section>
  );
}

function Naming({ way, authority, typed, choices }: Subject & { way: Way }) {
  return (
    <Form method="get" action={`${way.base}/resultat`} label="Nommer une collectivité">
      <AuthorityPicker
        name="collectivite"
        label={authority ? 'Une autre collectivité' : 'Votre collectivité'}
        hint="Nom, code postal, code INSEE ou SIREN."
        required={false}
        submit="Choisir"
        value={authority ? '' : typed}
        error={
          choices?.length === 0 ? `Aucune collectivité ne répond à « ${typed} ». Vérifiez le nom.` : undefined
        }
        choices={(choices ?? []).map((choice) => ({
          id: choice.id,
          label: choice.name,
          detail: authorityDetail(choice),
        }))}
      />
    </Form>
  );
}

function Next({ model, way, query, link, hasDraft, assessment }: ResultProps) {
  return (
    <Section title="Et maintenant ?" id="suite">
      <ButtonGroup>
        <Button href={`${way.base}/plan${query}`}>Voir le plan d’action</Button>
        <Button href={`${way.base}/plan.pdf${query}`} kind="secondary" icon="download">
          Plan en PDF, à imprimer
        </Button>
      </ButtonGroup>
      {link && (
        <>
          <h3>Retrouver ce résultat</h3>
          <LinkToKeep
            link={link}
            page={selfAssessmentPage}
            what="Pour le retrouver ailleurs"
            mail={{ subject: model.title, text: toFindAgain }}
          />
          {assessment.expiresOn && (
            <p>
              Il est gardé jusqu’au <Time value={assessment.expiresOn} />.{' '}
              <a href={`${way.base}/effacement`}>L’effacer maintenant</a>
            </p>
          )}
        </>
      )}
      <h3>Refaire plus tard</h3>
      <p>Dans six mois ou un an, vous verrez ce qui a changé, axe par axe.</p>
      {hasDraft ? (
        <p>
          L’autoévaluation est déjà recommencée : <a href={`${way.base}/verification`}>la reprendre</a>
        </p>
      ) : (
        <PostButton action={`${way.base}/commencer`} kind="secondary">
          Refaire, à partir de ces réponses
        </PostButton>
      )}
    </Section>
  );
}
