import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { understood } from './again.ts';
import { checkConfiguration, type Report } from './engine.ts';
import { type Rules, readRules } from './rule.ts';
import { mayHoldSecret } from './secrets.ts';
import type { Outcome } from './tests.ts';
import { mostBytes, readText } from './text.ts';

let rules: Rules;
beforeAll(async () => {
  rules = await readRules();
});

const report = (json: unknown): Report => {
  const found = checkConfiguration(rules, json);
  if (!found) throw new Error('no object');
  return found;
};
const outcomeOf = (id: string, json: unknown): Outcome | undefined =>
  report(json).verdicts.find(({ rule }) => rule.id === id)?.outcome;

const integration = 'https://fcp-low.integ01.dev-franceconnect.fr/api/v2';
const plus = 'https://auth.integ01.dev-franceconnect.fr/api/v2';
const production = 'https://oidc.franceconnect.gouv.fr/api/v2';
const back = 'https://mairie.example/retour';
const local = 'http://localhost:3000/retour';

/** A configuration of which we have nothing to say but what each asks to check. */
const sound = {
  redirect_uris: [back],
  redirect_uri: back,
  post_logout_redirect_uris: [back],
  post_logout_redirect_uri: back,
  scope: 'openid profile email',
  acr_values: 'eidas1',
  id_token_signed_response_alg: 'ES256',
  userinfo_signed_response_alg: 'RS256',
  token_endpoint_auth_method: 'client_secret_post',
  response_types: ['code'],
  grant_types: ['authorization_code'],
  state: true,
  nonce: true,
  code_challenge_method: 'S256',
  environment: 'production',
  issuer: production,
  authorization_endpoint: `${production}/authorize`,
  token_endpoint: `${production}/token`,
};

test('a sound configuration is conform, whole', () => {
  const { conclusion, counts, verdicts } = report(sound);
  expect(verdicts.filter(({ outcome }) => outcome !== 'conform').map(({ rule }) => rule.id)).toEqual([]);
  expect(conclusion).toBe('conform');
  expect(counts.conform).toBe(verdicts.length);
});

