// A secret pasted by mistake is neither kept, logged nor shown: what follows tells where one may be.

const secretName =
  /secret|password|passwd|passphrase|mot.?de.?passe|private|assertion|access_token|refresh_token/i;

/** Whether a property of this name holds what nobody else should read. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !/^token_endpoint_auth/.test(name);
}

/** More than a configuration of the size that is accepted can hold. */
const mostNodes = 200_000;

/** Whether a secret is anywhere in this: under a telling name, in the private part of a key, in an address. */
export function holdsSecret(json: unknown): boolean {
  const waiting: unknown[] = [json];
  for (let seen = 0; seen < mostNodes; seen += 1) {
    if (waiting.length === 0) return false;
    const one = waiting.pop();
    if (typeof one === 'string' && withoutSecrets(one) !== one) return true;
    if (typeof one !== 'object' || one === null) continue;
    const entries = Object.entries(one);
    if (entries.some(([name, value]) => isSecretName(name) && isFilled(value))) return true;
    // A key whose private part, or the key itself when it is shared, came along (RFC 7517).
    if (Object.hasOwn(one, 'kty') && (Object.hasOwn(one, 'd') || Object.hasOwn(one, 'k'))) return true;
    for (const [, value] of entries) waiting.push(value);
  }
  return true;
}

const isFilled = (value: unknown): boolean => value !== '' && value !== null && value !== undefined;

const longestShown = 160;

/** A value as it may be shown again: short, without a password nor what an address carries as a secret. */
export function shown(value: string): string {
  // In the wrong field, a secret looks like this; no name that we know does.
  if (/^[\w+/=.~-]{32,}$/.test(value) && isRandom(value)) return '***';
  const safe = withoutSecrets(value);
  return safe.length > longestShown ? `${safe.slice(0, longestShown)}…` : safe;
}

/** By parts rather than by one expression, which a hostile value could hold for long. */
function withoutSecrets(value: string): string {
  return value
    .replace(/\/\/[^/?#@\s]*@/g, '//***@')
    .split(/([?&#])/)
    .map((part) => {
      const [name = ''] = part.split('=', 1);
      return name.length < part.length && /secret|password|token|assertion/i.test(name)
        ? `${name}=***`
        : part;
    })
    .join('');
}

const isRandom = (word: string): boolean => /\d/.test(word) && /[a-z]/i.test(word);

/** Whether a text that could not be read may hold a secret: it is then not shown again. */
export function mayHoldSecret(text: string): boolean {
  if (secretName.test(text) || /\btoken\b|"[dk]"/i.test(text)) return true;
  return (text.match(/[\w+/=-]{32,}/g) ?? []).some(isRandom);
}
