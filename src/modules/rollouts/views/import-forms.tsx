import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  Confirmation,
  DateField,
  ErrorSummary,
  Form,
  Grid,
  plural,
  ReasonField,
  SelectField,
  SubmitRow,
} from '../../../ui/index.ts';
import { fieldLabels, importFields } from '../import/columns.ts';
import type { RolloutImport } from '../import/queries.ts';
import type { Rollout } from '../rollout.ts';
import { importsPath } from './imports.tsx';

/** Which column of the file holds what. */
export function ColumnsForm({
  form,
  rollout,
  one,
}: {
  form: FormState;
  rollout: Rollout;
  one: RolloutImport;
}) {
  const choices = one.header.map((title, at) => ({
    value: String(at),
    label: title || `Colonne ${at + 1}, sans titre`,
  }));
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <Grid min="sm">
          {importFields.map((field) => (
            <SelectField
              {...typedField(form, field)}
              label={fieldLabels[field]}
              choices={choices}
              placeholder="Aucune colonne"
              required={false}
            />
          ))}
          <DateField
            {...typedField(form, 'depuis')}
            label="Date des lignes qui n’en ont pas"
            required={false}
          />
        </Grid>
        <SubmitRow label="Vérifier le fichier" cancelHref={`${importsPath(rollout)}/${one.id}`} />
      </Form>
    </>
  );
}

/** Asks why, before taking back all that a file said. */
export function UndoForm({ form, rollout, one }: { form: FormState; rollout: Rollout; one: RolloutImport }) {
  const written = one.counts.statements + one.counts.coverages;
  return (
    <Confirmation
      about={rollout.title}
      question={`Annuler l’import de « ${one.file.name} » ?`}
      warning={`${plural(written, 'déclaration ne comptera', 'déclarations ne compteront')} plus. Elles resteront dans l’historique, avec votre motif.`}
      act="Annuler l’import"
      form={form}
      cancelHref={`${importsPath(rollout)}/${one.id}`}
    >
      <ReasonField
        hint="Il sera public, avec les déclarations annulées. N’y nommez personne."
        value={typedText(form.values, 'motif')}
        error={form.errors.motif}
      />
    </Confirmation>
  );
}