/** By rule: what it says of examples. `undefined` is a rule that keeps silent. */
const examples: Record<string, [object, Outcome | undefined][]> = {
  'redirect-told': [
    [{ redirect_uris: [back] }, 'conform'],
    [{ redirect_uris: [] }, 'not_told'],
    [{ redirect_uris: 12 }, 'wrong'],
    [{ redirect_uris: [back, null] }, 'wrong'],
  ],
  'redirect-absolute': [
    [{ redirect_uris: [back] }, 'conform'],
    [{ redirect_uris: ['/retour'] }, 'wrong'],
    [{ redirect_uris: [`${back} `] }, 'wrong'],
    [{}, undefined],
  ],
  'redirect-https': [
    [{ redirect_uris: [back] }, 'conform'],
    [{ redirect_uris: ['http://mairie.example/retour'] }, 'wrong'],
    [{ redirect_uris: ['monappli://retour'] }, 'wrong'],
    [{ redirect_uris: [local], environment: 'intégration' }, 'check'],
    [{ redirect_uris: [local], issuer: production }, 'wrong'],
  ],
  'redirect-no-fragment': [
    [{ redirect_uris: [back] }, 'conform'],
    [{ redirect_uris: [`${back}#fin`] }, 'wrong'],
  ],
  'redirect-no-wildcard': [
    [{ redirect_uris: [back] }, 'conform'],
    [{ redirect_uris: ['https://*.mairie.example/retour'] }, 'wrong'],
  ],
  'redirect-not-local': [
    [{ redirect_uris: [back] }, 'conform'],
    [{ redirect_uris: [local], issuer: integration }, 'conform'],
    [{ redirect_uris: ['https://127.0.0.1/retour'], environment: 'production' }, 'wrong'],
    [{ redirect_uris: ['http://[::1]:8080/'] }, 'check'],
  ],
  'redirect-not-trial': [
    [{ redirect_uris: [back], environment: 'production' }, 'conform'],
    [{ redirect_uris: ['https://recette.mairie.example/'], environment: 'integration' }, 'conform'],
    [{ redirect_uris: ['https://attestation.mairie.example/'], environment: 'production' }, 'conform'],
    [{ redirect_uris: ['https://recette.mairie.example/'], issuer: production }, 'check'],
    [{ redirect_uris: ['https://portail-test.mairie.example/'], environment: 'production' }, 'check'],
  ],
  'redirect-exact': [
    [{ redirect_uris: [back], redirect_uri: back }, 'conform'],
    [{ redirect_uris: [back], redirect_uri: `${back}/` }, 'wrong'],
    [{ redirect_uri: back }, 'not_told'],
    [{ redirect_uris: [back] }, undefined],
  ],
  'logout-told': [
    [{ post_logout_redirect_uris: [back] }, 'conform'],
    [{ redirect_uris: [back] }, 'not_told'],
  ],
  'logout-absolute': [
    [{ post_logout_redirect_uris: [back] }, 'conform'],
    [{ post_logout_redirect_uris: ['mairie.example'] }, 'wrong'],
  ],
  'logout-https': [
    [{ post_logout_redirect_uris: [back] }, 'conform'],
    [{ post_logout_redirect_uris: ['http://mairie.example/'] }, 'wrong'],
  ],
  'logout-no-wildcard': [
    [{ post_logout_redirect_uris: [back] }, 'conform'],
    [{ post_logout_redirect_uris: ['https://mairie.example/*'] }, 'wrong'],
  ],
  'logout-not-local': [
    [{ post_logout_redirect_uris: [back] }, 'conform'],
    [{ post_logout_redirect_uris: [local], environment: 'production' }, 'wrong'],
  ],
  'logout-exact': [
    [{ post_logout_redirect_uris: [back], post_logout_redirect_uri: back }, 'conform'],
    [{ post_logout_redirect_uris: [back], post_logout_redirect_uri: `${back}?x=1` }, 'wrong'],
  ],
  'logout-shares-redirect': [
    [{ post_logout_redirect_uris: [back], redirect_uris: [back] }, 'conform'],
    [{ post_logout_redirect_uris: ['https://mairie.example/'], redirect_uris: [back] }, 'check'],
    [{ post_logout_redirect_uris: [back] }, 'not_told'],
  ],
  'scope-openid': [
    [{ scope: 'openid email' }, 'conform'],
    [{ scope: ['openid'] }, 'conform'],
    [{ scope: 'profile' }, 'wrong'],
    [{ redirect_uris: [back] }, 'not_told'],
  ],
  'scope-removed': [
    [{ scope: 'openid' }, 'conform'],
    [{ scope: 'openid address phone' }, 'wrong'],
  ],
  'scope-known': [
    [{ scope: 'openid birth' }, 'conform'],
    [{ scope: 'openid cnaf_quotient_familial' }, 'check'],
    // Another rule says it of these.
    [{ scope: 'openid phone' }, 'conform'],
  ],
  'scope-pivot': [
    [{ scope: 'openid' }, 'conform'],
    [{ scope: 'openid identite_pivot' }, 'check'],
  ],
  'acr-told': [
    [{ default_acr_values: ['eidas1'] }, 'conform'],
    [{ scope: 'openid' }, 'not_told'],
  ],
  'acr-known': [
    [{ acr_values: 'eidas1' }, 'conform'],
    [{ acr_values: 'faible' }, 'check'],
  ],
  'acr-platform': [
    [{ acr_values: 'eidas1', issuer: integration }, 'conform'],
    [{ acr_values: 'eidas2', issuer: plus }, 'conform'],
    [{ acr_values: 'eidas2', issuer: integration }, 'check'],
    [{ acr_values: 'eidas3' }, 'not_told'],
  ],
  'id-token-alg': [
    [{ id_token_signed_response_alg: 'RS256' }, 'conform'],
    [{ id_token_signed_response_alg: 'HS256' }, 'wrong'],
    [{ id_token_signed_response_alg: 'PS512' }, 'check'],
    [{ scope: 'openid' }, 'not_told'],
  ],
  'userinfo-alg': [
    [{ userinfo_signed_response_alg: 'ES256' }, 'conform'],
    [{ userinfo_signed_response_alg: 'none' }, 'wrong'],
    [{ scope: 'openid' }, 'not_told'],
  ],
  'userinfo-encryption': [
    [{ userinfo_encrypted_response_alg: 'RSA-OAEP' }, 'check'],
    [{ scope: 'openid' }, undefined],
  ],
  'userinfo-enc-needs-alg': [
    [
      {
        userinfo_encrypted_response_enc: 'A256GCM',
        userinfo_encrypted_response_alg: 'RSA-OAEP',
      },
      'conform',
    ],
    [{ userinfo_encrypted_response_enc: 'A256GCM' }, 'wrong'],
  ],
  'id-token-enc-needs-alg': [
    [
      {
        id_token_encrypted_response_enc: 'A256GCM',
        id_token_encrypted_response_alg: 'RSA-OAEP',
      },
      'conform',
    ],
    [{ id_token_encrypted_response_enc: 'A256GCM' }, 'wrong'],
  ],
  'client-auth': [
    [{ token_endpoint_auth_method: 'client_secret_basic' }, 'conform'],
    [{ token_endpoint_auth_method: 'none' }, 'wrong'],
    [{ token_endpoint_auth_method: 'private_key_jwt' }, 'check'],
  ],
  'response-type': [
    [{ response_type: 'code' }, 'conform'],
    [{ response_types: ['code', 'id_token token'] }, 'wrong'],
    [{ response_types: ['autre'] }, 'check'],
  ],
  'grant-type': [
    [{ grant_types: ['authorization_code'] }, 'conform'],
    [{ grant_types: ['authorization_code', 'implicit'] }, 'wrong'],
    [{ grant_types: ['refresh_token'] }, 'check'],
  ],
  state: [
    [{ state: 'af0ifjsldkj' }, 'conform'],
    [{ state: false }, 'wrong'],
    [{ state: 'non' }, 'wrong'],
    [{ scope: 'openid' }, 'not_told'],
  ],
  nonce: [
    [{ nonce: true }, 'conform'],
    [{ nonce: 'false' }, 'wrong'],
  ],
  pkce: [
    [{ code_challenge_method: 'S256' }, 'conform'],
    [{ code_challenge_method: 'plain' }, 'wrong'],
    [{ scope: 'openid' }, 'not_told'],
  ],
  'endpoints-v2': [
    [{ issuer: integration, token_endpoint: `${integration}/token` }, 'conform'],
    [{ endpoints: [`${integration}/.well-known/openid-configuration`] }, 'conform'],
    [{ authorization_endpoint: 'https://app.franceconnect.gouv.fr/api/v1/authorize' }, 'wrong'],
    [{ token_endpoint: 'https://fcp.integ01.dev-franceconnect.fr/api/v1/token' }, 'wrong'],
    [{ token_endpoint: `${integration}/jeton` }, 'check'],
    [{ issuer: 'https://franceconnect.gouv.fr.example/api/v1' }, 'check'],
    [{ scope: 'openid' }, 'not_told'],
  ],
  'one-environment': [
    [{ issuer: production, token_endpoint: `${production}/token` }, 'conform'],
    [{ environment: 'production' }, 'conform'],
    [{ issuer: production, token_endpoint: `${integration}/token` }, 'wrong'],
    [{ issuer: production, environment: 'bac à sable' }, 'wrong'],
    [{ scope: 'openid' }, 'not_told'],
  ],
};

