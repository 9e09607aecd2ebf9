import { type FormState, typedField, typedList, typedText } from '../../../platform/http/index.ts';
import {
  Button,
  Checkboxes,
  choicesOf,
  DateField,
  Details,
  FieldSet,
  Form,
  FormTroubles,
  HiddenFields,
  RadioGroup,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';
import { type AgendaRow, mostPoints, rowField, shownRows } from '../agenda-rows.ts';
import { audienceLabels } from '../words.ts';

const labels = {
  titre: 'Titre',
  jour: 'Jour',
  debut: 'Début (heure de Paris)',
  fin: 'Fin',
  lieu: 'Lieu',
  lien: 'Lien pour participer à distance',
  invites: 'Qui est invité',
  agenda: 'Ordre du jour',
};

export function CallForm({
  form,
  people,
  more,
  submit,
  cancelHref,
}: {
  form: FormState;
  people: readonly { id: string; name: string; body: string }[];
  /** Whether the group has more people than these. */
  more: boolean;
  submit: string;
  cancelHref: string;
}) {
  const field = (name: keyof typeof labels) => ({ ...typedField(form, name), label: labels[name] });
  const rows = shownRows(form.values);
  const filled = rows.filter(({ title, minutes, presenter }) => title + minutes + presenter !== '').length;
  const chosen = typedList(form.values, 'personnes');
  return (
    <>
      <FormTroubles form={form} labels={labels} />
      <Form formKey={form.key}>
        {/* The first button of a form is the one that the Enter key presses. */}
        <button class="fr-sr-only" type="submit" tabIndex={-1} aria-hidden="true">
          {submit}
        </button>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField {...field('titre')} maxLength={150} />
        <div class="cd-meeting-row">
          <DateField {...field('jour')} />
          <TextField {...field('debut')} width="short" />
          <TextField {...field('fin')} width="short" />
        </div>
        <TextField
          {...field('lieu')}
          required={false}
          hint="Adresse et salle, s’il y en a une."
          maxLength={300}
        />
        <TextField
          {...field('lien')}
          required={false}
          type="url"
          hint="Montré aux seules personnes invitées. Indiquez un lieu, un lien, ou les deux."
        />
        <FieldSet
          legend="Ordre du jour"
          hint="Dans l’ordre où les points seront traités. Un point « Divers » vient toujours en dernier."
        >
          {rows.map((row, index) => (
            <AgendaFields row={row} place={index + 1} filled={filled} errors={form.errors} />
          ))}
          {rows.length < mostPoints && (
            <Button kind="tertiary" size="sm" icon="plus" name="apercu" value="lignes" skipValidation>
              Ajouter des lignes
            </Button>
          )}
        </FieldSet>
        <RadioGroup {...field('invites')} choices={choicesOf(audienceLabels)} />
        <Details
          summary="Choisir des personnes"
          open={chosen.length > 0 || form.errors.personnes !== undefined}
        >
          <Checkboxes
            name="personnes"
            label="Personnes invitées par leur nom"
            hint={
              more
                ? 'Les premières personnes du groupe. Vous pourrez en inviter d’autres depuis la page de la réunion.'
                : 'Utile pour une réunion restreinte, ou pour convier un observateur.'
            }
            required={false}
            values={chosen}
            error={form.errors.personnes}
            choices={people.map(({ id, name, body }) => ({
              value: id,
              label: name,
              hint: body || undefined,
            }))}
          />
        </Details>
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

/** One point: what, how long, who presents it; with its way up, down and out. */
function AgendaFields({
  row,
  place,
  filled,
  errors,
}: {
  row: AgendaRow;
  place: number;
  filled: number;
  errors: FormState['errors'];
}) {
  const named = (field: 'title' | 'minutes' | 'presenter') => {
    const name = rowField(field, place);
    return { name, value: row[field], error: errors[name] };
  };
  const act = (what: string) =>
    ({
      name: 'apercu',
      value: `${what}-${place}`,
      kind: 'tertiary',
      size: 'sm',
      skipValidation: true,
      context: `le point ${place}`,
    }) as const;
  return (
    <div class="cd-meeting-point">
      <HiddenFields fields={{ [rowField('id', place)]: row.id || undefined }} />
      <TextField {...named('title')} label={`Point ${place}`} maxLength={200} required={place === 1} />
      <TextField
        {...named('minutes')}
        label="Minutes"
        inputMode="numeric"
        width="short"
        maxLength={3}
        required={false}
      />
      <TextField {...named('presenter')} label="Présenté par" maxLength={150} required={false} />
      {place <= filled && (
        <div class="cd-meeting-point__acts">
          {place > 1 && <Button {...act('monter')}>Monter</Button>}
          {place < filled && <Button {...act('descendre')}>Descendre</Button>}
          {filled > 1 && <Button {...act('retirer')}>Retirer</Button>}
        </div>
      )}
    </div>
  );
}
