import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import chromiumPackage from '../node_modules/@sparticuz/chromium/package.json' with { type: 'json' };

/** Starts the Chromium that npm brought, with the libraries that it needs and the machine may lack. */
export async function launchBrowser(): Promise<Browser> {
  const folder = join(tmpdir(), `cordee-chromium-${chromiumPackage.version}-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV };
  // The package unpacks into the temporary folder, and its libraries only where it believes to be on Lambda.
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x';
  const { default: lambda } = await import('@sparticuz/chromium');
  const executablePath = await lambda.executablePath();
  const environment = { ...process.env };
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  return chromium.launch({
    executablePath,
    env: Object.fromEntries(Object.entries(environment).filter((entry) => entry[1] !== undefined)) as Record<
      string,
      string
    >,
    args: [
      '--headless=shell',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** Fails with what is inaccessible on the page, and where. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
    .analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
  expect(told, `on ${page.url()}`).toEqual([]);
}

/** A visitor with a clean browser, at the width of a phone or of a desk. */
export async function visitor(
  browser: Browser,
  options: { script?: boolean; width?: number } = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    javaScriptEnabled: options.script ?? true,
    viewport: { width: options.width ?? 1280, height: 900 },
    locale: 'fr-FR',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return { page, context };
}
