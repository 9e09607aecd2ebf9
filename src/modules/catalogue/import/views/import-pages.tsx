import { type FormState, typedText } from '../../../../platform/http/index.ts';
import {
  Alert,
  Badge,
  type BadgeKind,
  Details,
  ErrorSummary,
  FieldChanges,
  FileField,
  Form,
  HiddenFields,
  PageHeader,
  plural,
  Section,
  SubmitRow,
  Table,
  Time,
} from '../../../../ui/index.ts';
import { type Catalogue, catalogueHref } from '../../catalogues.ts';
import type { Checked, Outcome } from '../check.ts';
import type { CatalogueImport } from '../imports.ts';
import type { ImportCounts } from '../writing.ts';

export const importHref = (catalogue: Catalogue): string => `${catalogueHref(catalogue.slug)}/importer`;

const countWords = ({ created, changed, unchanged }: ImportCounts): string =>
  [
    plural(created, 'nouvelle', 'nouvelles'),
    plural(changed, 'modifiée', 'modifiées'),
    plural(unchanged, 'inchangée', 'inchangées'),
  ].join(', ');

/** The tables of a catalogue: taken, sent back, and what was sent. */
export function ImportsPage({
  catalogue,
  form,
  columns,
  sent,
}: {
  catalogue: Catalogue;
  form: FormState;
  columns: readonly { name: string; holds: string }[];
  sent: readonly CatalogueImport[];
}) {
  const exported = `${catalogueHref(catalogue.slug)}/export`;
  return (
    <>
      <PageHeader
        eyebrow={`Catalogue ${catalogue.of}`}
        title="Importer, exporter"
        lead="Tout le catalogue dans un tableau, à corriger dans un tableur puis à renvoyer. Chaque ligne est vérifiée, et rien n’est écrit avant que vous ne l’ayez relu."
      />
      <Section id="exporter" title="Exporter">
        <p>
          Le même tableau : <a href={`${exported}.xlsx`}>XLSX</a>, <a href={`${exported}.csv`}>CSV</a>. Les
          fiches retirées y sont aussi.
        </p>
        <Details summary="Les colonnes">
          <Table
            id="colonnes"
            caption="Colonnes du tableau"
            captionHidden
            columns={[{ label: 'Colonne' }, { label: 'Ce qu’elle contient', wide: true }]}
            rows={columns.map(({ name, holds }) => [<code>{name}</code>, holds])}
          />
          <p>Une colonne absente laisse les fiches connues comme elles sont.</p>
        </Details>
      </Section>
      <Section id="importer" title="Importer">
        <ErrorSummary errors={form.errors} />
        <Form formKey={form.key} multipart>
          <FileField
            name="fichier"
            label="Fichier CSV ou XLSX"
            hint="2 000 lignes et 8 Mo au plus. Ce n’est qu’un essai : vous verrez d’abord ce qui serait fait."
            accept=".csv,.xlsx"
            error={form.errors.fichier}
          />
          <SubmitRow label="Essayer" cancelHref={catalogueHref(catalogue.slug)} />
        </Form>
      </Section>
      {sent.length > 0 && (
        <Section id="envoyes" title="Fichiers envoyés">
          <Table
            id="imports"
            caption="Derniers fichiers envoyés"
            captionHidden
            columns={[{ label: 'Fichier' }, { label: 'Envoyé' }, { label: 'Résultat' }]}
            rows={sent.map((one) => [
              <a href={`${importHref(catalogue)}/${one.id}`}>{one.file.name}</a>,
              <>
                <Time value={one.sentAt} />
                {one.sentBy && `, ${one.sentBy}`}
              </>,
              one.counts ? countWords(one.counts) : 'Essai',
            ])}
          />
        </Section>
      )}
    </>
  );
}

const doneLabels: Readonly<Record<Outcome['done'], readonly [string, BadgeKind]>> = {
  created: ['Nouvelle', 'success'],
  changed: ['Modifiée', 'info'],
  unchanged: ['Inchangée', 'neutral'],
};

const mostShown = 300;

