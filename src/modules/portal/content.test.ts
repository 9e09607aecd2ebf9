import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { renderMarkdown } from '../../platform/markdown/index.ts';
import { demonstrationFile } from '../demonstration/content.ts';
import { groupsFile } from '../groups/content.ts';
import { deliverablesFile } from '../library/content.ts';
import { organisationsFile } from '../organisations/content.ts';
import { contextContent, fillContact, newsContent, pageContent, readMarkdown } from './content.ts';

const data = join(import.meta.dirname, '../../../data');
const text = (name: string) => readFileSync(join(data, name), 'utf8');
const json = <T>(name: string, schema: z.ZodType<T>): T => schema.parse(JSON.parse(text(name)));
const markdown = <T>(folder: string, schema: z.ZodType<T>) =>
  globSync('*.md', { cwd: join(data, folder) }).map((file) => ({
    file: `${folder}/${file}`,
    ...readMarkdown(text(`${folder}/${file}`), schema),
  }));

const organisations = json('organisations.json', organisationsFile).items;
const groups = json('groups.json', groupsFile).items;
const deliverables = json('deliverables.json', deliverablesFile).items;
const context = json('context.json', contextContent);
const demonstration = json('demonstration.json', demonstrationFile);
const pages = markdown('pages', pageContent);
const news = markdown('news', newsContent);
const articles = [...pages, ...news];
const importedPage = text('jekyll/les-groupes-projets.markdown');

const slugs = (items: { slug: string }[]) => items.map((item) => item.slug);
const duplicates = (values: (string | number)[]) => values.filter((value, i) => values.indexOf(value) !== i);
const missing = (wanted: string[], known: string[]) => wanted.filter((value) => !known.includes(value));

const ids = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] ?? '');
const hrefs = (html: string) =>
  [...html.matchAll(/href="([^"]+)"/g)].map((match) => decodeURI(match[1] ?? ''));

/** Addresses that the product serves whatever its content. */
const routes = [
  '/',
  '/groupes',
  '/livrables',
  '/actualites',
  '/inscription',
  '/espace',
  '/recherche',
  '/espace/compte/donnees',
];
const addresses = [
  ...routes,
  ...slugs(groups).map((slug) => `/groupes/${slug}`),
  ...slugs(deliverables).map((slug) => `/livrables/${slug}`),
  ...slugs(organisations).map((slug) => `/organismes/${slug}`),
  ...articles.map((article) => article.attributes.permalink),
];

describe('the JSON files', () => {
  it('hold everything that was gathered', () => {
    expect([organisations, groups, deliverables].map((items) => items.length)).toEqual([29, 7, 31]);
    expect([context.timeline, context.governance, context.figures].map((items) => items.length)).toEqual([
      8, 3, 5,
    ]);
  });

  it('name nothing twice', () => {
    for (const items of [organisations, groups, deliverables, context.governance]) {
      expect(duplicates(slugs(items))).toEqual([]);
    }
    expect(duplicates(groups.map((group) => group.number))).toEqual([]);
  });

  it('refer only to what exists', () => {
    const copilots = groups.flatMap((group) => group.copilots.map((copilot) => copilot.organisation));
    expect(missing(copilots, slugs(organisations))).toEqual([]);
    const replacements = deliverables.flatMap((deliverable) => deliverable.replaced_by ?? []);
    expect(missing(replacements, slugs(deliverables))).toEqual([]);
    for (const group of groups) {
      const produced = deliverables.filter((deliverable) => deliverable.group === group.slug);
      expect(slugs(produced).sort(), group.slug).toEqual(group.deliverables.toSorted());
    }
    const owners = deliverables.flatMap((deliverable) => deliverable.group ?? []);
    expect(missing(owners, slugs(groups))).toEqual([]);
  });

  it('put each copilot on the side of its organisation', () => {
    const sides = new Map(organisations.map((organisation) => [organisation.slug, organisation.side]));
    for (const copilot of groups.flatMap((group) => group.copilots)) {
      expect(copilot.side, copilot.label).toBe(sides.get(copilot.organisation));
    }
  });

  it('never pass an unchecked link off as checked', () => {
    for (const link of deliverables.flatMap((deliverable) => deliverable.links)) {
      if (!link.checked_on) expect(link.label).toMatch(/non vérifiée?$/);
      if (link.size_label) expect(link.size_label).toMatch(/\(poids annoncé\)$/);
    }
  });

  it('refuse a field that the schema does not know', () => {
    const [first] = organisations;
    expect(organisationsFile.shape.items.safeParse([{ ...first, surprise: true }]).success).toBe(false);
    expect(organisationsFile.shape.items.safeParse([{ ...first, sources: [] }]).success).toBe(false);
  });
});

