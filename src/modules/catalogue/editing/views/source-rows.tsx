import { type FormState, typedField, typedText } from '../../../../platform/http/index.ts';
import { Button, FieldSet, Grid, TextField } from '../../../../ui/index.ts';
import { sourceRowCount } from '../input.ts';

/** Where what is said can be read: a name and an address each, as many as are filled and one more. */
export function SourceRows({ form, most, hint }: { form: FormState; most?: number; hint: string }) {
  const count = sourceRowCount(form.values, most);
  const rows = Array.from({ length: count }, (_, index) => `source_${index}_`);
  const isFilled = (row: string) =>
    ['label', 'url'].some((column) => typedText(form.values, row + column) !== '');
  return (
    <div id="lignes-source">
      <FieldSet legend="Sources" hint={hint}>
        {rows.map((row, index) => (
          <Grid min="sm">
            <TextField
              label={`Nom de la source ${index + 1}`}
              maxLength={300}
              {...typedField(form, `${row}label`)}
              required={isFilled(row)}
            />
            <TextField
              label={`Adresse de la source ${index + 1}`}
              type="url"
              maxLength={2000}
              {...typedField(form, `${row}url`)}
              required={isFilled(row)}
            />
          </Grid>
        ))}
        <Button
          kind="secondary"
          size="sm"
          icon="plus"
          name="apercu"
          value="source"
          formAction="#lignes-source"
          skipValidation
        >
          Ajouter une source
        </Button>
      </FieldSet>
    </div>
  );
}
