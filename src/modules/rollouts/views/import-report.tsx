import type { ComponentChildren } from 'preact';
import {
  Alert,
  Badge,
  type BadgeKind,
  Button,
  ButtonGroup,
  DescriptionList,
  Exports,
  formatNumber,
  KeyFigures,
  listHref,
  Pagination,
  PostButton,
  Section,
  Table,
  TagList,
  Time,
} from '../../../ui/index.ts';
import { fieldLabels, importFields, missingColumn } from '../import/columns.ts';
import type { RolloutImport, TroublePage } from '../import/queries.ts';
import { levelLabels, type TroubleLevel, troubleLevels } from '../import/troubles.ts';
import { progressWords } from '../import/words.ts';
import type { ReportQuery } from '../import-schemas.ts';
import type { Rollout } from '../rollout.ts';
import { byWords, importsPath } from './imports.tsx';

const levelKinds: Readonly<Record<TroubleLevel, BadgeKind>> = {
  error: 'error',
  warning: 'warning',
  note: 'info',
};

export interface ImportViewProps {
  rollout: Rollout;
  one: RolloutImport;
  report: TroublePage;
  query: ReportQuery;
  formKey: string;
}

/** An import: what it would do or did, what is said of its lines, and what may be done with it. */
export function ImportView({ rollout, one, report, query, formKey }: ImportViewProps) {
  const here = `${importsPath(rollout)}/${one.id}`;
  const { lines, statements, coverages, unchanged, errors, warnings } = one.counts;
  const written = one.state === 'applied' || one.state === 'undone' || one.state === 'undoing';
  return (
    <>
      <StateOf one={one} here={here} formKey={formKey} />
      <KeyFigures
        items={[
          { value: formatNumber(lines), label: 'Lignes lues' },
          {
            value: formatNumber(statements + coverages),
            label: written ? 'Déclarations écrites' : 'Déclarations à écrire',
          },
          { value: formatNumber(unchanged), label: 'Déjà déclarées ainsi' },
          { value: formatNumber(warnings), label: 'À vérifier' },
          { value: formatNumber(errors), label: 'En erreur' },
        ]}
      />
      {missingColumn(one.columns, one.since) === null && (
        <Report one={one} report={report} query={query} here={here} />
      )}
      <Section title="Fichier et colonnes" id="fichier">
        <DescriptionList
          items={[
            { term: 'Fichier', value: <a href={`${here}/fichier`}>{one.file.name}</a> },
            { term: 'Envoyé', value: <Who at={one.sentAt} by={one.sentBy} /> },
            { term: 'Vérifié', value: <Time value={one.checkedAt} withTime /> },
            { term: 'Appliqué', value: one.appliedAt && <Who at={one.appliedAt} by={one.appliedBy} /> },
            { term: 'Annulé', value: one.undoneAt && <Who at={one.undoneAt} by={one.undoneBy} /> },
            { term: 'Motif de l’annulation', value: one.undoReason },
            ...importFields.map((field) => {
              const at = one.columns[field];
              return { term: fieldLabels[field], value: at !== undefined && `« ${one.header[at]} »` };
            }),
            { term: 'Date des lignes qui n’en ont pas', value: one.since && <Time value={one.since} /> },
          ]}
        />
        {one.state === 'checked' && (
          <ButtonGroup>
            <Button href={`${here}/colonnes`} kind="secondary">
              Changer les colonnes
            </Button>
            <PostButton action={`${here}/suppression`} kind="tertiary">
              Supprimer cet essai
            </PostButton>
          </ButtonGroup>
        )}
      </Section>
    </>
  );
}

const Who = ({ at, by }: { at: Date; by: string | null }) => (
  <>
    <Time value={at} withTime />, par {byWords(by)}
  </>
);

