import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import { newsContent, pageContent, readMarkdown } from './content.ts';
import { replacedAddresses } from './import/replaced-addresses.ts';
import { storePage } from './import/store.ts';
import { convertJekyll } from './jekyll/index.ts';
import { createPage } from './pages/actions.ts';
import type { PageState } from './pages/page-state.ts';

const folder = join(process.cwd(), 'data');

const blank = {
  published: true,
  menuTitle: null,
  menuWeight: null,
  illustration: null,
  illustrationAlt: '',
  datedOn: null,
  toVerify: false,
} satisfies Partial<PageState>;

/** Fills an empty database with the pages and news of `data/`, and the page of the original site, imported. */
export async function loadPages({
  db,
  now,
  say,
}: {
  db: Db;
  now: Date;
  say: (line: string) => void;
}): Promise<void> {
  const by = { actor: null, now };
  await loadOnce(db, 'pages', async (tx) => {
    const pages = await texts('pages');
    for (const text of pages) {
      const { attributes, body } = readMarkdown(text, pageContent);
      const { title, permalink, description: summary, menu } = attributes;
      const inMenu = { menuTitle: menu?.title ?? null, menuWeight: menu?.weight ?? null };
      await createPage(
        tx,
        { ...blank, ...inMenu, kind: 'page', title, permalink, summary, body },
        by,
        'content',
      );
    }
    const news = await texts('news');
    for (const text of news) {
      const { attributes, body } = readMarkdown(text, newsContent);
      const { title, permalink, description: summary, date: datedOn } = attributes;
      const toVerify = attributes.confidence !== 'high';
      await createPage(
        tx,
        { ...blank, kind: 'news', title, permalink, summary, body, datedOn, toVerify },
        by,
        'content',
      );
    }
    const imported = await paths('jekyll');
    const replaced = await replacedAddresses();
    for (const path of imported) {
      const page = convertJekyll(path, await readFile(join(folder, path)), replaced);
      if (page.outcome === 'refused') throw new Error(`${path}, line ${page.line}: ${page.message}`);
      await storePage(tx, page, by);
    }
    say(`Pages : ${pages.length + imported.length}, actualités : ${news.length}`);
  });
}

async function paths(name: string): Promise<string[]> {
  return (await readdir(join(folder, name))).sort().map((file) => `${name}/${file}`);
}

async function texts(name: string): Promise<string[]> {
  return Promise.all((await paths(name)).map((path) => readFile(join(folder, path), 'utf8')));
}
