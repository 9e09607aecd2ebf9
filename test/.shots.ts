import { AxeBuilder } from '@axe-core/playwright';
import { expectAccessible, launchBrowser } from './.shot-browser.ts';

const [, , base, out, ...paths] = process.argv;
const b = await launchBrowser();
for (const [w, scheme] of [
  [1280, 'light'],
  [375, 'light'],
  [1280, 'dark'],
  [375, 'dark'],
] as const) {
  const c = await b.newContext({ viewport: { width: w, height: 900 }, colorScheme: scheme });
  const p = await c.newPage();
  if (process.env.SEAT) {
    await p.goto(base + '/demonstration');
    await p
      .getByRole('button', { name: new RegExp(process.env.SEAT) })
      .first()
      .click();
    await p.waitForLoadState();
  }
  for (const path of paths) {
    await p.goto(base + path);
    const name = path.replace(/[^a-z0-9]+/gi, '_').slice(0, 60);
    await p.screenshot({ path: `${out}/${name}-${w}-${scheme}.png`, fullPage: !process.env.VIEW });
    const wide = await p.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wide > 0) console.log('WIDE', path, w, wide);
    const { violations } = await new AxeBuilder({ page: p })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
      .analyze();
    for (const v of violations)
      console.log('AXE', path, w, scheme, v.id, v.nodes.length, v.nodes[0]?.html.slice(0, 150));
  }
  await c.close();
}
await b.close();
