import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import type { SafeHtml } from '../../../platform/markdown/index.ts';
import {
  Checkbox,
  DateField,
  FieldSet,
  Form,
  FormTroubles,
  HiddenFields,
  MarkdownField,
  RadioGroup,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../ui/index.ts';

const labels = { title: 'Titre', body: 'Ce qui est proposé', motivation: 'Pourquoi' };

interface FormProps {
  form: FormState;
  cancelHref: string;
  preview?: SafeHtml;
  /** `2027-01-31` */
  today: string;
}

function Publicity({ form }: { form: FormState }) {
  return (
    <RadioGroup
      label="Qui lit cette décision"
      choices={[
        {
          value: 'public',
          label: 'Tout le monde',
          hint: 'Sur la page publique du groupe ; les personnes n’y sont pas nommées.',
        },
        { value: 'internal', label: 'Les membres du groupe' },
      ]}
      {...typedField(form, 'publicity')}
    />
  );
}

/** A question put to the group. */
export function ProposalForm({ form, submit, cancelHref, preview, today }: FormProps & { submit: string }) {
  return (
    <>
      <FormTroubles form={form} labels={labels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField label={labels.title} maxLength={200} {...typedField(form, 'title')} />
        <MarkdownField
          label={labels.body}
          hint="La question, ou le texte à adopter."
          maxLength={20_000}
          preview={preview}
          {...typedField(form, 'body')}
        />
        <TextArea
          label={labels.motivation}
          hint="Ce qui amène à décider. Cela restera au registre."
          rows={4}
          maxLength={3000}
          {...typedField(form, 'motivation')}
        />
        <RadioGroup
          label="Comment"
          choices={[
            { value: 'vote', label: 'Par un vote', hint: 'Son résultat décide, selon la règle ci-dessous.' },
            {
              value: 'advice',
              label: 'Pour avis',
              hint: 'Les copilotes décident ensuite, et disent pourquoi.',
            },
          ]}
          {...typedField(form, 'mode')}
        />
        <TextArea
          label="Choix proposés"
          hint="Un par ligne. Laissez vide pour une question à laquelle on répond pour, pour avec une réserve, ou contre."
          rows={4}
          maxLength={2000}
          required={false}
          {...typedField(form, 'options')}
        />
        <FieldSet
          legend="La règle"
          hint="Elle est dite avant de voter, et ne change plus une fois le vote ouvert."
        >
          <RadioGroup
            label="Qui vote"
            choices={[
              { value: 'person', label: 'Chaque personne', hint: 'Membre ou copilote du groupe.' },
              {
                value: 'organisation',
                label: 'Chaque collectivité ou organisme',
                hint: 'Une voix chacun, donnée par l’une de ses personnes.',
              },
            ]}
            {...typedField(form, 'voters')}
          />
          <Checkbox
            label="Demander aussi une majorité de chaque côté"
            hint="Celui de l’État et celui des collectivités."
            name="by_side"
            checked={typedText(form.values, 'by_side') !== ''}
            required={false}
            error={form.errors.by_side}
          />
          <RadioGroup
            label="Bulletin"
            choices={[
              {
                value: 'named',
                label: 'Nominatif',
                hint: 'Les membres lisent qui a voté quoi. Une voix se change jusqu’à la fin.',
              },
              {
                value: 'secret',
                label: 'Secret',
                hint: 'On sait qui a voté, jamais quoi. Une voix donnée ne se change plus.',
              },
            ]}
            {...typedField(form, 'ballot')}
          />
          <RadioGroup
            label="Quorum"
            choices={[
              { value: 'none', label: 'Aucun' },
              { value: 'count', label: 'Un nombre de voix' },
              { value: 'percent', label: 'Une part de ceux qui peuvent voter, en pour cent' },
            ]}
            {...typedField(form, 'quorum')}
          />
          <TextField
            label="Combien"
            hint="Pour le quorum : un nombre entier."
            width="short"
            inputMode="numeric"
            maxLength={6}
            required={false}
            {...typedField(form, 'quorum_value')}
          />
        </FieldSet>
        <DateField
          label="Premier jour"
          hint="Sans rien, aujourd’hui."
          min={today}
          required={false}
          {...typedField(form, 'opens_on')}
        />
        <DateField label="Dernier jour, inclus" min={today} {...typedField(form, 'closes_on')} />
        <Publicity form={form} />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

/** A decision taken elsewhere, for the register. */
export function RecordForm({ form, cancelHref, preview, today }: FormProps) {
  return (
    <>
      <FormTroubles form={form} labels={labels} />
      <Form formKey={form.key}>
        <TextField label={labels.title} maxLength={200} {...typedField(form, 'title')} />
        <MarkdownField
          label="Ce qui est décidé"
          maxLength={20_000}
          preview={preview}
          {...typedField(form, 'body')}
        />
        <TextField
          label="Qui a décidé"
          hint="Exemple : les copilotes, en réunion. Cela peut être public : ne nommez personne sans son accord."
          maxLength={300}
          {...typedField(form, 'decided_by')}
        />
        <TextArea label={labels.motivation} rows={4} maxLength={3000} {...typedField(form, 'motivation')} />
        <DateField label="Date de la décision" max={today} {...typedField(form, 'decided_on')} />
        <Publicity form={form} />
        <SubmitRow label="Consigner la décision" cancelHref={cancelHref} />
      </Form>
    </>
  );
}
