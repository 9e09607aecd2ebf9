import { loadAgenda } from '../src/modules/agenda/index.ts';
import { loadCatalogues } from '../src/modules/catalogue/index.ts';
import { startTestApp, type TestApp } from './harness.ts';

/** The product with the real catalogues, and the measures that they name. */
export async function startWithCatalogues(
  settings: Parameters<typeof startTestApp>[0] = {},
): Promise<TestApp> {
  const t = await startTestApp(settings);
  const content = { db: t.db, now: t.clock.now(), say: () => {} };
  await loadAgenda(content);
  await loadCatalogues(content);
  return t;
}