describe('each rule', () => {
  it('has its examples, of which one is conform or silent and one is not', () => {
    expect(Object.keys(examples).sort()).toEqual(rules.items.map(({ id }) => id).sort());
    for (const [id, cases] of Object.entries(examples)) {
      const outcomes = cases.map(([, outcome]) => outcome);
      expect([id, outcomes.some((one) => one === 'conform' || one === undefined)]).toEqual([id, true]);
      expect([id, outcomes.some((one) => one === 'wrong' || one === 'check' || one === 'not_told')]).toEqual([
        id,
        true,
      ]);
    }
  });

  it.each(Object.entries(examples).flatMap(([id, cases]) => cases.map((one) => [id, ...one] as const)))(
    '%s, of %j: %s',
    (id, json, outcome) => {
      expect(outcomeOf(id, json)).toBe(outcome);
    },
  );

  it('says what to do whenever there is something to do', () => {
    for (const [id, cases] of Object.entries(examples)) {
      for (const [json, outcome] of cases) {
        if (outcome === undefined || outcome === 'conform') continue;
        const message = report(json).verdicts.find(({ rule }) => rule.id === id)?.message;
        expect([id, outcome, typeof message]).toEqual([id, outcome, 'string']);
      }
    }
  });

  it('rests on a source', () => {
    for (const { id, sources } of rules.items) expect([id, sources.length > 0]).toEqual([id, true]);
  });
});

test('what is worst comes first', () => {
  const outcomes = report({ ...sound, scope: 'profile identite_pivot', nonce: undefined }).verdicts.map(
    ({ outcome }) => outcome,
  );
  expect([...new Set(outcomes)]).toEqual(['wrong', 'check', 'not_told', 'conform']);
});

test('an object of which nothing is known is neither right nor wrong', () => {
  expect(report({ nom: 'Mairie' })).toMatchObject({ conclusion: 'nothing', ignored: 1 });
});

