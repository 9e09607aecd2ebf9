import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  Checkbox,
  Confirmation,
  DescriptionList,
  FieldSet,
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  ReasonField,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';
import type { Measure, Milestone } from '../measure.ts';
import { periodPhrase, periodWords } from '../period.ts';
import { milestoneKindLabels } from '../vocabulary.ts';

interface Props {
  measure: Pick<Measure, 'slug' | 'title' | 'status'>;
  milestone: Milestone;
  form: FormState;
}

const labels = { date: 'Nouvelle date' };
const publicReason = 'Tout le monde le lira sur la page de la mesure.';

export function PostponementPage({ measure, milestone, form }: Props) {
  const bound = (name: string) => typedField(form, name);
  return (
    <>
      <PageHeader
        eyebrow={measure.title}
        title="Reporter un jalon"
        lead="L’ancienne date reste affichée, avec le motif et la source. Les agendas abonnés suivent."
      />
      <DescriptionList
        items={[
          { term: 'Jalon', value: milestone.label },
          { term: 'Type', value: milestoneKindLabels[milestone.kind] },
          { term: 'Date actuelle', value: periodWords(milestone) },
        ]}
      />
      <FormTroubles form={form} labels={labels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField
          label="Nouvelle date"
          hint="Comme vous l’écririez : 1er janvier 2027, mars 2027, 2e trimestre 2027, 1er semestre 2027, 2027, inconnue."
          width="medium"
          maxLength={60}
          {...bound('date')}
        />
        <ReasonField hint={publicReason} value={typedText(form.values, 'motif')} error={form.errors.motif} />
        <FieldSet legend="Source" hint="Ce qui fait foi : un texte, un communiqué, une page officielle.">
          <TextField
            label="Nom de la source"
            hint="Exemple : décret n° 2026-1234, article 3"
            maxLength={200}
            {...bound('source_label')}
          />
          <TextField
            label="Adresse de la source"
            type="url"
            inputMode="url"
            maxLength={2000}
            {...bound('source_url')}
          />
        </FieldSet>
        {measure.status !== 'postponed' && (
          <Checkbox
            name="toute_la_mesure"
            label="La mesure tout entière est reportée"
            hint="Elle portera la mention « Reportée »."
            value="on"
            checked={typedText(form.values, 'toute_la_mesure') !== ''}
            required={false}
          />
        )}
        <SubmitRow label="Reporter le jalon" cancelHref={`/agenda/${measure.slug}`} />
      </Form>
    </>
  );
}

export function MilestoneCancellation({ measure, milestone, form }: Props) {
  return (
    <Confirmation
      about={measure.title}
      question="Annuler ce jalon ?"
      warning={
        <>
          « {milestone.label} », attendu {periodPhrase(milestone)}, ne sera plus montré. Les agendas abonnés
          le verront annulé.
        </>
      }
      act="Annuler le jalon"
      form={form}
      cancelHref={`/agenda/${measure.slug}`}
    >
      <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
      <ReasonField hint={publicReason} value={typedText(form.values, 'motif')} error={form.errors.motif} />
    </Confirmation>
  );
}
