import type { Db } from '../../platform/database/index.ts';
import { uncapitalised } from '../../ui/index.ts';
import type { PageAbove, PagesOf } from '../rollouts/index.ts';
import { type Rules, readRules } from './check/rule.ts';
import { type Checklist, readChecklists } from './content.ts';

export interface Content {
  checklists: readonly Checklist[];
  rules: Rules;
}

let content: Promise<Content> | undefined;

/** All that this module ships, read once. */
export function readContent(): Promise<Content> {
  content ??= Promise.all([readChecklists(), readRules()]).then(([checklists, rules]) => ({
    checklists,
    rules,
  }));
  return content;
}

/** The pages of this module about a rollout. */
export function pagesOf({ checklists, rules }: Content, slug: string): PageAbove[] {
  const checklist = checklists.find(({ rollout }) => rollout === slug);
  if (!checklist) return [];
  const base = `/deploiements/${slug}`;
  return [
    {
      label: checklist.title,
      title: 'Les prérequis, point par point',
      href: `${base}/prerequis`,
      summary: checklist.summary,
    },
    ...(checklist.resources
      ? [
          {
            label: 'Ressources',
            title: 'Aide, contacts et API',
            href: `${base}/ressources`,
            summary:
              'L’aide et les cibles avec leurs dates, les contacts, les API utiles, les difficultés connues.',
          },
        ]
      : []),
    ...(rules.rollout === slug
      ? [
          {
            label: 'Vérifier',
            title: 'Vérifier une configuration',
            href: `${base}/verifier`,
            summary:
              'Pour qui développe : collez la configuration du service, lisez ce qui ne va pas et pourquoi.',
          },
        ]
      : []),
  ];
}

/** What this module adds to the pages of each rollout. */
export async function prerequisitePages(): Promise<PagesOf> {
  const content = await readContent();
  return ({ slug }) => pagesOf(content, slug);
}

/** All the pages of this module, each under the name of its rollout: for the site map and the search. */
export async function allPrerequisitePages(db: Db): Promise<PageAbove[]> {
  const content = await readContent();
  const rollouts = await db.selectFrom('rollouts').select(['slug', 'title']).orderBy('position').execute();
  return rollouts.flatMap(({ slug, title }) =>
    pagesOf(content, slug).map((page) => ({ ...page, title: `${title} : ${uncapitalised(page.title)}` })),
  );
}
