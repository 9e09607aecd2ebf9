import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  errorTitle,
  type FieldErrors,
  notFound,
  Refusal,
  receiveText,
} from '../../platform/http/index.ts';
import { RolloutFrame, rolloutAt, rolloutMeta } from '../rollouts/index.ts';
import { understood } from './check/again.ts';
import { checkConfiguration, type Report } from './check/engine.ts';
import { reportAsData } from './check/report-data.ts';
import { mayHoldSecret } from './check/secrets.ts';
import { mostBytes, noObject, readText } from './check/text.ts';
import { type Content, pagesOf } from './pages.ts';
import { ofRollout } from './schemas.ts';
import { shownAgain, typedConfiguration, typedFields } from './typed.ts';
import { CheckView } from './views/check.tsx';

const lead =
  'Pour qui développe : ce que demande la version 2, point par point, ce qui ne va pas et pourquoi.';

interface Shown {
  report: Report | null;
  errors: FieldErrors;
  text: string;
  withheld: boolean;
  typed: Readonly<Record<string, string>>;
}

const blank: Shown = { report: null, errors: {}, text: '', withheld: false, typed: {} };

/**
 * The self-check of a relying party's configuration. What is sent is looked at and forgotten: nothing is written, logged nor asked
 * of the network.
 */
export async function checkRoutes(app: App, deps: Deps, content: Content): Promise<void> {
  const { publicUrl } = deps.settings;
  const { rules } = content;

  const at = async (slug: string) => {
    const rollout = await rolloutAt(deps, slug);
    if (rules.rollout !== slug) notFound();
    return { rollout, here: `/deploiements/${slug}/verifier` };
  };

  const show = async (
    reply: FastifyReply,
    { rollout, here }: Awaited<ReturnType<typeof at>>,
    shown: Shown,
  ) => {
    const meta = rolloutMeta(rollout, 'Vérifier une configuration', { description: lead });
    const isWrong = Object.keys(shown.errors).length > 0;
    return reply.page(
      { ...meta, title: isWrong ? errorTitle(meta.title) : meta.title },
      <RolloutFrame
        rollout={rollout}
        pages={pagesOf(content, rollout.slug)}
        title="Vérifier une configuration"
        lead={lead}
        current={here}
      >
        <CheckView here={here} publicUrl={publicUrl} {...shown} />
      </RolloutFrame>,
    );
  };

  app.get(
    '/deploiements/:slug/verifier',
    { config: { access: 'public', cache: true }, schema: { params: ofRollout } },
    async ({ params }, reply) => show(reply, await at(params.slug), blank),
  );

  app.post(
    '/deploiements/:slug/verifier',
    {
      config: { access: 'public', files: true, writesNothing: true },
      schema: { params: ofRollout, body: z.record(z.string(), z.unknown()).nullish() },
    },
    async (request, reply) => {
      const place = await at(request.params.slug);
      const sent = await receiveText(request, reply, { file: 'fichier', maxBytes: mostBytes });
      const shown = sent.fields.saisie === 'champs' ? ofFields(sent.fields) : ofText(sent);
      reply.header('cache-control', 'no-store');
      if (!shown.report) reply.code(422);
      return show(reply, place, shown);
    },
  );

  const ofFields = (sent: Readonly<Record<string, string>>): Shown => {
    const typed = typedFields(sent);
    const report = checkConfiguration(rules, typedConfiguration(typed));
    if (Object.keys(typed).length > 0) return { ...blank, report, typed: shownAgain(typed) };
    return { ...blank, errors: { '': 'Remplissez au moins un champ, ou collez une configuration.' } };
  };

  const ofText = ({ fields, file, tooLarge }: Awaited<ReturnType<typeof receiveText>>): Shown => {
    const field = file === null ? 'configuration' : 'fichier';
    const text = file ?? fields.configuration ?? '';
    if (tooLarge)
      return { ...blank, errors: { [field]: 'Cette configuration est trop lourde : 100 Ko au plus.' } };
    const read = readText(text);
    const report = 'json' in read ? checkConfiguration(rules, read.json) : null;
    // Of what was read, the fields that we know come back; of what was not, the text, unless it may hold a secret.
    if (report && 'json' in read) return { ...blank, report, text: understood(read.json) };
    const withheld = file === null && mayHoldSecret(text);
    return {
      ...blank,
      errors: { [field]: 'problem' in read ? read.problem : noObject },
      text: withheld || file !== null || Buffer.byteLength(text) > mostBytes ? '' : text,
      withheld,
    };
  };

  app.get(
    '/deploiements/:slug/verifier.json',
    { config: { access: 'public', cache: true }, schema: { params: ofRollout } },
    async ({ params }, reply) => {
      await at(params.slug);
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ rollout: rules.rollout, checked_on: rules.checkedOn, items: rules.items }));
    },
  );

  // Read here rather than by the server's own parser: what is wrong is told in our words, none of the text among them.
  await app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
      done(null, body);
    });
    scope.post(
      '/deploiements/:slug/verifier.json',
      {
        bodyLimit: mostBytes,
        config: { access: 'public', writesNothing: true },
        schema: { params: ofRollout, body: z.string().nullish() },
      },
      async ({ params, body }, reply) => {
        await at(params.slug);
        const read = readText(body ?? '');
        if ('problem' in read) throw new Refusal(read.problem);
        const report = checkConfiguration(rules, read.json);
        if (!report) throw new Refusal(noObject);
        return reply
          .header('cache-control', 'no-store')
          .type('application/json; charset=utf-8')
          .send(JSON.stringify(reportAsData(report, rules)));
      },
    );
  });
}
