import { type FormState, typedText } from '../../../platform/http/index.ts';
import { ErrorSummary, Form, MailStep, PageHeader, SubmitRow, TextField } from '../../../ui/index.ts';
import { type Authority, authorityUrl } from '../../territories/index.ts';

export function FollowForm({ form, authority }: { form: FormState; authority: Authority }) {
  return (
    <>
      <PageHeader
        eyebrow={authority.name}
        title="Être prévenu par courriel"
        lead="Un message par mois au plus, seulement quand quelque chose change pour cette collectivité ou qu’une échéance approche. Aucun compte n’est nécessaire."
      />
      <p>
        Ces messages suivent les seules données officielles : les réponses données sur la page de la
        collectivité n’y changent rien.
      </p>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField
          name="adresse"
          type="email"
          label="Votre adresse électronique"
          hint="Elle ne sert qu’à cela. Un courriel vous demandera d’abord de confirmer ; chaque message permet d’arrêter en un clic."
          autocomplete="email"
          value={typedText(form.values, 'adresse')}
          error={form.errors.adresse}
        />
        <SubmitRow label="Recevoir le courriel de confirmation" cancelHref={authorityUrl(authority)} />
      </Form>
      <p>
        <a href="/donnees-personnelles">Ce que nous gardons, et combien de temps</a>
      </p>
    </>
  );
}

/** One step of following or leaving: what it is, and its button when there is something to confirm. */
export function FollowStep({
  authority,
  ...step
}: {
  authority: Authority;
  title: string;
  text: string;
  act?: { label: string; action: string };
}) {
  const back = { label: `Ce qui concerne ${authority.name}`, href: authorityUrl(authority) };
  return <MailStep about={authority.name} back={back} {...step} />;
}

export function FollowLinkGone({ authority }: { authority: Authority }) {
  return (
    <MailStep
      about={authority.name}
      title="Ce lien n’est plus valable"
      text="Il a servi jusqu’à son terme, ou une nouvelle demande l’a remplacé."
      back={{ label: 'Demander un nouveau courriel', href: `${authorityUrl(authority)}/suivre` }}
    />
  );
}
