import { type FormState, typedField } from '../../../platform/http/index.ts';
import { Alert, Form, RadioGroup, Section, SubmitRow, TextArea, Time } from '../../../ui/index.ts';
import { choicesFor } from '../counting.ts';
import type { Decision } from '../queries.ts';
import { lastDay } from './labels.tsx';

/** What this reader may do about the vote under way. */
export type Standing = 'may' | 'may-change' | 'given' | 'outside' | 'of-no-body';

const words: Readonly<Record<Exclude<Standing, 'may' | 'may-change'>, string>> = {
  given: 'Votre voix est donnée. Le vote est secret : elle ne se change plus, et personne ne peut la relire.',
  outside: 'Votent les membres et les copilotes du groupe. Vous lisez cette page sans voter.',
  'of-no-body':
    'Chaque collectivité ou organisme a une voix. Votre compte n’est rattaché à aucun : complétez votre fiche avec l’équipe du programme.',
};

/** Where one gives one's voice, or that of where one works. */
export function VoiceForm({
  decision,
  form,
  standing,
}: {
  decision: Decision;
  form: FormState;
  standing: Standing;
}) {
  if (standing !== 'may' && standing !== 'may-change') {
    return (
      <Alert kind={standing === 'given' ? 'success' : 'info'}>
        <p>{words[standing]}</p>
      </Alert>
    );
  }
  const { closesAt, secret, voters, options } = decision;
  const given = standing === 'may-change';
  return (
    <Section title={given ? 'Changer de réponse' : 'Répondre'} id="repondre">
      <p>
        {secret
          ? 'Vote secret : on saura que vous avez voté, jamais quoi. Votre voix ne se changera plus.'
          : 'Vote nominatif : les membres du groupe liront votre réponse.'}
        {voters === 'organisation' && ' Vous répondez pour votre collectivité ou organisme.'}
        {closesAt && (
          <>
            {' '}
            Vous avez jusqu’au <Time value={lastDay(closesAt)} /> inclus.
          </>
        )}
        {given && ' Une réponse est déjà donnée : la prochaine la remplacera.'}
      </p>
      <Form formKey={form.key}>
        <RadioGroup
          label="Votre réponse"
          choices={choicesFor(decision).map(({ code, label }) => ({ value: code, label }))}
          {...typedField(form, 'choice')}
        />
        {options.length === 0 && (
          <TextArea
            label="Votre réserve"
            hint="Seulement pour « Pour, avec une réserve » : les membres du groupe la liront."
            rows={3}
            maxLength={2000}
            required={false}
            {...typedField(form, 'reservation')}
          />
        )}
        <SubmitRow label={given ? 'Changer ma réponse' : 'Donner ma voix'} />
      </Form>
    </Section>
  );
}
