import type { SafeHtml } from '../../../platform/markdown/index.ts';
import {
  Badge,
  Button,
  Columns,
  DescriptionList,
  Details,
  Fact,
  PageHeader,
  Panel,
  Prose,
  plural,
  Section,
  Sources,
  Time,
} from '../../../ui/index.ts';
import { shownSections } from '../engine/shown.ts';
import type { Standing, Survey } from '../survey.ts';
import { datesWords, modeWords, promises, standingWords } from '../words.ts';
import { FictionalSurvey } from './fictional.tsx';
import { type Way, WayIn } from './way-in.tsx';

export interface StartProps {
  survey: Survey;
  standing: Standing;
  introduction: SafeHtml;
  privacy: SafeHtml | null;
  way: Way;
  /** Of the visitor's authority, which answered already. */
  sent: { at: Date; by: string | null } | null;
  authority: string | null;
  audience: string | null;
  corrections: readonly { at: Date; before: string; after: string; reason: string }[];
  keeps: boolean;
}

/** What the survey is, and the way in. */
export function StartPage(props: StartProps) {
  const { survey, standing, introduction, privacy, corrections } = props;
  const here = `/enquetes/${survey.slug}`;
  const dates = datesWords(survey, standing);
  const { context, sources = [], note } = survey.provenance ?? { context: null, note: null };
  return (
    <>
      <PageHeader
        eyebrow="Enquête"
        title={survey.title}
        meta={
          <>
            <Badge kind={standingWords[standing].badge}>{standingWords[standing].label}</Badge>
            {dates && <span>{dates}</span>}
            {survey.minutes !== null && <Fact icon="clock">{plural(survey.minutes, 'minute')}</Fact>}
            <Fact icon="lock">{modeWords[survey.mode]}</Fact>
          </>
        }
        actions={
          props.keeps && (
            <Button href={`/espace/enquetes/${survey.slug}`} kind="secondary">
              Tenir cette enquête
            </Button>
          )
        }
      />
      <Columns
        aside={
          <>
            <Panel title="En bref">
              <DescriptionList
                items={[
                  {
                    term: 'Qui la mène',
                    value: survey.group ? (
                      <a href={`/groupes/${survey.group.slug}`}>{survey.group.title}</a>
                    ) : (
                      'L’équipe du programme'
                    ),
                  },
                  { term: 'Pour qui', value: props.audience },
                  { term: 'Étapes', value: String(shownSections(survey.questionnaire, {}).length) },
                  { term: 'Ouverte jusqu’au', value: survey.closesOn && <Time value={survey.closesOn} /> },
                ]}
              />
            </Panel>
            {survey.shared.length > 0 && (
              <Panel title="Résultats">
                <p>
                  <a href={`${here}/resultats`}>Lire les résultats publiés</a>
                </p>
              </Panel>
            )}
          </>
        }
      >
        <FictionalSurvey survey={survey} />
        <Prose html={introduction} />
        <WayIn {...props} />
        <Section title="Ce que deviennent les réponses" id="reponses">
          {privacy && <Prose html={privacy} />}
          <ul>
            {promises(survey).map((promise) => (
              <li>{promise}</li>
            ))}
          </ul>
          <p>
            <a href="/donnees-personnelles#enquetes-anonymes">Vos données et vos droits</a>
          </p>
        </Section>
        {corrections.length > 0 && (
          <Section title="Libellés corrigés depuis l’ouverture" id="corrections">
            <ul>
              {corrections.map(({ at, before, after, reason }) => (
                <li>
                  <Time value={at} /> : « {before} » est devenu « {after} ». {reason}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {(context || sources.length > 0) && (
          <Details summary="D’où vient ce questionnaire">
            {context && <p>{context}</p>}
            <Sources sources={sources} note={note ?? undefined} />
          </Details>
        )}
      </Columns>
    </>
  );
}
