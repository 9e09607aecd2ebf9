import type { ComponentChildren } from 'preact';
import { type FormState, typedField, typedList, typedText } from '../../../../platform/http/index.ts';
import {
  Checkboxes,
  DateField,
  Details,
  Form,
  FormTroubles,
  Grid,
  HiddenFields,
  MarkdownField,
  type SafeHtml,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../../ui/index.ts';
import type { Facet } from '../../facets/taxonomy.ts';
import { contentLabels } from '../../resources/content-words.ts';
import { FacetFields } from './facet-fields.tsx';
import { SourceRows } from './source-rows.tsx';

export interface ResourceFormProps {
  form: FormState;
  /** The same with what was typed in words, for what a conflict shows. */
  told: FormState;
  facets: readonly Facet[];
  /** Facets where a value is asked for. */
  due: readonly string[];
  /** Measures of the agenda, by title. */
  measures: readonly { slug: string; title: string }[];
  /** The text « Pour commencer » as it would be shown. */
  preview?: SafeHtml;
  reason: { label: string; hint: string };
  submit: string;
  cancelHref: string;
  /** Before the last field. */
  children?: ComponentChildren;
}

/** All that is said of a resource. */
export function ResourceForm(props: ResourceFormProps) {
  const { form, told, facets, due, measures, preview, reason, submit, cancelHref, children } = props;
  const chosen = typedList(form.values, 'measures');
  const count = chosen.length === 0 ? 'aucune' : String(chosen.length);
  return (
    <>
      <FormTroubles form={told} labels={contentLabels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField label={contentLabels.title} maxLength={200} {...typedField(form, 'title')} />
        <TextField
          label="Lien"
          hint="L’adresse de la ressource elle-même : https://…"
          type="url"
          maxLength={2000}
          {...typedField(form, 'url')}
        />
        <TextField
          label={contentLabels.producer}
          hint="Qui la fait et en répond."
          maxLength={200}
          {...typedField(form, 'producer')}
        />
        <TextArea
          label={contentLabels.summary}
          hint="Ce que c’est et à quoi cela sert : deux ou trois phrases simples, sans sigle."
          rows={4}
          maxLength={1200}
          {...typedField(form, 'summary')}
        />
        <FacetFields form={form} facets={facets} due={due} />
        <Grid min="sm">
          <TextField
            label="Pour des collectivités d’au moins"
            hint="Nombre d’habitants."
            inputMode="numeric"
            width="short"
            required={false}
            {...typedField(form, 'least_people')}
          />
          <TextField
            label="Pour des collectivités d’au plus"
            hint="Nombre d’habitants."
            inputMode="numeric"
            width="short"
            required={false}
            {...typedField(form, 'most_people')}
          />
        </Grid>
        <TextArea
          label={contentLabels.territories}
          hint="Où elle est ouverte, séparés par des virgules : Bretagne, Haute-Savoie, 74010. Vide : toute la France."
          rows={2}
          required={false}
          {...typedField(form, 'territories')}
        />
        <Grid min="sm">
          <TextField
            label={contentLabels.effort}
            hint="En mots : « 1 h 30 », « 2 jours »."
            maxLength={120}
            required={false}
            {...typedField(form, 'effort_label')}
          />
          <TextField
            label="Minutes, au moins"
            hint="Pour filtrer par temps."
            inputMode="numeric"
            width="short"
            required={false}
            {...typedField(form, 'effort_min')}
          />
          <TextField
            label="Minutes, au plus"
            hint="Pour filtrer par temps."
            inputMode="numeric"
            width="short"
            required={false}
            {...typedField(form, 'effort_max')}
          />
        </Grid>
        <MarkdownField
          label={contentLabels.start}
          hint="Les premiers gestes, dans l’ordre."
          required={false}
          maxLength={6000}
          preview={preview}
          {...typedField(form, 'start')}
        />
        <TextArea
          label={contentLabels.skills}
          hint="Une compétence par ligne."
          rows={3}
          required={false}
          {...typedField(form, 'skills')}
        />
        <div class="cd-filter-choices cd-field">
          <Details
            summary={
              <>
                {contentLabels.measures} : {count}
                <span class="cd-optional"> (facultatif)</span>
              </>
            }
            open={form.errors.measures !== undefined}
          >
            <Checkboxes
              name="measures"
              label={contentLabels.measures}
              required={false}
              values={chosen}
              choices={measures.map(({ slug, title }) => ({ value: slug, label: title }))}
              error={form.errors.measures}
            />
          </Details>
        </div>
        <SourceRows form={form} hint="Où lire ce qui est dit ici. Videz une ligne pour la retirer." />
        <SelectField
          label={contentLabels.confidence}
          hint="« À vérifier » se voit sur la fiche, avec la réserve ci-dessous."
          placeholder={null}
          choices={[
            { value: 'high', label: 'Bonne' },
            { value: 'medium', label: 'Moyenne' },
            { value: 'low', label: 'À vérifier' },
          ]}
          {...typedField(form, 'confidence')}
        />
        <TextArea
          label={contentLabels.note}
          hint="Ce qui reste incertain, et pourquoi."
          rows={2}
          maxLength={1200}
          required={false}
          {...typedField(form, 'note')}
        />
        <Grid min="sm">
          <TextField
            label={contentLabels.language}
            hint="fr, en…"
            maxLength={2}
            width="short"
            {...typedField(form, 'language')}
          />
          <DateField
            label="Fiche vérifiée le"
            hint="Le jour où vous avez relu la ressource elle-même."
            {...typedField(form, 'checked_on')}
          />
        </Grid>
        {children}
        <TextArea
          label={reason.label}
          hint={reason.hint}
          rows={3}
          maxLength={1000}
          {...typedField(form, 'motif')}
        />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}
