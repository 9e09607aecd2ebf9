import type { fields } from './check/fields.ts';
import { shown } from './check/secrets.ts';

/** Fields of which each line is a value. */
const byLine = ['redirect_uris', 'post_logout_redirect_uris', 'endpoints'] as const;

const single = [
  'environment',
  'scope',
  'acr_values',
  'id_token_signed_response_alg',
  'userinfo_signed_response_alg',
  'token_endpoint_auth_method',
  'response_types',
  'grant_types',
  'state',
  'nonce',
  'code_challenge_method',
] as const satisfies readonly (keyof typeof fields)[];

/** What was typed field by field: those of the form that hold something. */
export function typedFields(sent: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    [...byLine, ...single].flatMap((name) => {
      const value = Object.hasOwn(sent, name) ? sent[name]?.trim() : '';
      return value ? [[name, value]] : [];
    }),
  );
}

/** The same as the configuration that it tells. */
export function typedConfiguration(
  typed: Readonly<Record<string, string>>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [
      name,
      byLine.some((one) => one === name)
        ? value
            .split(/\r?\n/)
            .map((one) => one.trim())
            .filter((one) => one !== '')
        : value,
    ]),
  );
}

/** What was typed as it may be shown again. */
export function shownAgain(typed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [name, value.split(/\r?\n/).map(shown).join('\n')]),
  );
}
