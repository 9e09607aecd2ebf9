import { Form, HiddenFields, SelectField, SubmitRow, TextArea, TextField } from '../../../ui/index.ts';

const algorithms = ['ES256', 'RS256', 'HS256', 'none'];
const methods = ['client_secret_post', 'client_secret_basic', 'private_key_jwt', 'none'];
const named = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
const yesNo = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
];
const untold = 'Non renseigné';

/** The same, field by field, for whoever has no file. Lists have one value a line. */
export function TypedForm({ here, typed }: { here: string; typed: Readonly<Record<string, string>> }) {
  const of = (name: string) => ({ name, value: typed[name] ?? '', required: false });
  return (
    <Form action={here} label="Saisir les champs un par un">
      <HiddenFields fields={{ saisie: 'champs' }} />
      <SelectField
        {...of('environment')}
        label="Environnement"
        placeholder={untold}
        choices={[
          { value: 'integration', label: 'Intégration (bac à sable)' },
          { value: 'production', label: 'Production' },
        ]}
      />
      <TextArea
        {...of('redirect_uris')}
        label="Adresses de retour de connexion"
        hint="Une par ligne."
        rows={3}
      />
      <TextArea
        {...of('post_logout_redirect_uris')}
        label="Adresses de retour de déconnexion"
        hint="Une par ligne."
        rows={3}
      />
      <TextArea
        {...of('endpoints')}
        label="Adresses de FranceConnect appelées"
        hint="Une par ligne : authorize, token, userinfo, déconnexion, ou l’adresse de découverte."
        rows={4}
      />
      <TextField {...of('scope')} label="Scopes" hint="Séparés par une espace : openid profile email." />
      <TextField {...of('acr_values')} label="Niveau de garantie (acr_values)" width="medium" />
      <SelectField
        {...of('id_token_signed_response_alg')}
        label="Signature de l’id_token"
        placeholder={untold}
        choices={named(algorithms)}
      />
      <SelectField
        {...of('userinfo_signed_response_alg')}
        label="Signature de userinfo"
        placeholder={untold}
        choices={named(algorithms)}
      />
      <SelectField
        {...of('token_endpoint_auth_method')}
        label="Authentification auprès de token"
        placeholder={untold}
        choices={named(methods)}
      />
      <TextField {...of('response_types')} label="Type de réponse (response_type)" width="medium" />
      <TextField {...of('grant_types')} label="Type d’autorisation (grant_type)" width="medium" />
      <SelectField {...of('state')} label="state envoyé et vérifié" placeholder={untold} choices={yesNo} />
      <SelectField {...of('nonce')} label="nonce envoyé et vérifié" placeholder={untold} choices={yesNo} />
      <SelectField
        {...of('code_challenge_method')}
        label="Méthode PKCE"
        placeholder={untold}
        choices={named(['S256', 'plain'])}
      />
      <SubmitRow label="Vérifier ces champs" />
    </Form>
  );
}