describe('a secret', () => {
  it.each([
    { client_secret: 'zinzolin' },
    { oidc: [{ deep: { Password: 'zinzolin' } }] },
    { jwks: { keys: [{ kty: 'EC', crv: 'P-256', d: 'zinzolin' }] } },
    { redirect_uris: ['https://moi:zinzolin@mairie.example/'] },
    { redirect_uris: ['https://mairie.example/?client_secret=zinzolin&x=1'] },
    { scope: 'openid', client_assertion: 'zinzolin' },
  ])('is seen in %j, and never comes back', (json) => {
    const found = report({ ...json, issuer: 'https://moi:zinzolin@mairie.example/' });
    expect(found.secret).toBe(true);
    expect(JSON.stringify(found)).not.toContain('zinzolin');
    expect(understood(json)).not.toContain('zinzolin');
  });

  it('in the wrong field does not come back', () => {
    const json = { acr_values: 'a1b2'.repeat(10), id_token_signed_response_alg: 'zinzolin1'.repeat(8) };
    expect(JSON.stringify(report(json)) + understood(json)).not.toMatch(/a1b2|zinzolin/);
  });

  it('is not seen where there is none', () => {
    expect(report(sound).secret).toBe(false);
    expect(report({ client_secret: '' }).secret).toBe(false);
    expect(JSON.parse(understood(sound))).toEqual(sound);
  });

  it.each([
    '{"client_secret": zinzolin',
    `x: ${'a1'.repeat(32)}`,
    '{"kty":"EC","d":"zin',
    'Mot de passe',
    'token=x',
  ])('may be in %s, which is not shown again', (text) => {
    expect(mayHoldSecret(text)).toBe(true);
  });

  it('is in no message about a text that is no JSON', () => {
    const read = readText('{"client_secret":\n zinzolin}');
    expect(read).toEqual({ problem: expect.stringMatching(/^Ce texte n’est pas du JSON/) });
    expect(JSON.stringify(read)).not.toContain('zinz');
  });
});

describe('hostile input', () => {
  it('of any shape gets an answer', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.webUrl(),
      fc.array(fc.webUrl({ withFragments: true })),
      fc.boolean(),
    );
    const names = rules.items.flatMap(({ field }) => [
      field,
      'issuer',
      'client_secret',
      '__proto__',
      'constructor',
    ]);
    const configuration = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value);
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), configuration), (json) => {
        const found = checkConfiguration(rules, json);
        const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
        expect(found !== null).toBe(isObject);
        if (!found) return;
        expect(Object.values(found.counts).reduce((sum, one) => sum + one, 0)).toBe(found.verdicts.length);
        understood(json);
      }),
      { numRuns: 500 },
    );
  });

  it('is answered the same whatever the order of its names', () => {
    const entries = Object.entries(sound);
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: 1 }), (some) => {
        const sorted = entries.filter(([name]) => some.some(([other]) => other === name));
        expect(report(Object.fromEntries(some)).counts).toEqual(report(Object.fromEntries(sorted)).counts);
      }),
      { numRuns: 100 },
    );
  });

  const deep = '['.repeat(45_000) + ']'.repeat(45_000);
  it.each([
    ['nested without end', `{"scope": ${deep}}`],
    ['of a great many addresses', JSON.stringify({ redirect_uris: Array(8000).fill('https://a') })],
    ['of a great many names', JSON.stringify(Object.fromEntries([...Array(9000).keys()].map((n) => [n, 1])))],
    ['of a great many scopes', JSON.stringify({ scope: 'a '.repeat(1000) })],
    ['of prototypes', '{"__proto__": {"scope": "openid"}, "constructor": {"prototype": 1}}'],
    ['that would hold an expression', JSON.stringify({ redirect_uris: [`?${'secret'.repeat(15_000)}`] })],
    ['that would hold another', JSON.stringify({ scope: '//'.repeat(40_000) })],
  ])('%s takes no time', (_how, text) => {
    const started = performance.now();
    const read = readText(text);
    if (!('json' in read)) throw new Error(read.problem);
    checkConfiguration(rules, read.json);
    understood(read.json);
    mayHoldSecret(text);
    expect(performance.now() - started).toBeLessThan(500);
    expect(Object.hasOwn(Object.prototype, 'scope')).toBe(false);
  });

  it('says that only the first values were looked at', () => {
    const { truncated } = report({ redirect_uris: Array(60).fill(back) });
    expect(truncated).toEqual(['redirect_uris']);
  });

  it.each([
    ['', 'Collez une configuration'],
    ['{', 'pas du JSON'],
    ['x'.repeat(mostBytes + 1), 'trop lourde'],
    ['é'.repeat(mostBytes / 2 + 1), 'trop lourde'],
  ])('that cannot be read is told so', (text, words) => {
    expect(readText(text)).toEqual({ problem: expect.stringContaining(words) });
  });
});
