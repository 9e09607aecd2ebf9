import { type Paging, toCsv } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import type { Charter, VersionEntry } from './charter.ts';
import { partyLabels } from './parties.ts';
import type { Figures, Signatory, SignatoryFile } from './register-queries.ts';
import { stateLabels } from './state.ts';

const charterUrl = (publicUrl: string, { slug }: Pick<Charter, 'slug'>): string =>
  `${publicUrl}/chartes/${slug}`;

const figuresAsData = ({ byState, byKind, pledges, kept }: Figures) => ({
  by_state: byState,
  in_force_by_kind: byKind,
  /** Of the signatures in force. */
  pledges: { taken: pledges, done: kept },
});

/** One of `/chartes.json` */
export const summaryAsData = (charter: Charter, figures: Figures, publicUrl: string) => ({
  slug: charter.slug,
  url: charterUrl(publicUrl, charter),
  title: charter.title,
  summary: charter.summary,
  group: charter.group,
  version: charter.version.number,
  sha256: charter.version.hash,
  signatures: figuresAsData(figures),
});

/** `/chartes/:slug.json` */
export function charterAsData(
  charter: Charter,
  figures: Figures,
  versions: readonly VersionEntry[],
  publicUrl: string,
) {
  const { version } = charter;
  return {
    ...summaryAsData(charter, figures, publicUrl),
    origin: charter.origin,
    in_force: {
      number: version.number,
      body: version.body,
      sha256: version.hash,
      text_url: `${charterUrl(publicUrl, charter)}/versions/${version.number}.md`,
      published_at: version.publishedAt,
      valid_months: version.validMonths,
      pledges: version.pledges,
      sources: version.sources,
      confidence: version.confidence,
      note: version.note,
    },
    versions: versions.map(({ number, hash, reason, publishedAt }) => ({
      number,
      sha256: hash,
      reason,
      published_at: publishedAt,
    })),
    sources: charter.sources,
    confidence: charter.confidence,
    note: charter.note,
  };
}

/** `/chartes/:slug.csv`: one line a pledge. */
export function pledgesAsCsv({ version }: Charter): string {
  return toCsv(
    [
      'version',
      'code',
      'partie',
      'engagement',
      'verification',
      'echeance',
      'delai_mois',
      'confiance',
      'note',
      'sources',
    ],
    version.pledges.map((pledge) => [
      version.number,
      pledge.code,
      partyLabels[pledge.party],
      pledge.text,
      pledge.check,
      pledge.due_on,
      pledge.due_months,
      pledge.confidence === 'high' ? 'bonne' : 'à vérifier',
      pledge.note,
      pledge.sources.map(({ url }) => url).join(' '),
    ]),
  );
}

const signatoryAsData = (charter: Pick<Charter, 'slug'>, one: Signatory, publicUrl: string) => ({
  slug: one.slug,
  url: `${charterUrl(publicUrl, charter)}/signataires/${one.slug}`,
  organisation: one.organisation,
  siret: one.siret,
  kind: one.kind,
  state: one.state,
  version: one.version,
  published_at: one.publishedAt,
  expires_on: one.expiresOn,
  products: one.products,
  pledges: { taken: one.pledges, done: one.kept },
});

/** `/chartes/:slug/signataires.json` */
export const registerAsData = (
  charter: Charter,
  items: readonly Signatory[],
  paging: Paging,
  publicUrl: string,
) => ({
  charter: charter.slug,
  ...paging,
  items: items.map((one) => signatoryAsData(charter, one, publicUrl)),
});

/** `/chartes/:slug/signataires.csv` */
export function registerAsCsv(charter: Charter, items: readonly Signatory[], publicUrl: string): string {
  return toCsv(
    [
      'organisme',
      'siret',
      'type',
      'etat',
      'publiee_le',
      'expire_le',
      'version',
      'engagements',
      'tenus',
      'produits',
      'adresse',
    ],
    items.map((one) => [
      one.organisation,
      one.siret,
      partyLabels[one.kind],
      stateLabels[one.state],
      machineDate(one.publishedAt),
      one.expiresOn,
      one.version,
      one.pledges,
      one.kept,
      one.products.join(' ; '),
      `${charterUrl(publicUrl, charter)}/signataires/${one.slug}`,
    ]),
  );
}

/** `/chartes/:slug/signataires/:nom.json` */
export function signatoryFileAsData(
  charter: Charter,
  file: SignatoryFile,
  texts: ReadonlyMap<string, string>,
  publicUrl: string,
) {
  return {
    ...signatoryAsData(charter, file, publicUrl),
    text_sha256: file.textHash,
    perimeter: file.perimeter,
    signatory: file.named && { name: file.named.name, function: file.named.functionTitle },
    taken: file.taken.map(({ code, plannedOn, progress }) => ({
      code,
      text: texts.get(code) ?? null,
      planned_on: plannedOn,
      state: progress[0]?.state ?? 'todo',
      progress: progress.map(({ at, state, note, evidenceUrl }) => ({
        at,
        state,
        note,
        evidence_url: evidenceUrl,
      })),
    })),
    events: file.events,
  };
}
