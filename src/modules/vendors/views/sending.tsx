import type { VendorFileLineKind } from '../../../platform/database/index.ts';
import {
  Alert,
  Badge,
  type BadgeKind,
  DescriptionList,
  formatNumber,
  KeyFigures,
  listHref,
  Pagination,
  PostButton,
  plural,
  Section,
  Table,
  TagList,
  Time,
} from '../../../ui/index.ts';
import { spacePath } from '../addresses.ts';
import type { Counts } from '../file/change.ts';
import type { LinePage, Sending } from '../file/queries.ts';
import type { ReportQuery } from '../schemas.ts';
import type { Vendor } from '../vendor.ts';
import { scopeWords } from './sendings.tsx';

const kindLabels: Readonly<Record<VendorFileLineKind, string>> = {
  error: 'En erreur',
  skipped: 'Laissée de côté',
  added: 'Ajoutée',
  changed: 'Changée',
  ended: 'Terminée',
};

const kindLooks: Readonly<Record<VendorFileLineKind, BadgeKind>> = {
  error: 'error',
  skipped: 'warning',
  added: 'success',
  changed: 'info',
  ended: 'neutral',
};

export interface SendingViewProps {
  vendor: Vendor;
  sending: Sending;
  report: LinePage;
  query: ReportQuery;
  formKey: string;
}

/** What a file would change, or changed. */
export function SendingView({ vendor, sending, report, query, formKey }: SendingViewProps) {
  const here = `${spacePath(vendor)}/fichiers/${sending.id}`;
  const { counts, appliedAt } = sending;
  return (
    <>
      <NextAct vendor={vendor} sending={sending} formKey={formKey} />
      <KeyFigures
        items={[
          { value: formatNumber(counts.lines), label: 'Lignes lues' },
          { value: formatNumber(counts.added), label: 'Ajoutées' },
          { value: formatNumber(counts.changed), label: 'Changées' },
          { value: formatNumber(counts.ended), label: 'Terminées' },
          { value: formatNumber(counts.unchanged), label: 'Inchangées' },
          ...(counts.skipped > 0 ? [{ value: formatNumber(counts.skipped), label: 'Laissées de côté' }] : []),
          { value: formatNumber(counts.errors), label: 'En erreur' },
        ]}
      />
      <Report report={report} query={query} here={here} counts={counts} />
      <Section title="Fichier" id="fichier">
        <DescriptionList
          items={[
            { term: 'Contenu', value: scopeWords[sending.scope] },
            {
              term: 'Dernier jour des absentes',
              value: sending.scope === 'complete' && <Time value={sending.endedOn} />,
            },
            {
              term: 'Envoyé',
              value: (
                <>
                  <Time value={sending.sentAt} withTime />
                  {sending.sentBy && `, par ${sending.sentBy}`}
                </>
              ),
            },
            { term: 'Comparé', value: <Time value={sending.checkedAt} withTime /> },
            { term: 'Appliqué', value: appliedAt && <Time value={appliedAt} withTime /> },
          ]}
        />
        {!appliedAt && (
          <PostButton action={`${here}/suppression`} kind="tertiary" fields={{ cle: formKey }}>
            Supprimer cet essai
          </PostButton>
        )}
      </Section>
    </>
  );
}

function NextAct({ vendor, sending, formKey }: Pick<SendingViewProps, 'vendor' | 'sending' | 'formKey'>) {
  const { counts, appliedAt, scope } = sending;
  const here = `${spacePath(vendor)}/fichiers/${sending.id}`;
  if (appliedAt)
    return (
      <Alert kind="success" title="Ce fichier est appliqué">
        <p>Ce qu’il change est public. S’il était faux, corrigez-le et renvoyez-le.</p>
      </Alert>
    );
  if (counts.errors > 0)
    return (
      <Alert kind="error" title="Rien ne peut être écrit">
        <p>
          Des lignes sont en erreur. Corrigez-les dans votre fichier, puis{' '}
          <a href={`${spacePath(vendor)}/fichiers/nouveau`}>renvoyez-le</a>.
          {scope === 'complete' &&
            ' Celles qui n’y sont plus seront dites quand toutes les lignes se liront.'}
        </p>
      </Alert>
    );
  if (counts.added + counts.changed + counts.ended === 0)
    return (
      <Alert kind="info" title="Ce fichier ne change rien">
        <p>Tout ce qu’il dit est déjà dit, ou laissé de côté.</p>
      </Alert>
    );
  return (
    <Alert kind="success" title="Ce fichier peut être appliqué">
      <p>
        Tout sera écrit en une fois.
        {counts.ended > 0 &&
          ` Vérifiez d’abord ${plural(counts.ended, 'contrat terminé', 'contrats terminés')}.`}
      </p>
      <PostButton action={`${here}/application`} fields={{ cle: formKey }}>
        Appliquer ce fichier
      </PostButton>
    </Alert>
  );
}

function Report({
  report,
  query,
  here,
  counts,
}: Pick<SendingViewProps, 'report' | 'query'> & { here: string; counts: Counts }) {
  const hrefOf = (asked: Partial<ReportQuery>) => `${listHref(here, asked)}#rapport`;
  const byKind: Readonly<Record<VendorFileLineKind, number>> = {
    error: counts.errors,
    skipped: counts.skipped,
    added: counts.added,
    changed: counts.changed,
    ended: counts.ended,
  };
  const kinds = (['error', 'skipped', 'added', 'changed', 'ended'] as const).filter(
    (kind) => byKind[kind] > 0,
  );
  return (
    <Section title="Ce qui change, ligne par ligne" id="rapport">
      {kinds.length === 0 ? (
        <p>Rien : {plural(counts.unchanged, 'ligne dit', 'lignes disent')} ce qui est déjà dit.</p>
      ) : (
        <>
          <TagList
            label="Ce que le rapport montre"
            items={[
              { label: 'Tout', href: hrefOf({}), current: !query.genre },
              ...kinds.map((kind) => ({
                label: `${kindLabels[kind]} (${formatNumber(byKind[kind])})`,
                href: hrefOf({ genre: kind }),
                current: query.genre === kind,
              })),
            ]}
          />
          <Table
            id="lignes"
            caption="Ce qui change"
            captionHidden
            rowHeaders={false}
            columns={[
              { label: 'Ligne', numeric: true },
              { label: 'Genre' },
              { label: 'Collectivité et produit' },
              { label: 'Ce qui change, ou ne va pas', wide: true },
            ]}
            rows={report.items.map(({ kind, line, about, message }) => [
              line === null ? 'absente' : formatNumber(line),
              <Badge kind={kindLooks[kind]}>{kindLabels[kind]}</Badge>,
              about || '—',
              message,
            ])}
          />
          <Pagination
            page={report.page}
            pages={report.pages}
            hrefOf={(page) => hrefOf({ ...query, page })}
            label="Pages du rapport"
          />
        </>
      )}
    </Section>
  );
}
