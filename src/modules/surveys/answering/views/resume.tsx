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
        <>
          <p>
            Dans ce navigateur, il suffit de revenir sur la page de l’enquête. Pour reprendre ailleurs, gardez
            ce lien ; qui le connaît peut lire et compléter vos réponses.
          </p>
          <p class="cd-link-to-keep">
            <a href={link}>{link}</a>
          </p>
          <p>
            <a
              href={`mailto:?subject=${encodeURIComponent(`Reprendre : ${survey.title}`)}&body=${encodeURIComponent(`Pour reprendre ma réponse : ${link}`)}`}
            >
              L’écrire dans un courriel à moi-même
            </a>{' '}
            (votre messagerie s’ouvre : nous ne gardons pas votre adresse)
          </p>
        </>
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
