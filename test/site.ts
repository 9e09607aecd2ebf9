import { once } from 'node:events';
import { createServer } from 'node:net';
import { modules } from '../src/modules.ts';
import { startTestApp, type TestApp } from './harness.ts';

export interface TestSite extends TestApp {
  /** Where a browser finds it. */
  url: string;
  /** Runs the jobs, then gives the text of the last mail to this person. */
  lastMailTo(address: string): Promise<string>;
}

/** The product with its real start-up content, listening for a browser. */
export async function startTestSite(options: { demo?: boolean } = {}): Promise<TestSite> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const test = await startTestApp({ publicUrl: url, demo: options.demo ?? false });
  for (const { load } of modules) {
    await load?.({ db: test.db, demo: options.demo ?? false, now: test.clock.now(), say: () => {} });
  }
  test.deps.pageCache.clear();
  await test.app.listen({ port, host: '127.0.0.1' });
  return {
    ...test,
    url,
    async lastMailTo(address) {
      await test.runJobs();
      return (await test.mails()).findLast((mail) => mail.to === address)?.text ?? '';
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
