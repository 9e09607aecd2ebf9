import type { FastifyReply } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { typeset } from '../../ui/index.ts';
import type { previewInTurn } from './editor/preview.ts';
import { RulePreview } from './views/rule-preview.tsx';

/** Answers the script of a form with the part of the page that says who is concerned; empty when there is nothing to say. */
export function sendPreview(
  reply: FastifyReply,
  asked: Awaited<ReturnType<typeof previewInTurn>> | null,
): FastifyReply {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
  if (!asked) return reply.send('');
  if (asked.tooMany) reply.code(asked.tooMany.statusCode).header('retry-after', asked.tooMany.retryAfter);
  return reply.send(typeset(renderToString(<RulePreview preview={asked.preview} />)));
}
