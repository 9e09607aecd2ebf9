import { type FormState, typedText } from '../../../platform/http/index.ts';
import { ErrorSummary, Form, PageHeader, PostButton, SubmitRow, TextField } from '../../../ui/index.ts';
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
  title,
  text,
  act,
}: {
  authority: Authority;
  title: string;
  text: string;
  act?: { label: string; action: string };
}) {
  return (
    <>
      <PageHeader eyebrow={authority.name} title={title} lead={text} />
      {act && <PostButton action={act.action}>{act.label}</PostButton>}
      <p>
        <a href={authorityUrl(authority)}>{`Ce qui concerne ${authority.name}`}</a>
      </p>
    </>
  );
}

export function FollowLinkGone({ authority }: { authority: Authority }) {
  return (
    <>
      <PageHeader
        eyebrow={authority.name}
        title="Ce lien n’est plus valable"
        lead="Il a servi jusqu’à son terme, ou une nouvelle demande l’a remplacé."
      />
      <p>
        <a href={`${authorityUrl(authority)}/suivre`}>Demander un nouveau courriel</a>
      </p>
    </>
  );
}
