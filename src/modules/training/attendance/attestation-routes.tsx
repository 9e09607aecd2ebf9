import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, limitAttempts, networkOf, notFound } from '../../../platform/http/index.ts';
import { attestationHref } from '../addresses.ts';
import { codeTyped, codeWords, findAttestation } from './attestation.ts';
import { AskCode, AttestationPage } from './views/attestation.tsx';

const quarter = 15 * 60;

/** Whoever is shown an attestation checks its code here. */
export function attestationRoutes(app: App, { db, clock }: Deps): void {
  app.get(
    '/attestations',
    {
      config: { access: 'public' },
      schema: { querystring: z.object({ code: fields.searchText.default('') }) },
    },
    async ({ query }, reply) => {
      const code = codeTyped(query.code);
      if (code) return reply.redirect(attestationHref(code), 303);
      return reply.page(
        {
          title: 'Vérifier une attestation',
          noindex: query.code !== '',
          breadcrumb: [{ label: 'Vérifier une attestation' }],
        },
        <AskCode typed={query.code} />,
      );
    },
  );

  app.get(
    '/attestations/:code',
    { config: { access: 'public' }, schema: { params: z.object({ code: z.string().max(40) }) } },
    async (request, reply) => {
      const code = codeTyped(request.params.code);
      const attestation = code ? await findAttestation(db, code) : undefined;
      if (!attestation) {
        const now = clock.now();
        const of = networkOf(request.ip);
        await limitAttempts(db, { name: 'attestation ip', of, max: 60, seconds: quarter, now });
        notFound('Aucune attestation n’a ce code. Vérifiez chaque lettre : le code compte douze signes.');
      }
      return reply.page(
        {
          title: `Attestation ${codeWords(attestation.code)}`,
          noindex: true,
          breadcrumb: [
            { label: 'Vérifier une attestation', href: '/attestations' },
            { label: codeWords(attestation.code) },
          ],
        },
        <AttestationPage attestation={attestation} />,
      );
    },
  );
}
