import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Page } from 'playwright-core';
import { modules } from '../src/modules.ts';
import type { Settings } from '../src/platform/deps.ts';
import { startTestApp, type TestApp } from './harness.ts';

export interface TestSite extends TestApp {
  /** Where a browser finds it. */
  url: string;
  /** Runs the jobs, then gives the text of the last mail to this person. */
  lastMailTo(address: string): Promise<string>;
}

/** The product with its real start-up content, listening for a browser. */
export async function startTestSite(settings: Partial<Settings> = {}): Promise<TestSite> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const test = await startTestApp({ publicUrl: url, ...settings });
  const {
    files,
    settings: { demo },
  } = test.deps;
  for (const { load } of modules) {
    await load?.({ db: test.db, files, demo, now: test.clock.now(), say: () => {} });
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

/** Lands in the space of this person, who signed in before. */
export async function signIn(site: TestSite, page: Page, address: string): Promise<void> {
  const { id } = await site.db
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', address)
    .executeTakeFirstOrThrow();
  const [name = '', value = ''] = (await site.signIn(id)).split('=');
  await page.context().addCookies([{ name, value, url: site.url }]);
  await page.goto(`${site.url}/espace`);
}

/** Signs in by the code of the mail, as a person at another machine than their phone would. */
export async function signInByMail(site: TestSite, page: Page, address: string): Promise<void> {
  await page.goto(`${site.url}/connexion`);
  await page.getByLabel('Adresse électronique professionnelle').fill(address);
  await page.getByRole('button', { name: 'Recevoir un lien de connexion' }).click();
  await page.getByRole('heading', { level: 1, name: 'Consultez votre messagerie' }).waitFor();
  const code = /\b(\d{3})\s?(\d{3})\b/.exec(await site.lastMailTo(address));
  await page.getByLabel('Code à six chiffres').fill(`${code?.[1]}${code?.[2]}`);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL(/\/(espace|inscription)/);
}
