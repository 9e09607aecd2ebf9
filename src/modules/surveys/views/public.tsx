import type { ComponentChildren } from 'preact';
import type { SafeHtml } from '../../../platform/markdown/index.ts';
import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  ChartPatterns,
  Columns,
  DescriptionList,
  Details,
  EmptyState,
  Exports,
  Fact,
  ItemList,
  ListItem,
  PageHeader,
  Pagination,
  Panel,
  PostButton,
  Prose,
  plural,
  Section,
  Sources,
  Time,
} from '../../../ui/index.ts';
import { shownSections } from '../engine/shown.ts';
import type { Results } from '../results/read.ts';
import type { Standing, Survey, SurveyLine } from '../survey.ts';
import { datesWords, modeWords, promises, standingWords } from '../words.ts';
import { QuestionResults, SmallGroups } from './results.tsx';

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

/** What this visitor may do with the survey. */
export type Way =
  | { kind: 'start' }
  /** An answer was begun; `shared` when colleagues have it too. */
  | { kind: 'resume'; href: string; shared: boolean }
  | { kind: 'sent-here' }
  | { kind: 'sign-in' }
  | { kind: 'taken-part' }
  | { kind: 'not-of-authority' }
  | { kind: 'not-concerned' }
  | { kind: 'none' };

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

function WayIn({ survey, standing, way, sent, authority }: StartProps) {
  const here = `/enquetes/${survey.slug}`;
  const begin = (label: string, kind: 'primary' | 'secondary' = 'primary') => (
    <PostButton action={`${here}/reponse`} kind={kind} size={kind === 'primary' ? 'lg' : 'md'}>
      {label}
    </PostButton>
  );
  if (standing === 'closed') {
    return (
      <Alert kind="info">
        <p>Cette enquête est fermée : on ne peut plus y répondre.</p>
      </Alert>
    );
  }
  if (standing !== 'open') {
    return (
      <Alert kind="info">
        <p>On ne peut pas encore y répondre.</p>
      </Alert>
    );
  }
  return (
    <div class="cd-way-in">
      {authority && (
        <p>
          Vous répondez pour <strong>{authority}</strong>.
          {sent && (
            <>
              {' '}
              Une réponse a été envoyée le <Time value={sent.at} withTime />
              {sent.by && ` par ${sent.by}`} ; la prochaine envoyée la remplacera.
            </>
          )}
        </p>
      )}
      <Ways way={way} begin={begin} here={here} sent={sent !== null} />
    </div>
  );
}

function Ways({
  way,
  begin,
  here,
  sent,
}: {
  way: Way;
  begin: (label: string, kind?: 'primary' | 'secondary') => ComponentChildren;
  here: string;
  sent: boolean;
}) {
  switch (way.kind) {
    case 'start':
      return <>{begin(sent ? 'Modifier la réponse' : 'Commencer')}</>;
    case 'resume':
      return (
        <>
          <p>
            {way.shared
              ? 'Une réponse est commencée, par vous ou par vos collègues.'
              : 'Une réponse est commencée dans ce navigateur.'}
          </p>
          <ButtonGroup>
            <Button href={way.href} size="lg">
              Reprendre
            </Button>
            <Button href={`${here}/effacement`} kind="tertiary">
              L’effacer
            </Button>
          </ButtonGroup>
        </>
      );
    case 'sent-here':
      return (
        <>
          <p>Une réponse a déjà été envoyée depuis ce navigateur. Merci de ne répondre qu’une fois.</p>
          {begin('Une autre personne répond', 'secondary')}
        </>
      );
    case 'sign-in':
      return (
        <Button href={`/connexion?retour=${encodeURIComponent(here)}`}>Se connecter pour répondre</Button>
      );
    case 'taken-part':
      return (
        <p>
          Votre participation est déjà notée. Si votre réponse n’est pas envoyée, le lien pour reprendre plus
          tard la retrouve.
        </p>
      );
    case 'not-of-authority':
      return (
        <p>
          Cette enquête demande une réponse par collectivité : il faut un compte d’agent ou d’élu, rattaché à
          une collectivité. <a href="/espace/compte">Voir votre compte</a>
        </p>
      );
    case 'not-concerned':
      return <p>Cette enquête ne concerne pas votre collectivité : elle n’a rien à répondre.</p>;
    case 'none':
      return null;
  }
}

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
