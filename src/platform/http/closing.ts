import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Follows the connections of a server. The function returned closes those that wait for nothing, lets requests in
 * flight finish and closes theirs, and cuts what is still there after `patience` milliseconds. To be called just
 * before the server is closed: it alone would wait for browsers to hang up.
 */
export function followConnections(server: Server): (patience: number) => void {
  const waiting = new Map<Socket, Set<ServerResponse>>();
  let closing = false;

  server.on('connection', (socket: Socket) => {
    waiting.set(socket, new Set());
    socket.once('close', () => waiting.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    const responses = waiting.get(socket);
    responses?.add(response);
    response.shouldKeepAlive &&= !closing;
    response.once('close', () => {
      responses?.delete(response);
      if (closing && responses?.size === 0) socket.destroySoon();
    });
  });

  return (patience) => {
    closing = true;
    for (const [socket, responses] of waiting) {
      if (responses.size === 0) socket.destroy();
      for (const response of responses) response.shouldKeepAlive = false;
    }
    setTimeout(() => {
      for (const socket of waiting.keys()) socket.destroy();
    }, patience).unref();
  };
}
