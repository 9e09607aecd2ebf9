import { launchBrowser } from './.shot-browser.ts';

const [, , url, out, w = '1280', scheme = 'light', js = '1'] = process.argv;
const b = await launchBrowser();
const c = await b.newContext({
  viewport: { width: Number(w), height: 900 },
  colorScheme: scheme as any,
  javaScriptEnabled: js === '1',
});
const p = await c.newPage();
await p.goto(url!);
await p.screenshot({ path: out!, fullPage: true });
await b.close();
