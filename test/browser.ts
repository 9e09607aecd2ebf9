import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { chromiumFolder, unpackChromium } from './chromium.ts';

/** Starts the Chromium that npm brought, with the libraries and fonts that it needs and the machine may lack. */
export async function launchBrowser(): Promise<Browser> {
  const folder = chromiumFolder();
  const fonts = join(folder, 'fonts');
  const configuration = join(folder, 'fontconfig');
  mkdirSync(configuration, { recursive: true });
  // The package's own configuration looks for its fonts where Lambda has them, and nowhere else.
  writeFileSync(
    join(configuration, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
    <fontconfig><dir>${fonts}</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  );
  return chromium.launch({
    executablePath: await unpackChromium(),
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: configuration,
    },
    args: ['--headless=shell', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

/** Visitors whose browser runs no script: axe needs one, so what they see is shown to another. */
const withoutScript = new WeakMap<BrowserContext, Browser>();
const mirrors = new WeakMap<Browser, Page>();

/** Fails with what is inaccessible on the page, and where. */
export async function expectAccessible(page: Page): Promise<void> {
  const browser = withoutScript.get(page.context());
  const told = await violationsOn(browser ? await mirrored(page, browser) : page);
  expect(told, `on ${page.url()}`).toEqual([]);
}

async function mirrored(page: Page, browser: Browser): Promise<Page> {
  const mirror = mirrors.get(browser) ?? (await (await browser.newContext({ locale: 'fr-FR' })).newPage());
  mirrors.set(browser, mirror);
  const size = page.viewportSize();
  if (size) await mirror.setViewportSize(size);
  // Any address will do, if style sheets and pictures come from there as they do for the visitor.
  const { origin } = new URL(page.url());
  if (new URL(mirror.url()).origin !== origin) await mirror.goto(`${origin}/robots.txt`);
  await mirror.setContent(asSeenWithoutScript(await page.content()));
  return mirror;
}

const asSeenWithoutScript = (html: string) => html.replaceAll(/<script\b.*?<\/script>|<\/?noscript>/gs, '');

async function violationsOn(page: Page): Promise<string[]> {
  const framed = page.frames().length > 1;
  if (!framed) await loadAxe(page);
  const { violations } = await new AxeBuilder({ page, ...(framed ? {} : { axeSource: ';' }) })
    // Its other way opens a second page for each one it looks at; only frames of other origins need that.
    .setLegacyMode(!framed)
    // Neither style sheets read again, which only experimental rules ask for, nor reports of what is right.
    .options({ preload: false, resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
}

/** Once: the builder does it twice, each time as slowly as axe looks at a page. */
async function loadAxe(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe.source });
  await session.detach();
}

/** A visitor with a clean browser, at the width of a phone or of a desk. */
export async function visitor(
  browser: Browser,
  { script = true, width = 1280 }: { script?: boolean; width?: number } = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    viewport: { width, height: 900 },
    locale: 'fr-FR',
  });
  if (!script) withoutScript.set(context, browser);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return { page, context };
}

/** The page as its visitor finds it: nothing inaccessible, and no error of ours. */
export async function arrived(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await expectAccessible(page);
}
