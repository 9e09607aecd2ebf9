import {
  AdminNav,
  Badge,
  type DiffPart,
  DiffView,
  Form,
  PageHeader,
  PostButton,
  Section,
  SelectField,
  SubmitRow,
  Table,
  Time,
} from '../../../../ui/index.ts';
import type { listVersions } from '../../pages/queries.ts';

type Versions = Awaited<ReturnType<typeof listVersions>>;

const origins = {
  content: 'Contenu de départ',
  jekyll: 'Import Jekyll',
  editor: 'Compte supprimé',
  restore: 'Compte supprimé',
} as const;

/** Who wrote a version, in words. */
export function authorOf({
  author,
  origin,
}: {
  author: string | null;
  origin: keyof typeof origins | null;
}): string {
  return author ?? (origin ? origins[origin] : '');
}

export interface VersionsProps {
  page: { id: string; title: string; version: number };
  versions: Versions;
  from: number;
  to: number;
  /** What differs between the two, field by field. */
  changes: readonly { name: string; parts: readonly DiffPart[] }[];
}

export function VersionsView({ page, versions, from, to, changes }: VersionsProps) {
  const path = `/administration/pages/${page.id}`;
  const choices = versions.map(({ version }) => ({ value: String(version), label: `Version ${version}` }));
  return (
    <>
      <AdminNav current="/administration/pages" />
      <PageHeader title={`Historique de « ${page.title} »`} meta={<a href={path}>Modifier la page</a>} />
      <Table
        id="versions"
        caption="Versions, de la plus récente à la plus ancienne"
        captionHidden
        columns={[{ label: 'Version' }, { label: 'Date' }, { label: 'Par' }, { label: 'Actions' }]}
        rows={versions.map((version) => [
          <>
            {version.version} {version.version === page.version && <Badge kind="info">Actuelle</Badge>}
          </>,
          <Time value={version.at} withTime />,
          <>
            {authorOf(version)}
            {version.origin === 'restore' && ' (version rétablie)'}
          </>,
          <>
            {version.version > 1 && (
              <a href={`${path}/versions?de=${version.version - 1}&a=${version.version}`}>
                Voir ce qui change<span class="fr-sr-only"> dans la version {version.version}</span>
              </a>
            )}
            {version.version !== page.version && (
              <PostButton
                action={`${path}/versions/${version.version}/restauration`}
                kind="tertiary"
                size="sm"
                context={`la version ${version.version}`}
              >
                Rétablir
              </PostButton>
            )}
          </>,
        ])}
      />
      {versions.length > 1 && (
        <Section id="comparaison" title={`De la version ${from} à la version ${to}`}>
          <Form method="get" action={`${path}/versions`} label="Comparer deux versions">
            <SelectField name="de" label="De" value={String(from)} choices={choices} placeholder={null} />
            <SelectField name="a" label="À" value={String(to)} choices={choices} placeholder={null} />
            <SubmitRow label="Comparer" />
          </Form>
          {changes.length === 0 && <p>Les deux versions sont identiques.</p>}
          {changes.map(({ name, parts }) => (
            <Section title={name} level={3}>
              <DiffView parts={parts} />
            </Section>
          ))}
        </Section>
      )}
    </>
  );
}
