import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Follows the connections of a server. The function returned closes those that wait for nothing, lets requests in
 * flight finish and closes theirs, and cuts what is still there after `patience` milliseconds. To be called just
 * before the server is closed: it alone would wait for browsers to hang up.
 */
export function followConnections(server: Server): (patience: number) => void {
  const requests = new Map<Socket, number>();
  let closing = false;

  server.on('connection', (socket: Socket) => {
    requests.set(socket, 0);
    socket.once('close', () => requests.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    requests.set(socket, (requests.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (requests.get(socket) ?? 1) - 1;
      if (requests.has(socket)) requests.set(socket, left);
      if (closing && left === 0) socket.destroySoon();
    });
  });

  return (patience) => {
    closing = true;
    for (const [socket, count] of requests) if (count === 0) socket.destroy();
    setTimeout(() => {
      for (const socket of requests.keys()) socket.destroy();
    }, patience).unref();
  };
}
