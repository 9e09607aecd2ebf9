import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  choicesOf,
  ErrorSummary,
  Form,
  PageHeader,
  Pagination,
  RadioGroup,
  Section,
  SubmitRow,
  TextArea,
} from '../../../ui/index.ts';
import type { Experience } from '../experience-queries.ts';
import { experienceKindLabels } from '../vocabulary.ts';
import { authorityWords, ExperienceActs, ExperienceList, Experiences, moderationOf } from './experiences.tsx';

interface AboutMeasure {
  slug: string;
  title: string;
}

const hereOf = ({ slug }: AboutMeasure) => `/agenda/${slug}`;

/** Everybody's page, with what is one's own. */
export function ExperiencesPage({
  measure,
  experiences,
  own,
  readerId,
}: {
  measure: AboutMeasure;
  experiences: readonly Experience[];
  /** What the person who reads told, whoever else may read it. */
  own: readonly Experience[];
  readerId: string | null;
}) {
  const here = hereOf(measure);
  return (
    <>
      <PageHeader
        eyebrow={measure.title}
        title="Témoignages"
        lead="Ce que les collectivités vivent avec cette mesure, et ce que les pilotes répondent."
        actions={
          <Button href={`${here}/temoignages/nouveau`} icon="plus">
            Donner l’expérience de ma collectivité
          </Button>
        }
      />
      <Experiences experiences={experiences} here={here} level={2} readerId={readerId} />
      {own.length > 0 && (
        <Section title="Ce que vous avez dit" id="les-miens">
          <ExperienceList
            experiences={own}
            actionsOf={({ id, hidden }) =>
              hidden === null && (
                <ExperienceActs>
                  <Button href={`${here}/temoignages/${id}/suppression`} kind="tertiary" size="sm">
                    Supprimer
                  </Button>
                </ExperienceActs>
              )
            }
          />
        </Section>
      )}
    </>
  );
}

export function ExperienceForm({
  measure,
  authority,
  refusal,
  form,
}: {
  measure: AboutMeasure;
  /** In whose name one speaks; null for an account without authority. */
  authority: string | null;
  /** Why one without authority does not speak. */
  refusal: string;
  form: FormState;
}) {
  const here = hereOf(measure);
  const bound = (name: string) => typedField(form, name);
  if (authority === null) {
    return (
      <>
        <PageHeader eyebrow={measure.title} title="Donner l’expérience de ma collectivité" />
        <ErrorSummary errors={form.errors} />
        <Alert kind="info">
          <p>{refusal}</p>
        </Alert>
        <ButtonGroup>
          <Button href={`${here}/proposer`}>Proposer une correction</Button>
          <Button href={here} kind="secondary">
            Revenir à la mesure
          </Button>
        </ButtonGroup>
      </>
    );
  }
  return (
    <>
      <PageHeader
        eyebrow={measure.title}
        title="Donner l’expérience de ma collectivité"
        lead={`Vous témoignez pour ${authority}. Votre nom n’est montré qu’aux pilotes de l’agenda.`}
      />
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <RadioGroup
          label="De quoi s’agit-il ?"
          choices={choicesOf(experienceKindLabels)}
          {...bound('nature')}
        />
        <TextArea
          label="Votre témoignage"
          hint="Des faits, sans nommer de personne : ce qui bloque, ce que cela coûte, ce qui a marché."
          rows={8}
          maxLength={4000}
          {...bound('texte')}
        />
        <RadioGroup
          label="Qui peut le lire ?"
          choices={[
            { value: 'public', label: 'Tout le monde', hint: 'Avec le nom de votre collectivité.' },
            { value: 'pilots', label: 'Seulement les pilotes de l’agenda' },
          ]}
          {...bound('visibilite')}
        />
        <SubmitRow label="Envoyer le témoignage" cancelHref={`${here}/temoignages`} />
      </Form>
    </>
  );
}

export function AnswerForm({
  measure,
  experience,
  form,
  back,
}: {
  measure: AboutMeasure;
  experience: Experience;
  form: FormState;
  back: string;
}) {
  return (
    <>
      <PageHeader
        eyebrow={measure.title}
        title="Répondre à un témoignage"
        lead={
          experience.visibility === 'public'
            ? 'Votre réponse sera publique, comme le témoignage.'
            : 'Seuls son auteur et les pilotes liront votre réponse.'
        }
      />
      <ExperienceList experiences={[experience]} />
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextArea
          label="Votre réponse"
          rows={6}
          maxLength={4000}
          name="texte"
          value={typedText(form.values, 'texte')}
          error={form.errors.texte}
        />
        <SubmitRow label="Publier la réponse" cancelHref={back} />
      </Form>
    </>
  );
}

/** All that was told, for those who answer. */
export function ExperiencesToRead({
  experiences,
  total,
  page,
  pages,
  reader,
  here,
}: {
  experiences: readonly Experience[];
  total: number;
  page: number;
  pages: number;
  /** Who reads, and whether they may hide what others told. */
  reader: { id: string; moderates: boolean };
  here: string;
}) {
  return (
    <>
      <PageHeader
        eyebrow="Agenda"
        title="Témoignages"
        lead={
          total === 0
            ? 'Aucune collectivité n’a encore témoigné. Ce qu’elles diront sera ici, ce qui attend une réponse en premier.'
            : 'Ce qui attend une réponse vient en premier.'
        }
      />
      <ExperienceList
        experiences={experiences}
        headOf={(experience) => (
          <p class="cd-eyebrow">
            <a href={`/agenda/${experience.measure.slug}`}>{experience.measure.title}</a>
            {experience.author && `, écrit par ${experience.author}`}
          </p>
        )}
        actionsOf={(experience) => {
          const path = `/agenda/${experience.measure.slug}/temoignages/${experience.id}`;
          const context = `au témoignage de ${authorityWords(experience)}`;
          return (
            <ButtonGroup>
              <Button href={`${path}/reponse`} kind="secondary" size="sm" context={context}>
                Répondre
              </Button>
              {experience.authorId !== reader.id && (
                <Button
                  href={`${moderationOf(experience)}/${reader.moderates ? 'masquer' : 'signaler'}`}
                  kind="tertiary"
                  size="sm"
                  context={`le ${context.slice(3)}`}
                >
                  {reader.moderates ? 'Masquer' : 'Signaler'}
                </Button>
              )}
            </ButtonGroup>
          );
        }}
      />
      <Pagination page={page} pages={pages} hrefOf={(n) => `${here}?page=${n}`} />
    </>
  );
}
