import { Alert, Button, ButtonGroup, Callout, formatNumber, plural, TagList } from '../../../ui/index.ts';
import { periodPhrase } from '../../agenda/index.ts';
import { type Authority, authorityUrl } from '../../territories/index.ts';
import type { NextAction, Standing } from '../standing.ts';
import { groups } from './groups.tsx';

export interface LeadProps {
  authority: Authority;
  standing: Standing;
  /** What to do first. */
  action: NextAction | null;
  /** Whether the reader answered some of the questions. */
  hasAnswers: boolean;
}

/** What the reader came for: how many measures, by when, and what to do first. */
export function Lead({ authority, standing, action, hasAnswers }: LeadProps) {
  const { concerned, deadline, questions } = standing;
  const url = authorityUrl(authority);
  const waiting = questions.reduce((sum, { measures }) => sum + measures.length, 0);
  const dates = questions.reduce((sum, question) => sum + question.dates.length, 0);
  const isToSettle = standing.measures.some(({ place, open }) => place === 'unknown' || open.length > 0);
  const waitingFor = [
    waiting > 0 && plural(waiting, 'autre mesure', 'autres mesures'),
    dates > 0 && plural(dates, 'date'),
  ].filter(Boolean);
  return (
    <div class="cd-authority-lead">
      <Callout title={concernedWords(concerned)}>
        {deadline && (
          <p>
            <strong>{deadline.firm ? 'Prochaine échéance' : 'Prochaine date annoncée'}</strong>
            {` : ${periodPhrase(deadline.milestone)}, `}
            <a href={`/agenda/${deadline.measure.slug}`}>{deadline.measure.title}</a>
            {` (${deadline.milestone.label})`}
          </p>
        )}
        {action && (
          <p>
            <strong>À faire d’abord</strong>
            {` : ${action.act}, pour `}
            <a href={`/agenda/${action.measure.slug}`}>{action.measure.title}</a>
          </p>
        )}
        <GroupLinks standing={standing} />
        {waitingFor.length > 0 && (
          <p>
            <a href="#questions">{plural(questions.length, 'réponse')} de vous</a>
            {` ${questions.length > 1 ? 'diraient' : 'dirait'} ce qu’il en est de ${waitingFor.join(' et de ')}.`}
          </p>
        )}
      </Callout>
      <ButtonGroup>
        <Button href={`${url}/suivre`} kind="secondary" size="sm" icon="mail">
          Être prévenu par courriel
        </Button>
        <Button href={`${url}.ics`} kind="tertiary" size="sm" icon="calendar">
          S’abonner au calendrier
        </Button>
        <Button href={`${url}.pdf`} kind="tertiary" size="sm" icon="file">
          Fiche pour le conseil (PDF)
        </Button>
        <Button href={`${url}/et-si`} kind="tertiary" size="sm" icon="people">
          Et si la population changeait ?
        </Button>
      </ButtonGroup>
      {(hasAnswers || isToSettle) && (
        <p class="fr-hint-text">
          Courriels, calendrier et fiche suivent les seules données officielles : vos réponses n’y changent
          rien. Le calendrier laisse de côté les mesures à préciser, et dit « À préciser » des dates qui le
          sont.
        </p>
      )}
    </div>
  );
}

/** The parts of the page, with how many measures each holds. */
function GroupLinks({ standing }: { standing: Standing }) {
  const items = groups.flatMap(({ place, id, title }) => {
    const count = standing.measures.filter((one) => one.place === place).length;
    return count > 0 ? [{ label: `${title} : ${formatNumber(count)}`, href: `#${id}` }] : [];
  });
  return <TagList label="Sur cette page" items={items} />;
}

export function concernedWords(count: number): string {
  if (count === 0) return 'Aucune mesure ne vous concerne à notre connaissance';
  return `${plural(count, 'mesure')} ${count > 1 ? 'vous concernent' : 'vous concerne'}`;
}

/** Overseas, where a text of law only applies when it says so: we claim nothing. */
export function OverseasCaution() {
  return (
    <Alert kind="warning" title="Vérifiez ce qui s’applique dans votre collectivité">
      <p>
        Outre-mer, dans les collectivités à statut particulier, les lois et les règlements ne s’appliquent pas
        tous de plein droit : c’est le principe de spécialité législative, et des règles locales les
        remplacent souvent. Nous ne disons donc pas ici ce qui vous concerne.{' '}
        <a href="/agenda">Consultez l’agenda des mesures</a>, puis interrogez le représentant de l’État.
      </p>
    </Alert>
  );
}

/** An authority that is no more has nothing left to do. */
export function EndedNotice() {
  return (
    <Alert kind="info">
      <p>
        Aucune mesure n’est indiquée pour une collectivité qui n’existe plus.{' '}
        <a href="/collectivites">Cherchez celle qui l’a remplacée</a>.
      </p>
    </Alert>
  );
}
