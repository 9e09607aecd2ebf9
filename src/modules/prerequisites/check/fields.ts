/** How a field is written: addresses or names in a list, names in one text, one value, or whether something is done. */
type Shape = 'list' | 'words' | 'text' | 'done';

interface Field {
  shape: Shape;
  /** Names under which it may be given, those of RFC 7591 and of OpenID Connect first. */
  keys: readonly string[];
}

/** What is read of a configuration; the rest is neither looked at nor shown again. */
export const fields = {
  redirect_uris: { shape: 'list', keys: ['redirect_uris'] },
  redirect_uri: { shape: 'list', keys: ['redirect_uri'] },
  post_logout_redirect_uris: { shape: 'list', keys: ['post_logout_redirect_uris'] },
  post_logout_redirect_uri: { shape: 'list', keys: ['post_logout_redirect_uri'] },
  scope: { shape: 'words', keys: ['scope', 'scopes'] },
  acr_values: { shape: 'words', keys: ['acr_values', 'default_acr_values'] },
  id_token_signed_response_alg: { shape: 'text', keys: ['id_token_signed_response_alg'] },
  id_token_encrypted_response_alg: { shape: 'text', keys: ['id_token_encrypted_response_alg'] },
  id_token_encrypted_response_enc: { shape: 'text', keys: ['id_token_encrypted_response_enc'] },
  userinfo_signed_response_alg: { shape: 'text', keys: ['userinfo_signed_response_alg'] },
  userinfo_encrypted_response_alg: { shape: 'text', keys: ['userinfo_encrypted_response_alg'] },
  userinfo_encrypted_response_enc: { shape: 'text', keys: ['userinfo_encrypted_response_enc'] },
  token_endpoint_auth_method: { shape: 'text', keys: ['token_endpoint_auth_method'] },
  response_types: { shape: 'list', keys: ['response_types', 'response_type'] },
  grant_types: { shape: 'list', keys: ['grant_types', 'grant_type'] },
  state: { shape: 'done', keys: ['state'] },
  nonce: { shape: 'done', keys: ['nonce'] },
  code_challenge_method: { shape: 'text', keys: ['code_challenge_method'] },
  environment: { shape: 'text', keys: ['environment'] },
  endpoints: {
    shape: 'list',
    // `jwks_uri` is not among them: in the metadata of a client, it is the client's own.
    keys: [
      'issuer',
      'discovery_endpoint',
      'authorization_endpoint',
      'token_endpoint',
      'userinfo_endpoint',
      'end_session_endpoint',
      'endpoints',
    ],
  },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;

const isField = (name: string): name is FieldName => Object.hasOwn(fields, name);

const names = Object.keys(fields).filter(isField);
const [first = 'redirect_uris', ...others] = names;

export const fieldNames: readonly [FieldName, ...FieldName[]] = [first, ...others];
