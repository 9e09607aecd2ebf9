import type { FormState } from '../../../../platform/http/index.ts';
import { Button, ButtonGroup, ErrorSummary, Form, PageHeader, SubmitRow } from '../../../../ui/index.ts';
import type { Survey } from '../../survey.ts';
import { draftDays } from '../drafts.ts';

/** How to come back to an answer that was begun. */
export function ResumePage({ survey, link, next }: { survey: Survey; link: string | null; next: string }) {
  return (
    <>
      <PageHeader
        eyebrow={survey.title}
        title="Reprendre plus tard"
        lead={`Vos réponses sont gardées ${draftDays} jours à partir du moment où vous avez commencé.`}
      />
      {link === null ? (
        <p>
          Vous et vos collègues de la même collectivité les retrouvez sur la page de l’enquête, une fois
          connectés.
        </p>
      ) : (
        <LinkToKeep
          link={link}
          page="la page de l’enquête"
          what="Pour reprendre ailleurs"
          mail={{ subject: `Reprendre : ${survey.title}`, text: 'Pour reprendre ma réponse' }}
        />
      )}
      <ButtonGroup>
        <Button href={next}>Continuer maintenant</Button>
        <Button href={`/enquetes/${survey.slug}/effacement`} kind="tertiary">
          Effacer mes réponses
        </Button>
      </ButtonGroup>
    </>
  );
}

/** The secret link, and how to keep it. */
export function LinkToKeep({
  link,
  page,
  what,
  mail,
}: {
  link: string;
  /** Where one goes on in this browser. */
  page: string;
  what: string;
  mail: { subject: string; text: string };
}) {
  const { subject, text } = mail;
  return (
    <>
      <p>
        Dans ce navigateur, il suffit de revenir sur {page}. {what}, gardez ce lien ; qui le connaît peut lire
        vos réponses et les changer.
      </p>
      <p class="cd-link-to-keep">
        <a href={link}>{link}</a>
      </p>
      <p>
        <a
          href={`mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(`${text} : ${link}`)}`}
        >
          L’écrire dans un courriel à moi-même
        </a>{' '}
        (votre messagerie s’ouvre : nous ne gardons pas votre adresse)
      </p>
    </>
  );
}

export function TakeUpForm({ survey, form }: { survey: Survey; form: FormState }) {
  return (
    <>
      <PageHeader
        eyebrow={survey.title}
        title="Reprendre votre réponse"
        lead="Elle s’ouvrira là où vous l’avez laissée. Si plusieurs personnes se servent de cet ordinateur, envoyez-la ou effacez-la avant de partir."
      />
      <ErrorSummary errors={form.errors} />
      <Form>
        <SubmitRow label="Reprendre" cancelHref={`/enquetes/${survey.slug}`} />
      </Form>
    </>
  );
}
