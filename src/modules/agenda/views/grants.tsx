import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  EmptyState,
  ErrorSummary,
  Form,
  PageHeader,
  PostButton,
  Section,
  SubmitRow,
  Table,
  TextField,
  Time,
} from '../../../ui/index.ts';
import type { Editor } from '../grants.ts';

export function GrantsPage({
  measure,
  editors,
  form,
}: {
  measure: { slug: string; title: string };
  editors: readonly Editor[];
  form: FormState;
}) {
  return (
    <>
      <PageHeader
        eyebrow={measure.title}
        title="Qui peut modifier"
        lead="L’équipe du programme et les copilotes de l’agenda modifient toutes les mesures. Ajoutez ici les agents du ministère ou de l’organisme qui pilote celle-ci."
      />
      <ErrorSummary errors={form.errors} />
      {editors.length === 0 ? (
        <EmptyState title="Personne d’autre">
          <p>Donnez le droit de modifier à l’adresse d’un compte actif, ci-dessous.</p>
        </EmptyState>
      ) : (
        <Table
          id="acces"
          caption="Personnes qui peuvent modifier cette mesure"
          columns={[{ label: 'Nom' }, { label: 'Organisme' }, { label: 'Depuis' }, { label: 'Actions' }]}
          rows={editors.map(({ id, name, body, since }) => [
            name,
            body ?? '',
            <Time value={since} />,
            <PostButton
              action={`/agenda/${measure.slug}/acces/${id}/retrait`}
              kind="tertiary"
              size="sm"
              context={`à ${name}`}
            >
              Retirer ce droit
            </PostButton>,
          ])}
        />
      )}
      <Section title="Ajouter une personne" id="ajouter">
        <Form formKey={form.key}>
          <TextField
            name="adresse"
            label="Adresse électronique de son compte"
            hint="La personne modifiera la mesure, reportera ses jalons et répondra aux témoignages. Elle est prévenue par courriel."
            type="email"
            inputMode="email"
            autocomplete="off"
            maxLength={254}
            value={typedText(form.values, 'adresse')}
            error={form.errors.adresse}
          />
          <SubmitRow label="Donner ce droit" cancelHref={`/agenda/${measure.slug}`} />
        </Form>
      </Section>
    </>
  );
}
