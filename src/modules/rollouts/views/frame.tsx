import type { ComponentChildren } from 'preact';
import { Card, Grid, PageHeader, Section, SubNav } from '../../../ui/index.ts';
import type { Looking } from '../looking.ts';
import { lookingWords } from '../looking-words.ts';
import type { PageAbove } from '../pages-above.ts';
import type { Rollout } from '../rollout.ts';
import { Patterns } from './bar.tsx';

/** The pages of a rollout: its head, the way to the others, and what date is looked at. */
export function RolloutFrame({
  rollout,
  pages = [],
  title,
  lead,
  current,
  looking,
  works = false,
  children,
}: {
  rollout: Rollout;
  /** Of modules above, about this rollout. */
  pages?: readonly PageAbove[];
  title?: string;
  lead?: ComponentChildren;
  /** Address of the page, to mark it. */
  current: string;
  looking?: Looking;
  /** Whether the reader accompanies the rollout. */
  works?: boolean;
  children: ComponentChildren;
}) {
  const base = `/deploiements/${rollout.slug}`;
  const past = looking && lookingWords(looking);
  return (
    <>
      <Patterns />
      <PageHeader
        eyebrow={title ? rollout.title : 'Déploiement'}
        title={title ?? rollout.title}
        lead={lead ?? rollout.summary}
      />
      <SubNav
        label={`Pages du déploiement ${rollout.title}`}
        current={current}
        items={[
          { label: 'Avancement', href: base },
          { label: 'Étapes et aide', href: `${base}/etapes` },
          ...pages.flatMap(({ label, href }) => (label === null ? [] : [{ label, href }])),
          { label: 'Collectivités', href: `${base}/collectivites` },
          { label: 'Méthode', href: `${base}/methode` },
          { label: 'Éditeurs', href: `/editeurs?deploiement=${rollout.slug}` },
          ...(works
            ? [
                { label: 'Accompagnement', href: `${base}/accompagnement` },
                { label: 'Contestations', href: `${base}/contestations` },
                { label: 'Imports', href: `${base}/imports` },
              ]
            : []),
        ]}
      />
      {past && (
        <p class="cd-looking">
          <strong>{past}.</strong> <a href={current}>Revenir à aujourd’hui</a>
        </p>
      )}
      {children}
    </>
  );
}

/** What modules above add about a rollout, with what each is for. */
export function PagesAbove({ pages }: { pages: readonly PageAbove[] }) {
  if (pages.length === 0) return null;
  return (
    <Section id="avancer" title="Pour avancer">
      <Grid>
        {pages.map(({ title, href, summary }) => (
          <Card title={title} href={href}>
            <p>{summary}</p>
          </Card>
        ))}
      </Grid>
    </Section>
  );
}
