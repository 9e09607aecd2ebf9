import type { LightMyRequestResponse } from 'fastify';

/** What no field expects: each is sent in every field of every form, and in every part of every address. */
export const nasty = [
  'a\0b\u0001',
  '\ud800',
  '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>',
  "'; drop table accounts; --%00%ff",
  '-1',
  '2147483648',
  '1e308',
  '0000-01-01',
  '9999-12-31',
  '275760-09-13',
  '__proto__',
  '//evil.example/../..',
  '00000000-0000-0000-0000-000000000000',
  'x'.repeat(25_000),
];

/** Whether markup that was sent comes back as markup. */
export const isMarkup = ({ headers, body }: LightMyRequestResponse) =>
  !String(headers['content-type']).includes('json') && /<script>alert|<img src=x/.test(body);

/** As browsers do, but for what is no text at all: sent as the bytes that it would be. */
export const encode = (value: string) =>
  value === '\ud800' ? '%ED%A0%80' : encodeURIComponent(value).replaceAll('%20', '+');
