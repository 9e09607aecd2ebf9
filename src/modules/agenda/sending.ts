import type { FastifyReply } from 'fastify';

/** Sends a calendar: to be subscribed to, or to be saved under `name`, in ASCII and without extension. */
export function sendCalendar(reply: FastifyReply, calendar: string, name: string | null): FastifyReply {
  if (name) reply.header('content-disposition', `attachment; filename="${name}.ics"`);
  return reply.type('text/calendar; charset=utf-8').send(calendar);
}
