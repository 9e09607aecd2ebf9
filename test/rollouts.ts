import { loadRollouts } from '../src/modules/rollouts/load.ts';
import { startTestApp, type TestApp } from './harness.ts';

/** The product with the real rollouts, of which nobody has said anything yet. */
export async function startWithRollouts(settings: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> {
  const t = await startTestApp(settings);
  await loadRollouts({ db: t.db, say: () => {} });
  return t;
}
