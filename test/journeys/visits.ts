import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, visitor } from '../browser.ts';
import { startTestSite, type TestSite } from '../site.ts';

/** The ways in which each journey is made. */
export const ways = [
  { how: 'with JavaScript', script: true, width: 1280, n: 1 },
  { how: 'without JavaScript, on a phone', script: false, width: 375, n: 2 },
];

/** A browser and the product with its content, for the tests of one file. */
export function visits() {
  const open: { browser?: Browser; site?: TestSite } = {};
  beforeAll(async () => {
    [open.browser, open.site] = await Promise.all([launchBrowser(), startTestSite()]);
  }, 120_000);
  afterAll(async () => {
    await open.browser?.close();
    await open.site?.close();
  });
  const opened = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('asked for before the tests begin');
    return thing;
  };
  return {
    site: () => opened(open.site),
    come: (how: { script: boolean; width: number }) => visitor(opened(open.browser), how),
  };
}
