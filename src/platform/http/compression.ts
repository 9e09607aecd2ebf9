import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { accepts } from './page-cache.ts';

const smallest = 1024;

/**
 * Compresses pages made for one person, in one go: a page is some 15 KB, done before a stream would have been set
 * up. Streams (files) and the pages kept in memory, compressed once and better, are left alone.
 */
export function compressPages(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < smallest) return payload;
    if (reply.hasHeader('content-encoding')) return payload;
    if (!reply.hasHeader('vary')) reply.header('vary', 'Accept-Encoding');
    if (!accepts(request, 'gzip')) return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    return gzipSync(payload, { level: 3 });
  });
}