/** Where it stands, and the next act. */
function StateOf({ one, here, formKey }: { one: RolloutImport; here: string; formKey: string }) {
  const { counts, state, columns, since, failure } = one;
  const work = counts.statements + counts.coverages;
  if (state === 'applying' || state === 'undoing')
    return (
      <Alert kind="info" title={state === 'applying' ? 'Écriture en cours' : 'Annulation en cours'}>
        <p>
          <progress class="cd-progress" max={work} value={one.done} aria-label="Avancement" />
        </p>
        <p>
          {progressWords(one.done, work)}. Cette page se recharge toute seule ; vous pouvez la quitter, le
          travail continue. <a href={here}>Recharger maintenant</a>
        </p>
      </Alert>
    );
  if (state === 'undone')
    return (
      <Alert kind="warning" title="Cet import est annulé">
        <p>Ses déclarations ne comptent plus. Elles restent dans l’historique, avec le motif.</p>
      </Alert>
    );
  if (state === 'applied')
    return (
      <Alert kind="success" title="Cet import est appliqué">
        <p>Ses déclarations sont publiées. Si le fichier était faux, annulez-le tout entier.</p>
        <ButtonGroup>
          <Button href={`${here}/annulation`} kind="danger">
            Annuler cet import
          </Button>
        </ButtonGroup>
      </Alert>
    );
  const missing = missingColumn(columns, since);
  if (missing)
    return (
      <Alert kind="warning" title="Il manque une colonne">
        <p>{missing.message}</p>
        <ButtonGroup>
          <Button href={`${here}/colonnes`}>Choisir les colonnes</Button>
        </ButtonGroup>
      </Alert>
    );
  if (counts.errors > 0)
    return (
      <Trial kind="error" title="Rien ne peut être écrit" failure={failure}>
        <p>
          Des lignes sont en erreur. Corrigez-les dans votre fichier, puis{' '}
          <a href={`${here.slice(0, here.lastIndexOf('/'))}/nouveau`}>envoyez-le de nouveau</a>. Si la faute
          est partout la même, <a href={`${here}/colonnes`}>changez les colonnes</a>.
        </p>
      </Trial>
    );
  if (work === 0)
    return (
      <Trial kind="info" title="Ce fichier n’a rien à écrire" failure={failure}>
        <p>Tout ce qu’il dit est déjà déclaré, ou laissé de côté.</p>
      </Trial>
    );
  return (
    <Trial kind="success" title="Ce fichier peut être appliqué" failure={failure}>
      <p>
        {counts.warnings > 0
          ? 'Lisez d’abord les lignes à vérifier. '
          : 'Aucune ligne n’est en erreur ni à vérifier. '}
        Tout sera écrit en une fois, et pourra être annulé.
      </p>
      <PostButton action={`${here}/application`} fields={{ cle: formKey }}>
        Appliquer l’import
      </PostButton>
    </Trial>
  );
}

function Trial({
  kind,
  title,
  failure,
  children,
}: {
  kind: 'error' | 'info' | 'success';
  title: string;
  failure: string | null;
  children: ComponentChildren;
}) {
  return (
    <Alert kind={kind} title={title}>
      {failure && (
        <p>
          <strong>{failure}</strong> Rien n’a été écrit. Le rapport est refait.
        </p>
      )}
      {children}
    </Alert>
  );
}

function Report({
  one,
  report,
  query,
  here,
}: {
  one: RolloutImport;
  report: TroublePage;
  query: ReportQuery;
  here: string;
}) {
  const hrefOf = (asked: ReportQuery) => `${listHref(here, asked)}#rapport`;
  const { byLevel } = report;
  const all = byLevel.error + byLevel.warning + byLevel.note;
  return (
    <Section title="Rapport, ligne par ligne" id="rapport">
      {all === 0 ? (
        <p>Il n’y a rien à dire d’aucune ligne.</p>
      ) : (
        <>
          <TagList
            label="Ce que le rapport montre"
            items={[
              { label: `Tout (${formatNumber(all)})`, href: hrefOf({ page: 1 }), current: !query.niveau },
              ...troubleLevels
                .filter((level) => byLevel[level] > 0)
                .map((level) => ({
                  label: `${levelLabels[level]} (${formatNumber(byLevel[level])})`,
                  href: hrefOf({ niveau: level, page: 1 }),
                  current: query.niveau === level,
                })),
            ]}
          />
          <Table
            id="lignes"
            caption={`Ce qui est à dire des lignes de ${one.file.name}`}
            captionHidden
            columns={[
              { label: 'Ligne', numeric: true },
              { label: 'Gravité' },
              { label: 'Ce qui ne va pas, ou qu’il faut savoir', wide: true },
              { label: 'La cellule dit' },
            ]}
            rows={report.items.map(({ line, level, field, value, message }) => [
              formatNumber(line),
              <Badge kind={levelKinds[level]}>{levelLabels[level]}</Badge>,
              message,
              field && value ? (
                <>
                  {value}
                  <span class="cd-standing__said">{fieldLabels[field]}</span>
                </>
              ) : (
                ''
              ),
            ])}
          />
          <Pagination
            page={report.page}
            pages={report.pages}
            hrefOf={(page) => hrefOf({ ...query, page })}
            label="Pages du rapport"
          />
          <Exports items={[{ label: 'CSV (tableur)', href: `${here}/rapport.csv` }]} />
        </>
      )}
    </Section>
  );
}