describe('the pages and the news', () => {
  it('each have an address of their own', () => {
    expect(duplicates([...articles.map((article) => article.attributes.permalink), ...routes])).toEqual([]);
  });

  it('give the news the dates of the timeline', () => {
    expect(news.map((item) => item.attributes.date).sort()).toEqual(
      context.timeline.map((event) => event.date),
    );
  });

  it('link only to addresses that answer', () => {
    for (const { file, body } of articles) {
      const internal = hrefs(renderMarkdown(body)).filter((href) => href.startsWith('/'));
      expect(missing(internal, addresses), file).toEqual([]);
    }
  });

  it('cite only sources that were gathered, and every news item cites one', () => {
    const known = new Set(
      [
        ...organisations,
        ...groups,
        ...deliverables,
        ...context.timeline,
        ...context.governance,
        ...context.figures,
      ]
        .flatMap((item) => item.sources)
        .map((source) => source.url),
    );
    for (const { file, body } of articles) {
      const cited = hrefs(renderMarkdown(body.split('## Sources')[1] ?? ''));
      expect(
        cited.filter((url) => !known.has(url)),
        file,
      ).toEqual([]);
      if (file.startsWith('news/')) expect(cited.length, file).toBeGreaterThan(0);
    }
  });

  it('use unbreakable spaces before double punctuation and inside quotes', () => {
    for (const { file, body } of articles) {
      expect(body.match(/« | [»;?!]| :(?=\s|$)/g), file).toBeNull();
    }
  });

  it('hold no variable but the contact, alone in its paragraph', () => {
    for (const { file, body } of articles) {
      const variables = body.split('\n').filter((line) => line.includes('{{'));
      expect(
        variables.filter((line) => line !== '{{contact}}'),
        file,
      ).toEqual([]);
      expect(fillContact(body, null), file).not.toContain('{{');
    }
  });

  it('write the contact address as a link, and say so when there is none', () => {
    expect(fillContact('{{contact}}', 'equipe@exemple.fr')).toContain(
      '[equipe@exemple.fr](mailto:equipe@exemple.fr)',
    );
    expect(fillContact('{{contact}}', null)).toContain('n’a pas encore d’adresse de contact');
  });

  it('refuse a file without front matter', () => {
    expect(() => readMarkdown('Bonjour', pageContent)).toThrow('Front matter missing');
  });
});

describe('the page imported from the original site', () => {
  const links = [...importedPage.matchAll(/["(](\/(?:services|actualites)[^"\s)]*)/g)].map(
    (match) => match[1] ?? '',
  );
  const outils = pages.find((page) => page.attributes.permalink === '/services/tnt/outils/');

  it('finds the pages it links to', () => {
    const targets = links.map((link) => link.replace(/#.*/, ''));
    expect(missing(targets, [...addresses, '/services/tnt/projets/'])).toEqual([]);
    expect(links.length).toBeGreaterThan(4);
  });

  it('finds its anchors, and those of the groups, on the "Outils" page', () => {
    const anchors = ids(renderMarkdown(outils?.body ?? ''));
    const wanted = links.flatMap((link) => /\/outils\/#(.+)/.exec(link)?.[1] ?? []);
    expect(missing(wanted, anchors)).toEqual([]);
    expect(
      missing(
        groups.flatMap((group) => group.anchor ?? []),
        anchors,
      ),
    ).toEqual([]);
    expect(duplicates(anchors)).toEqual([]);
  });
});

describe('the demonstration', () => {
  const people = [...demonstration.accounts, ...demonstration.requests];

  it('places everyone in one authority or organisation that exists', () => {
    expect(duplicates(people.map((person) => person.key))).toEqual([]);
    expect(duplicates(people.map((person) => person.email))).toEqual([]);
    for (const person of people) {
      expect([person.authority, person.organisation].filter(Boolean), person.key).toHaveLength(1);
    }
    expect(
      missing(
        people.flatMap((person) => person.organisation ?? []),
        slugs(organisations),
      ),
    ).toEqual([]);
  });

  it('gives copilots, and them alone, a side', () => {
    for (const membership of demonstration.accounts.flatMap((account) => account.memberships)) {
      expect(membership.side !== null).toBe(membership.role === 'copilot');
    }
  });

  it('lets people write only in groups they belong to, after they joined', () => {
    const joined = new Map(demonstration.accounts.map((account) => [account.key, account.joined_days_ago]));
    for (const { group, progress_points: points, threads, steps } of demonstration.groups) {
      const members = demonstration.accounts.filter((account) =>
        account.memberships.some((m) => m.group === group),
      );
      const posts = [...points, ...threads, ...threads.flatMap((thread) => thread.replies)];
      const keys = members.map((member) => member.key);
      expect(
        missing(
          posts.map((post) => post.author),
          keys,
        ),
        group,
      ).toEqual([]);
      expect(
        missing(
          steps.flatMap((step) => step.owner ?? []),
          keys,
        ),
        group,
      ).toEqual([]);
      for (const post of posts) expect(post.days_ago).toBeLessThan(joined.get(post.author) ?? 0);
      for (const thread of threads) {
        for (const reply of thread.replies) expect(reply.days_ago).toBeLessThanOrEqual(thread.days_ago);
      }
    }
  });

  it('lets copilots alone post progress points', () => {
    for (const { group, progress_points: points } of demonstration.groups) {
      for (const { author } of points) {
        const account = demonstration.accounts.find((candidate) => candidate.key === author);
        expect(account?.memberships.find((m) => m.group === group)?.role, author).toBe('copilot');
      }
    }
  });

  it('names groups that exist', () => {
    const named = [
      ...demonstration.groups.map((entry) => entry.group),
      ...demonstration.accounts.flatMap((account) => account.memberships.map((m) => m.group)),
      ...demonstration.requests.flatMap((request) => request.groups),
    ];
    expect(missing(named, slugs(groups))).toEqual([]);
  });
});
