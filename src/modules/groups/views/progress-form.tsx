import { type FormState, typedPreview, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  DateField,
  Form,
  FormTroubles,
  formatDate,
  HiddenFields,
  labelOf,
  MarkdownField,
  PageHeader,
  RadioGroup,
  SubmitRow,
  weatherLevels,
} from '../../../ui/index.ts';

const labels = { weather: 'Météo', body: 'Point d’avancement', on_day: 'Date du point' };

export function ProgressForm({
  group,
  form,
  title,
  lead,
  submit,
  today,
  draftedSince,
}: {
  group: { slug: string; title: string };
  form: FormState;
  title: string;
  lead: string;
  submit: string;
  today: string;
  /** Of a new point: the day of the last one, null for the first. */
  draftedSince?: string | null;
}) {
  const { values, errors } = form;
  const body = typedText(values, 'body');
  return (
    <>
      <PageHeader eyebrow={group.title} title={title} lead={lead} />
      <FormTroubles
        form={form}
        labels={labels}
        words={{ on_day: formatDate, weather: (typed) => labelOf(weatherLevels, typed) }}
      />
      {draftedSince !== undefined && body !== '' && Object.keys(errors).length === 0 && (
        <Alert kind="info">
          <p>
            Ce brouillon reprend ce qui a changé{' '}
            {draftedSince ? `depuis le point du ${formatDate(draftedSince)}` : 'depuis le début'} : tâches et
            étapes faites, commencées ou en retard, nouveaux livrables. Relisez-le, corrigez-le, ajoutez ce
            qui compte : rien n’est publié tant que vous ne le publiez pas.
          </p>
        </Alert>
      )}
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(values, 'version') || undefined }} />
        <RadioGroup
          name="weather"
          label={labels.weather}
          hint="Votre confiance dans la réussite du groupe, aujourd’hui."
          value={typedText(values, 'weather')}
          error={errors.weather}
          choices={weatherLevels.map(({ code, label, meaning }) => ({ value: code, label, hint: meaning }))}
        />
        <MarkdownField
          name="body"
          label={labels.body}
          hint="Ce qui a avancé, ce qui coince, ce qui vient."
          maxLength={10_000}
          value={body}
          error={errors.body}
          preview={typedPreview(values, 'body', { most: 10_000, baseLevel: 3 })}
        />
        <DateField
          name="on_day"
          label={labels.on_day}
          max={today}
          value={typedText(values, 'on_day')}
          error={errors.on_day}
        />
        <SubmitRow label={submit} cancelHref={`/espace/groupes/${group.slug}/avancement`} />
      </Form>
    </>
  );
}
