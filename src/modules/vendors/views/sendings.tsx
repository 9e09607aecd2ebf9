import type { VendorFileLineKind } from '../../../platform/database/index.ts';
import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  Badge,
  type BadgeKind,
  Button,
  ButtonGroup,
  DateField,
  DescriptionList,
  Details,
  EmptyState,
  ErrorSummary,
  FileField,
  Form,
  formatDate,
  formatNumber,
  KeyFigures,
  Pagination,
  PostButton,
  plural,
  RadioGroup,
  Section,
  SubmitRow,
  Table,
  TagList,
  Time,
} from '../../../ui/index.ts';
import { listHref, spacePath } from '../addresses.ts';
import type { Counts } from '../file/change.ts';
import type { LinePage, Sending, SendingPage } from '../file/queries.ts';
import type { ReportQuery } from '../schemas.ts';
import type { Vendor } from '../vendor.ts';

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

const scopeWords = {
  complete: 'Toutes les collectivités des produits qu’il nomme',
  partial: 'Une partie seulement',
} as const;

/** How to send a list. */
export function SendingActs({ vendor }: { vendor: Vendor }) {
  const here = `${spacePath(vendor)}/fichiers`;
  return (
    <ButtonGroup>
      <Button href={`${here}/nouveau`}>Envoyer un fichier</Button>
      <Button href={`${spacePath(vendor)}/collectivites.csv`} kind="secondary">
        Télécharger votre liste actuelle
      </Button>
    </ButtonGroup>
  );
}

/** The lists that a vendor sent. */
export function SendingsView({ vendor, listed }: { vendor: Vendor; listed: SendingPage }) {
  const here = `${spacePath(vendor)}/fichiers`;
  const { items, total, page, pages } = listed;
  return (
    <Section id="liste" title={plural(total, 'fichier')}>
      {total === 0 ? (
        <EmptyState title="Aucun fichier pour l’instant" level={3}>
          <p>
            Envoyez la liste de vos collectivités : vous verrez ce qui change avant que rien ne soit écrit.
          </p>
        </EmptyState>
      ) : (
        <Table
          id="fichiers"
          caption="Vos fichiers, du plus récent au plus ancien"
          captionHidden
          columns={[{ label: 'Fichier' }, { label: 'Envoyé' }, { label: 'Ce qui change' }, { label: 'État' }]}
          rows={items.map((one) => [
            <a href={`${here}/${one.id}`}>{one.file.name}</a>,
            <>
              {formatDate(one.sentAt)}
              {one.sentBy && `, par ${one.sentBy}`}
            </>,
            changeWords(one.counts),
            one.appliedAt ? (
              <Badge kind="success">Appliqué le {formatDate(one.appliedAt)}</Badge>
            ) : (
              <Badge>Essai</Badge>
            ),
          ])}
        />
      )}
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(to) => listHref(here, { page: to })}
        label="Pages de fichiers"
      />
    </Section>
  );
}

const changeWords = ({ added, changed, ended, errors }: Counts): string =>
  [
    errors > 0 && plural(errors, 'ligne en erreur', 'lignes en erreur'),
    added > 0 && plural(added, 'ajoutée'),
    changed > 0 && plural(changed, 'changée'),
    ended > 0 && plural(ended, 'terminée'),
  ]
    .filter(Boolean)
    .join(', ') || 'Rien';

/** Which file, and what it holds. */
export function SendForm({ form, vendor, maxBytes }: { form: FormState; vendor: Vendor; maxBytes: number }) {
  const here = `${spacePath(vendor)}/fichiers`;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key} multipart>
        <RadioGroup
          name="etendue"
          label="Ce que contient le fichier"
          value={typedText(form.values, 'etendue')}
          error={form.errors.etendue}
          choices={[
            {
              value: 'complete',
              label: scopeWords.complete,
              hint: 'Celles qui n’y sont plus sont terminées, à la date ci-dessous.',
            },
            {
              value: 'partial',
              label: scopeWords.partial,
              hint: 'Celles qui n’y sont pas restent comme elles sont.',
            },
          ]}
        />
        <DateField
          {...typedField(form, 'fin')}
          label="Dernier jour de celles qui n’y sont plus"
          hint="Vide : aujourd’hui."
          required={false}
        />
        <FileField
          name="fichier"
          label="Fichier"
          hint={`CSV ou XLSX, ${maxBytes / 1024 / 1024} Mo et 40 000 lignes au plus. La première ligne donne les titres des colonnes.`}
          accept=".csv,.xlsx,.txt"
          error={form.errors.fichier}
        />
        <SubmitRow label="Comparer le fichier" cancelHref={here} />
      </Form>
      <Section title="Ce que le fichier peut contenir" id="colonnes">
        <p>
          Partez de <a href={`${spacePath(vendor)}/collectivites.csv`}>votre liste actuelle</a> ou{' '}
          <a href={`${here}/modele.csv`}>du modèle</a>. Les colonnes sont reconnues à leurs titres, dans
          n’importe quel ordre.
        </p>
        <Details summary="Les colonnes reconnues">
          <Table
            id="colonnes-possibles"
            caption="Colonnes reconnues"
            captionHidden
            columns={[{ label: 'Colonne' }, { label: 'Ce qu’elle contient' }]}
            rows={columnHelp.map(([title, help]) => [<code>{title}</code>, help])}
          />
        </Details>
      </Section>
    </>
  );
}

const columnHelp = [
  ['code', 'Code INSEE, SIREN ou SIRET. L’ancien code d’une commune mène à celle d’aujourd’hui.'],
  ['nom', 'Le nom, pour vous relire ; c’est le code qui compte.'],
  ['produit', 'Le nom du produit, actuel ou ancien. Inutile si vous n’en proposez qu’un.'],
  ['depuis', 'Depuis quand il équipe la collectivité. À défaut, la colonne « date ».'],
  ['etape', 'L’étape atteinte : son titre, son rang ou son code dans le modèle.'],
  ['date', 'Depuis quand elle l’est : 31/03/2024, 2024-03-31 ou 31 mars 2024.'],
  ['deploiement', 'Le déploiement de l’étape, si le produit en sert plusieurs.'],
  ['fin', 'Le dernier jour, quand le contrat est fini.'],
] as const;

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
              { label: 'Ce qui change, ou ne va pas' },
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
