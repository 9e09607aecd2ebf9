import type { FormState } from '../../../platform/http/index.ts';
import { typedField } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  EmptyState,
  ErrorSummary,
  Form,
  PageHeader,
  Section,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';
import { draftDays } from '../drafts.ts';
import type { Survey } from '../survey.ts';

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

export function ThanksPage({ survey }: { survey: Survey }) {
  const here = `/enquetes/${survey.slug}`;
  return (
    <>
      <PageHeader eyebrow={survey.title} title="Merci, votre réponse est envoyée" />
      <p>
        {survey.mode === 'anonymous'
          ? 'Elle sera mêlée aux autres avant d’être comptée : personne ne peut savoir laquelle est la vôtre.'
          : 'Votre collectivité peut la modifier et la renvoyer tant que l’enquête est ouverte.'}
      </p>
      <Section title="Et maintenant ?" id="suite">
        <ul>
          {survey.shared.length > 0 && (
            <li>
              <a href={`${here}/resultats`}>Lire les premiers résultats</a>
            </li>
          )}
          {survey.group && (
            <li>
              <a href={`/groupes/${survey.group.slug}`}>
                Voir le groupe projet qui mène l’enquête : {survey.group.title}
              </a>
            </li>
          )}
          <li>
            <a href="/collectivites">Voir ce qui concerne votre collectivité</a>
          </li>
          <li>
            <a href="/enquetes">Voir les autres enquêtes</a>
          </li>
        </ul>
      </Section>
    </>
  );
}

/** Apart from the answers, after they are sent. */
export function AddressForm({ survey, form }: { survey: Survey; form: FormState }) {
  return (
    <>
      <PageHeader
        eyebrow={survey.title}
        title="Recevoir les résultats"
        lead="Votre réponse est envoyée. Vous avez accepté de recevoir les résultats : à quelle adresse ?"
      />
      <ErrorSummary errors={form.errors} />
      <Alert kind="info">
        <p>
          L’adresse est gardée à part, sans date et sans lien avec votre réponse. D’ici demain, un courriel
          vous demandera de la confirmer ; chaque message permettra de l’effacer.
        </p>
      </Alert>
      <Form>
        <TextField
          {...typedField(form, 'courriel')}
          label="Adresse électronique"
          hint="Exemple : prenom.nom@commune.fr"
          type="email"
          autocomplete="email"
          spellcheck={false}
        />
        <SubmitRow
          label="Laisser cette adresse"
          cancelHref={`/enquetes/${survey.slug}/merci`}
          cancelLabel="Ne rien laisser"
        />
      </Form>
    </>
  );
}

export function NotInvited({ survey }: { survey: Survey }) {
  return (
    <>
      <PageHeader eyebrow="Enquête" title={survey.title} />
      <EmptyState
        title="Cette page suit l’envoi d’une réponse"
        action={<Button href={`/enquetes/${survey.slug}`}>Voir l’enquête</Button>}
      >
        <p>Une adresse y est demandée à qui l’a accepté dans sa réponse.</p>
      </EmptyState>
    </>
  );
}

/** What a link of a mail does to an address, by a button. */
export function ContactStep({
  survey,
  title,
  text,
  act,
}: {
  survey: Pick<Survey, 'slug' | 'title'>;
  title: string;
  text: string;
  act?: { label: string; action: string; danger?: boolean }[];
}) {
  return (
    <>
      <PageHeader eyebrow={survey.title} title={title} lead={text} />
      {act ? (
        act.map(({ label, action, danger }) => (
          <Form action={action}>
            <SubmitRow label={label} danger={danger} />
          </Form>
        ))
      ) : (
        <p>
          <a href={`/enquetes/${survey.slug}`}>Voir l’enquête</a>
        </p>
      )}
    </>
  );
}
