import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, errorTitle, limitAttempts, networkOf, receiveText } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { readReceipt } from './receipt.ts';
import { receiptKey } from './receipt-key.ts';
import { stateNow } from './register-queries.ts';
import { VerifyPage } from './views/verify.tsx';

const mostBytes = 64 * 1024;
const meta = {
  title: 'Vérifier un reçu',
  description: 'Un reçu de signature de charte est-il authentique, et que vaut-il aujourd’hui ?',
  breadcrumb: [{ label: 'Chartes', href: '/chartes' }, { label: 'Vérifier un reçu' }],
};

/** The published key, and a page that verifies for whoever has no tool. */
export function verifyRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;

  app.get('/chartes/cle.json', { config: { access: 'public' } }, async (_request, reply) => {
    const { jwk } = await receiptKey(db);
    return reply
      .type('application/jwk+json; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(JSON.stringify(jwk));
  });

  app.get('/chartes/verifier', { config: { access: 'public', cache: true } }, async (_request, reply) =>
    reply.page(meta, <VerifyPage typed="" />),
  );

  // Nothing is written: the answer is the page itself.
  app.post(
    '/chartes/verifier',
    { config: { access: 'public', files: true, writesNothing: true }, schema: { body: z.unknown() } },
    async (request, reply) => {
      await limitAttempts(db, {
        name: 'charter verify',
        of: networkOf(request.ip),
        max: 120,
        seconds: 15 * 60,
        now: clock.now(),
      });
      reply.header('cache-control', 'no-store');
      const refused = (typed: string, error: string) => {
        reply.code(422);
        return reply.page(
          { ...meta, title: errorTitle(meta.title), noindex: true },
          <VerifyPage typed={typed} error={error} />,
        );
      };
      const received = await receiptGiven(request, reply);
      if ('error' in received) return refused('', received.error);
      const { given } = received;
      if (given.trim() === '') return refused('', 'Collez un reçu, ou choisissez son fichier.');
      const receipt = readReceipt(given, await receiptKey(db));
      if (!receipt) {
        return refused(
          given,
          'Ce reçu n’est pas authentique : il n’a pas été émis par ce registre, ou il a été modifié.',
        );
      }
      const now = await stateNow(db, receipt.id, machineDate(clock.now()));
      return reply.page({ ...meta, noindex: true }, <VerifyPage typed={given} found={{ receipt, now }} />);
    },
  );
}

/** The receipt, pasted or in a file, which is not kept; or why there is none. */
async function receiptGiven(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ given: string } | { error: string }> {
  try {
    const sent = await receiveText(request, reply, { file: 'fichier', maxBytes: mostBytes });
    if (sent.tooLarge) return { error: 'Ce fichier est trop lourd pour un reçu.' };
    const given = sent.file || (sent.fields.recu ?? '');
    return { given: given.length > mostBytes ? '' : given };
  } catch (error) {
    request.log.debug({ err: error }, 'receipt not received');
    return { error: 'L’envoi est arrivé incomplet. Recommencez.' };
  }
}
