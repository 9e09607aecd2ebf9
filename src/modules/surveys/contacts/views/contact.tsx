import { type FormState, typedField } from '../../../../platform/http/index.ts';
import {
  Alert,
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  PageHeader,
  SubmitRow,
  TextField,
} from '../../../../ui/index.ts';
import type { Survey } from '../../survey.ts';

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