/** What a table would do, line by line; or why it does nothing. */
export function ImportPage({
  catalogue,
  one,
  checked,
  counts,
  digest,
  form,
}: {
  catalogue: Catalogue;
  one: CatalogueImport;
  /** Null once it is applied. */
  checked: Checked | null;
  counts: ImportCounts;
  digest: string;
  form: FormState;
}) {
  const here = `${importHref(catalogue)}/${one.id}`;
  return (
    <>
      <PageHeader
        eyebrow={`Catalogue ${catalogue.of}, import`}
        title={`Import de « ${one.file.name} »`}
        meta={
          <>
            <Badge kind={one.appliedAt ? 'success' : 'neutral'}>{one.appliedAt ? 'Appliqué' : 'Essai'}</Badge>
            <span>
              envoyé le <Time value={one.sentAt} withTime />
            </span>
          </>
        }
      />
      <ErrorSummary errors={form.errors} />
      {checked === null ? (
        <Alert kind="success" title="C’est écrit">
          <p>{countWords(counts)}.</p>
        </Alert>
      ) : checked.problems.length > 0 ? (
        <Problems checked={checked} here={here} />
      ) : (
        <Trial {...{ checked, counts, digest, form, here }} catalogue={catalogue} />
      )}
      <p>
        <a href={importHref(catalogue)}>Envoyer un autre fichier</a>
      </p>
    </>
  );
}

function Problems({ checked: { problems }, here }: { checked: Checked; here: string }) {
  return (
    <>
      <Alert kind="error" title={plural(problems.length, 'chose à corriger', 'choses à corriger')}>
        <p>Rien n’est écrit. Corrigez ces lignes dans votre tableau, puis envoyez-le de nouveau.</p>
      </Alert>
      <Table
        id="erreurs-du-fichier"
        caption="À corriger, dans l’ordre du fichier"
        columns={[{ label: 'Ligne', numeric: true }, { label: 'Colonne' }, { label: 'Pourquoi', wide: true }]}
        rows={problems
          .slice(0, mostShown)
          .map(({ line, column, message }) => [line ?? 'Fichier', column || 'Toute la ligne', message])}
      />
      {problems.length > mostShown && <p>Et {plural(problems.length - mostShown, 'autre')}.</p>}
      <p class="cd-exports">
        Tout le rapport : <a href={`${here}/rapport.csv`}>CSV</a>
      </p>
    </>
  );
}

function Trial({
  catalogue,
  checked: { outcomes },
  counts,
  digest,
  form,
  here,
}: {
  catalogue: Catalogue;
  checked: Checked;
  counts: ImportCounts;
  digest: string;
  form: FormState;
  here: string;
}) {
  const touched = outcomes.filter(({ done }) => done !== 'unchanged');
  if (touched.length === 0) {
    return (
      <Alert kind="info" title="Ce fichier ne change rien">
        <p>Toutes ses lignes disent ce que le catalogue dit déjà.</p>
      </Alert>
    );
  }
  return (
    <>
      <Alert kind="info" title="Ce n’est qu’un essai : rien n’est encore écrit">
        <p>{countWords(counts)}.</p>
      </Alert>
      <Form formKey={form.key}>
        <HiddenFields fields={{ essai: typedText(form.values, 'essai') || digest }} />
        <SubmitRow label="Appliquer" cancelHref={importHref(catalogue)} />
      </Form>
      <Section id="lignes" title="Ce qui serait fait">
        <Table
          id="lignes-du-fichier"
          caption="Lignes qui changent quelque chose"
          captionHidden
          rowHeaders={false}
          columns={[
            { label: 'Ligne', numeric: true },
            { label: 'Ressource', wide: true },
            { label: 'Résultat' },
            { label: 'Ce qui change', wide: true },
          ]}
          rows={touched.slice(0, mostShown).map((outcome) => [
            outcome.line,
            outcome.title,
            <>
              <Badge kind={doneLabels[outcome.done][1]}>{doneLabels[outcome.done][0]}</Badge>
              {outcome.moved === 'withdrawn' && ' Retirée'}
              {outcome.moved === 'back' && ' Remise'}
            </>,
            <WhatChanges outcome={outcome} />,
          ])}
        />
        {touched.length > mostShown && (
          <p>Et {plural(touched.length - mostShown, 'autre ligne', 'autres lignes')}.</p>
        )}
        <p class="cd-exports">
          Tout le rapport : <a href={`${here}/rapport.csv`}>CSV</a>
        </p>
      </Section>
    </>
  );
}

function WhatChanges({ outcome: { changes, line, done } }: { outcome: Outcome }) {
  if (done === 'created') return <>Toute la fiche</>;
  if (changes.length === 0) return <>Sa présence dans les listes</>;
  return (
    <Details
      summary={
        <>
          {changes.map(({ name }) => name.toLocaleLowerCase('fr')).join(', ')}
          <span class="fr-sr-only"> (ligne {line})</span>
        </>
      }
    >
      <FieldChanges changes={changes} />
    </Details>
  );
}
