import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import { renderMarkdown } from '../../../platform/markdown/index.ts';
import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  ChartPatterns,
  DateField,
  DayChart,
  DescriptionList,
  EmptyState,
  Form,
  FormTroubles,
  formatDate,
  formatNumber,
  formatPercent,
  HiddenFields,
  KeyFigures,
  MarkdownField,
  PageHeader,
  Pagination,
  PostButton,
  plural,
  RadioGroup,
  Section,
  SelectField,
  SubmitRow,
  Table,
  TextField,
  Time,
} from '../../../ui/index.ts';
import type { Standing, Survey, SurveyLine } from '../survey.ts';
import { datesWords, modeWords, standingWords } from '../words.ts';
import { WorkFrame, workOf } from './frame.tsx';

/** The surveys that this person keeps. */
export function KeptSurveysPage({
  items,
  page,
  pages,
  total,
}: {
  items: readonly (SurveyLine & { standing: Standing })[];
  page: number;
  pages: number;
  total: number;
}) {
  return (
    <>
      <PageHeader
        eyebrow="Mon espace"
        title="Enquêtes"
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

const modes = [
  {
    value: 'anonymous',
    label: 'Anonyme, ouverte à toute personne qui a l’adresse',
    hint: 'Sans compte. Rien ne relie une réponse à une personne ; rien n’empêche tout à fait quelqu’un de répondre deux fois.',
  },
  {
    value: 'account',
    label: 'Anonyme, une fois par compte',
    hint: 'Il faut un compte. Qui a participé est noté à part, avant la réponse ; rien ne relie les deux.',
  },
  {
    value: 'authority',
    label: 'Une réponse par collectivité',
    hint: 'Les agents et élus d’une même collectivité y répondent ensemble ; vous lisez la réponse de chacune.',
  },
] as const;

export const settingsLabels = {
  titre: 'Titre',
  introduction: 'Introduction',
  confidentialite: 'Ce que deviennent les réponses',
  minutes: 'Durée',
  ouverture: 'Ouverture',
  fermeture: 'Fermeture',
};

/** What a survey is, in its form. */
export function SettingsForm({
  form,
  groups,
  frozen,
  submit,
  cancelHref,
}: {
  form: FormState;
  /** Those that may keep it; '' stands for the programme team. */
  groups: readonly { value: string; label: string }[];
  /** People have been told how they answer. */
  frozen: boolean;
  submit: string;
  cancelHref: string;
}) {
  const preview = (name: string) =>
    typedText(form.values, 'apercu') === ''
      ? undefined
      : renderMarkdown(typedText(form.values, name), { headingIds: false, baseLevel: 3 });
  return (
    <>
      <FormTroubles form={form} labels={settingsLabels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField {...typedField(form, 'titre')} label="Titre" maxLength={200} />
        <MarkdownField
          {...typedField(form, 'introduction')}
          preview={preview('introduction')}
          label="Introduction"
          hint="À qui elle s’adresse et à quoi elle sert."
          rows={5}
          maxLength={4000}
        />
        <MarkdownField
          {...typedField(form, 'confidentialite')}
          preview={preview('confidentialite')}
          label="Ce que deviennent les réponses"
          hint="Ce que le mode garantit s’ajoute de lui-même : dites ce que vous ferez des résultats."
          rows={3}
          maxLength={4000}
          required={false}
        />
        <TextField
          {...typedField(form, 'minutes')}
          label="Durée, en minutes"
          inputMode="numeric"
          width="short"
          required={false}
        />
        {groups.length > 1 ? (
          <SelectField
            {...typedField(form, 'groupe')}
            label="Qui la mène"
            placeholder={null}
            choices={groups}
          />
        ) : (
          <HiddenFields fields={{ groupe: groups[0]?.value }} />
        )}
        {frozen ? (
          <HiddenFields fields={{ mode: typedText(form.values, 'mode') }} />
        ) : (
          <RadioGroup {...typedField(form, 'mode')} label="Qui répond" choices={modes} />
        )}
        <DateField
          {...typedField(form, 'ouverture')}
          label="Ouverture"
          hint="Sans date, elle s’ouvre quand vous l’ouvrez."
          required={false}
        />
        <DateField
          {...typedField(form, 'fermeture')}
          label="Dernier jour pour répondre"
          hint="Sans date, elle reste ouverte jusqu’à ce que vous la fermiez."
          required={false}
        />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}
