import { FieldSet, TextField } from '../../../../ui/index.ts';
import type { themeNames } from '../theme.ts';

type ByColour = Readonly<Record<(typeof themeNames)[number], string>>;

export interface TypedColours {
  /** As typed. */
  colours: ByColour;
  errors: Readonly<Partial<ByColour>>;
}

export function Colours(typed: TypedColours) {
  return (
    <FieldSet
      legend="Couleurs"
      hint="Six chiffres ou lettres, comme 0b4a57. Vides, celles du thème de vos visiteurs."
    >
      <div class="cd-filters__fields">
        <Colour name="accent" label="Liens" {...typed} />
        <Colour name="fond" label="Fond" {...typed} />
        <Colour name="texte" label="Texte" {...typed} />
      </div>
    </FieldSet>
  );
}

function Colour({ name, label, colours, errors }: TypedColours & { name: keyof ByColour; label: string }) {
  return (
    <TextField
      name={name}
      label={label}
      value={colours[name]}
      error={errors[name]}
      maxLength={7}
      width="short"
      spellcheck={false}
      autocomplete="off"
      required={false}
    />
  );
}
