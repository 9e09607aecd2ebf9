import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Confirmation,
  DescriptionList,
  FieldSet,
  Form,
  FormTroubles,
  HiddenFields,
  PageHeader,
  ReasonField,
  SubmitRow,
} from '../../../ui/index.ts';
import { type Preview, type RuleChoices, RuleFields } from '../../audience/index.ts';
import { contentLabels } from '../content-words.ts';
import type { Measure } from '../measure.ts';
import { type Period, periodPhrase, periodWords } from '../period.ts';
import { ChangeReason } from './change-reason.tsx';

interface Props {
  measure: Pick<Measure, 'slug' | 'title'>;
  milestone: Period & { label: string };
  form: FormState;
}

const anchor = 'public-du-jalon';

/** A public of its own for one date, with how many of the measure's authorities it hits. */
export function MilestoneAudiencePage({
  measure,
  milestone,
  form,
  choices,
  ofMeasure,
  own,
  preview,
  here,
}: Props & {
  choices: RuleChoices;
  /** Whom the measure is for, and whom the milestone alone is for, in words. */
  ofMeasure: string;
  own?: string;
  preview?: Preview;
  here: string;
}) {
  return (
    <>
      <PageHeader
        eyebrow={measure.title}
        title="Public d’un jalon"
        lead="Une date qui ne vaut que pour une partie de ceux que la mesure concerne. Décrivez laquelle : seules les collectivités que la mesure concerne aussi sont comptées."
      />
      <DescriptionList
        items={[
          { term: 'Jalon', value: milestone.label },
          { term: 'Date', value: periodWords(milestone) },
          { term: 'Public de la mesure', value: ofMeasure },
          {
            term: 'Public du jalon',
            value: own ? (
              <>
                {own} (<a href={`${here}/retrait`}>revenir au public de la mesure</a>)
              </>
            ) : (
              'le même que la mesure'
            ),
          },
        ]}
      />
      <FormTroubles form={form} labels={contentLabels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <div id={anchor}>
          <FieldSet legend="Public du jalon">
            <RuleFields
              form={form}
              choices={choices}
              kept={own}
              preview={preview}
              anchor={anchor}
              previewAt={`${here}/apercu`}
            />
          </FieldSet>
        </div>
        <ChangeReason form={form} />
        <SubmitRow label="Enregistrer" cancelHref={`/agenda/${measure.slug}`} />
      </Form>
    </>
  );
}

export function MilestoneAudienceRemoval({
  measure,
  milestone,
  form,
  cancelHref,
}: Props & { cancelHref: string }) {
  return (
    <Confirmation
      about={measure.title}
      question="Revenir au public de la mesure ?"
      warning={
        <>
          « {milestone.label} », {periodPhrase(milestone)}, vaudra pour toutes les collectivités que la mesure
          concerne.
        </>
      }
      act="Revenir au public de la mesure"
      form={form}
      cancelHref={cancelHref}
    >
      <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
      <ReasonField
        hint="Tout le monde le lira dans l’historique."
        value={typedText(form.values, 'motif')}
        error={form.errors.motif}
      />
    </Confirmation>
  );
}
