import { type FormState, type TypedValues, typedField, typedText } from '../../../../platform/http/index.ts';
import { Checkbox, TextArea, TextField } from '../../../../ui/index.ts';
import type { SurveyType } from '../words.ts';

export const isTicked = (values: TypedValues, name: string): boolean => typedText(values, name) !== '';

export function OwnFields({ type, form }: { type: SurveyType; form: FormState }) {
  const list = (name: string, label: string) => (
    <TextArea
      {...typedField(form, name)}
      label={label}
      hint="Un par ligne, dans l’ordre où ils seront montrés."
      rows={8}
    />
  );
  const number = (name: string, label: string, required: boolean, hint?: string) => (
    <TextField
      {...typedField(form, name)}
      label={label}
      hint={hint}
      inputMode="numeric"
      width="short"
      required={required}
    />
  );
  const ways = (
    <>
      <Checkbox
        name="inconnu"
        label="Proposer « Ne sait pas »"
        checked={isTicked(form.values, 'inconnu')}
        required={false}
      />
      <Checkbox
        name="sans_objet"
        label="Proposer « Sans objet »"
        checked={isTicked(form.values, 'sans_objet')}
        required={false}
      />
    </>
  );
  switch (type) {
    case 'single':
      return (
        <>
          {list('choix', 'Choix')}
          {ways}
        </>
      );
    case 'multiple':
      return (
        <>
          {list('choix', 'Choix')}
          {number('maximum', 'Nombre de réponses au plus', false, 'Vide : autant que l’on veut.')}
        </>
      );
    case 'likert':
      return ways;
    case 'rating':
      return (
        <>
          {number('note_min', 'Plus petite note', true, '0 ou 1')}
          {number('note_max', 'Plus grande note', true, 'De 3 à 10')}
          <TextField
            {...typedField(form, 'bout_min')}
            label="Ce que dit la plus petite"
            maxLength={100}
            required={false}
          />
          <TextField
            {...typedField(form, 'bout_max')}
            label="Ce que dit la plus grande"
            maxLength={100}
            required={false}
          />
          {ways}
        </>
      );
    case 'ranking':
      return (
        <>
          {list('choix', 'Choix')}
          {number('places', 'Nombre de choix à classer', true, 'Trois, par exemple.')}
        </>
      );
    case 'matrix':
      return (
        <>
          {list('lignes', 'Lignes')}
          {list('colonnes', 'Colonnes')}
        </>
      );
    case 'number':
      return (
        <>
          <TextField
            {...typedField(form, 'unite')}
            label="Unité"
            hint="agents, euros, heures…"
            width="short"
            maxLength={40}
            required={false}
          />
          {number('minimum', 'Plus petit nombre permis', false)}
          {number('maximum', 'Plus grand nombre permis', false)}
          <TextField
            {...typedField(form, 'tranches')}
            label="Tranches des résultats"
            hint="Où commence chaque tranche après la première, séparées par des points-virgules. Exemple : 10 ; 100 ; 1 000"
            required={false}
          />
          <Checkbox
            name="decimales"
            label="Accepter des décimales"
            checked={isTicked(form.values, 'decimales')}
            required={false}
          />
          {ways}
        </>
      );
    case 'text':
      return number('longueur', 'Longueur au plus, en caractères', true, 'De 10 à 5 000');
    case 'consent':
      return null;
  }
}
