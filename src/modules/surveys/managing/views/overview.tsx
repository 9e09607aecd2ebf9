import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  ChartPatterns,
  DayChart,
  DescriptionList,
  formatDate,
  formatNumber,
  formatPercent,
  KeyFigures,
  PostButton,
  plural,
  Section,
  Time,
} from '../../../../ui/index.ts';
import { workOf } from '../../addresses.ts';
import type { Standing, Survey } from '../../survey.ts';
import { WorkFrame } from '../../views/frame.tsx';
import { datesWords, modeWords, standingWords } from '../../words.ts';

export interface OverviewProps {
  survey: Survey;
  standing: Standing;
  /** By day, of what was sent. */
  days: readonly { day: string; n: number }[];
  drafts: number;
  /** How many authorities it is for; null when it is for all, or anonymous. */
  concerned: number | null;
  contacts: number;
  whyNotOpen: string | null;
  audience: string | null;
}

export function OverviewPage(props: OverviewProps) {
  const { survey, standing, days, drafts } = props;
  const sent = days.reduce((sum, { n }) => sum + n, 0);
  const dates = datesWords(survey, standing);
  return (
    <WorkFrame
      survey={survey}
      title={survey.title}
      current=""
      meta={
        <>
          <Badge kind={standingWords[standing].badge}>{standingWords[standing].label}</Badge>
          {dates && <span>{dates}</span>}
          <span>{modeWords[survey.mode]}</span>
        </>
      }
    >
      <ChartPatterns />
      <Acts {...props} sent={sent} />
      {standing !== 'draft' && (
        <Section title="Participation" id="participation">
          <KeyFigures
            items={[
              { label: sent < 2 ? 'réponse envoyée' : 'réponses envoyées', value: formatNumber(sent) },
              {
                label: 'comptées dans les résultats',
                value: formatNumber(survey.counted),
                href: `${workOf(survey)}/resultats`,
              },
              {
                label: drafts < 2 ? 'réponse commencée' : 'réponses commencées',
                value: formatNumber(drafts),
              },
              ...(props.concerned
                ? [
                    {
                      label: `des ${plural(props.concerned, 'collectivité concernée', 'collectivités concernées')}`,
                      value: formatPercent(sent / props.concerned),
                    },
                  ]
                : []),
            ]}
          />
          {survey.mode === 'anonymous' && (
            <p class="fr-hint-text">
              Les réponses anonymes attendent d’être cinq, puis sont mêlées et comptées ensemble, dans les dix
              minutes.
            </p>
          )}
          {days.length > 0 && (
            <DayChart
              id="jours"
              caption="Réponses envoyées, jour par jour"
              summary={`${plural(sent, 'réponse envoyée', 'réponses envoyées')} du ${formatDate(days[0]?.day ?? '')} au ${formatDate(days.at(-1)?.day ?? '')}.`}
              unit="Réponses"
              days={days}
            />
          )}
        </Section>
      )}
      <Section title="En bref" id="en-bref">
        <DescriptionList
          items={[
            { term: 'Groupe', value: survey.group?.title ?? 'Équipe du programme' },
            {
              term: 'Pour qui',
              value:
                survey.mode === 'authority'
                  ? (props.audience ?? 'Toutes les collectivités')
                  : 'Toute personne qui a l’adresse',
            },
            {
              term: 'Adresse publique',
              value: standing !== 'draft' && (
                <a href={`/enquetes/${survey.slug}`}>{`/enquetes/${survey.slug}`}</a>
              ),
            },
            { term: 'Questions', value: formatNumber(survey.questionnaire.questions.length) },
            { term: 'Ouverte le', value: survey.openedAt && <Time value={survey.openedAt} /> },
            { term: 'Fermée le', value: survey.closedAt && <Time value={survey.closedAt} /> },
            {
              term: 'Adresses laissées et confirmées',
              value: survey.mode === 'anonymous' && standing !== 'draft' && formatNumber(props.contacts),
            },
          ]}
        />
        {survey.provenance && survey.provenance.analysis.length > 0 && (
          <>
            <h3>À lire dans les résultats</h3>
            <ul>
              {survey.provenance.analysis.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </>
        )}
      </Section>
    </WorkFrame>
  );
}

function Acts({ survey, standing, whyNotOpen, sent, drafts, contacts }: OverviewProps & { sent: number }) {
  const base = workOf(survey);
  return (
    <>
      {survey.state === 'draft' && whyNotOpen && (
        <Alert kind="info">
          <p>Avant de l’ouvrir : {whyNotOpen}</p>
        </Alert>
      )}
      <ButtonGroup>
        {survey.state === 'draft' && !whyNotOpen && (
          <Button href={`${base}/ouverture`}>Ouvrir l’enquête</Button>
        )}
        {survey.questionnaire.questions.length > 0 && (
          <Button href={`${base}/apercu/1`} kind="secondary">
            Prévisualiser
          </Button>
        )}
        {survey.state === 'open' && (
          <Button href={`${base}/fermeture`} kind="secondary">
            Fermer maintenant
          </Button>
        )}
        {survey.state === 'closed' && (
          <Button href={`${base}/ouverture`} kind="secondary">
            Rouvrir
          </Button>
        )}
        {standing === 'closed' && survey.shared.length > 0 && contacts > 0 && (
          <Button href={`${base}/envoi`} kind="secondary">
            Envoyer les résultats à qui les a demandés
          </Button>
        )}
        {survey.state === 'draft' && (
          <Button href={`${base}/suppression`} kind="danger">
            Supprimer le brouillon
          </Button>
        )}
      </ButtonGroup>
      {survey.state === 'open' && sent === 0 && drafts === 0 && (
        <PostButton action={`${base}/brouillon`} kind="tertiary" size="sm">
          Revenir au brouillon pour changer les questions
        </PostButton>
      )}
    </>
  );
}
