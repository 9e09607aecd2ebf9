import { type FormState, typedField } from '../../../../platform/http/index.ts';
import { FieldSet, RadioGroup, TextField, Trap } from '../../../../ui/index.ts';

/** Who contributes, and how they are named in public. */
export function WhoFields({ form, email }: { form: FormState; email: string | null }) {
  return (
    <FieldSet legend="Vous">
      {email === null ? (
        <TextField
          label="Votre adresse électronique"
          hint="Jamais publique. Un lien de confirmation y arrive ; elle est effacée trente jours après la réponse."
          type="email"
          autocomplete="email"
          maxLength={254}
          {...typedField(form, 'courriel')}
        />
      ) : (
        <p>La réponse arrivera à {email}, l’adresse de votre compte.</p>
      )}
      <RadioGroup
        label="Si c’est retenu, comment vous nommer dans l’historique public ?"
        choices={[
          { value: 'name', label: 'Mon nom et mon organisme' },
          { value: 'body', label: 'Mon organisme seulement' },
          { value: 'nobody', label: 'Ne pas me nommer' },
        ]}
        {...typedField(form, 'nomination')}
      />
      <TextField
        label="Votre nom"
        hint="Si vous avez choisi de l’afficher."
        autocomplete="name"
        maxLength={100}
        {...typedField(form, 'nom')}
        required={false}
      />
      <TextField
        label="Votre collectivité ou organisme"
        hint="Si vous avez choisi de l’afficher."
        maxLength={150}
        {...typedField(form, 'organisme')}
        required={false}
      />
      <p>
        <a href="/donnees-personnelles">Vos droits, et ce que nous gardons</a>
      </p>
      <Trap name="site_web" />
    </FieldSet>
  );
}
