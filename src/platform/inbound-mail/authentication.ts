import type { ReadMail } from './read.ts';

/**
 * Whether our own mail server found that the mail does not come from whom it names: DMARC, or SPF where DMARC says
 * nothing. Only what `trustedHost` wrote counts: it takes out what others wrote in its name (RFC 8601, section 5).
 */
export function isForged({ headers }: ReadMail, trustedHost: string | null): boolean {
  if (trustedHost === null) return false;
  const found = new Map<string, string>();
  for (const { name, value } of headers) {
    if (name !== 'authentication-results') continue;
    const [host = '', ...results] = withoutComments(value).split(';');
    // « host 1 » names the version of the format.
    if (host.trim().split(/\s+/)[0]?.toLowerCase() !== trustedHost.toLowerCase()) continue;
    for (const result of results) {
      const [, method, verdict] = /^\s*(dmarc|spf)\s*=\s*([a-z]+)/i.exec(result) ?? [];
      // The first is the latest: it was written last.
      if (method && verdict && !found.has(method.toLowerCase()))
        found.set(method.toLowerCase(), verdict.toLowerCase());
    }
  }
  const dmarc = found.get('dmarc') ?? 'none';
  if (dmarc === 'fail') return true;
  return dmarc !== 'pass' && found.get('spf') === 'fail';
}

/** Comments may hold anything, semicolons included. */
function withoutComments(value: string): string {
  let depth = 0;
  let kept = '';
  for (const character of value) {
    if (character === '(') depth += 1;
    else if (character === ')' && depth > 0) depth -= 1;
    else if (depth === 0) kept += character;
  }
  return kept;
}
