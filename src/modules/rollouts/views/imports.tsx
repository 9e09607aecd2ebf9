import { type FormState, typedField } from '../../../platform/http/index.ts';
import {
  Badge,
  type BadgeKind,
  Button,
  Details,
  EmptyState,
  ErrorSummary,
  FileField,
  Form,
  formatNumber,
  Pagination,
  plural,
  Section,
  SubmitRow,
  Table,
  Time,
} from '../../../ui/index.ts';
import type { ImportPage, RolloutImport } from '../import/queries.ts';
import { stateLabels } from '../import/words.ts';
import type { Rollout } from '../rollout.ts';

export const importsPath = ({ slug }: Pick<Rollout, 'slug'>): string => `/deploiements/${slug}/imports`;

const stateKinds: Readonly<Record<RolloutImport['state'], BadgeKind>> = {
  checked: 'neutral',
  applying: 'info',
  applied: 'success',
  undoing: 'info',
  undone: 'warning',
};

/** How far an import is, in a word. */
export function StateBadge({ state }: Pick<RolloutImport, 'state'>) {
  return <Badge kind={stateKinds[state]}>{stateLabels[state]}</Badge>;
}

/** A person by name; commands have none, nor have accounts that are gone. */
export const byWords = (name: string | null): string => name ?? 'commande ou compte supprimé';

/** The files that were sent, the latest first. */
export function ImportsView({ rollout, listed }: { rollout: Rollout; listed: ImportPage }) {
  const here = importsPath(rollout);
  if (listed.total === 0)
    return (
      <EmptyState
        title="Aucun fichier n’a été envoyé"
        action={<Button href={`${here}/nouveau`}>Importer un fichier</Button>}
      >
        <p>
          Un tableau que vous tenez déjà peut tout dire en une fois : chaque ligne est vérifiée avant que rien
          ne soit écrit, et un import s’annule.
        </p>
      </EmptyState>
    );
  return (
    <Section>
      <p>
        <Button href={`${here}/nouveau`}>Importer un fichier</Button>
      </p>
      <Table
        id="imports"
        caption={plural(listed.total, 'fichier envoyé', 'fichiers envoyés')}
        columns={[
          { label: 'Fichier' },
          { label: 'État' },
          { label: 'Envoyé' },
          { label: 'Lignes', numeric: true },
          { label: 'Déclarations', numeric: true },
          { label: 'En erreur', numeric: true },
        ]}
        rows={listed.items.map((one) => [
          <a href={`${here}/${one.id}`}>{one.file.name}</a>,
          <>
            <StateBadge state={one.state} />
            {one.undoReason && <span class="cd-standing__said">{one.undoReason}</span>}
          </>,
          <>
            <Time value={one.sentAt} />
            <span class="cd-standing__said">{byWords(one.sentBy)}</span>
          </>,
          formatNumber(one.counts.lines),
          formatNumber(one.counts.statements + one.counts.coverages),
          formatNumber(one.counts.errors),
        ])}
      />
      <Pagination
        page={listed.page}
        pages={listed.pages}
        hrefOf={(to) => `${here}?page=${to}`}
        label="Pages d’imports"
      />
    </Section>
  );
}

/** Sends a file: what it may hold, and how. */
export function FileForm({
  form,
  rollout,
  maxBytes,
}: {
  form: FormState;
  rollout: Rollout;
  maxBytes: number;
}) {
  const here = importsPath(rollout);
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key} multipart>
        <FileField
          name="fichier"
          label="Fichier"
          hint={`CSV ou XLSX, ${maxBytes / 1024 / 1024} Mo et 60 000 lignes au plus. La première ligne donne les titres des colonnes.`}
          accept=".csv,.xlsx,.txt"
          error={typedField(form, 'fichier').error}
        />
        <SubmitRow label="Vérifier le fichier" cancelHref={here} />
      </Form>
      <Section title="Ce que le fichier peut contenir" id="colonnes">
        <p>
          Partez de votre tableau, ou <a href={`${here}/modele.csv`}>téléchargez le modèle</a>. Les colonnes
          sont reconnues à leurs titres, dans n’importe quel ordre ; vous pourrez les changer.
        </p>
        <Table
          id="colonnes-possibles"
          caption="Colonnes reconnues"
          captionHidden
          columns={[{ label: 'Colonne' }, { label: 'Ce qu’elle contient' }]}
          rows={columnHelp.map(({ title, help }) => [<code>{title}</code>, help])}
        />
        <Details summary="Les étapes de ce déploiement">
          <Table
            id="etapes-possibles"
            caption="Étapes"
            captionHidden
            columns={[{ label: 'À écrire' }, { label: 'Sens' }]}
            rows={[
              ...rollout.stages.map(({ slug, title }) => [<code>{slug}</code>, title]),
              [<code>aucune</code>, 'Rien n’est commencé'],
            ]}
          />
          <p>Le titre de l’étape ou son rang conviennent aussi.</p>
        </Details>
      </Section>
    </>
  );
}

const columnHelp = [
  {
    title: 'code',
    help: 'Code INSEE, SIREN ou SIRET de la collectivité. L’ancien code d’une commune mène à celle d’aujourd’hui.',
  },
  { title: 'nom', help: 'Son nom, pour vérifier le code, ou à sa place quand une seule le porte.' },
  { title: 'etape', help: 'L’étape atteinte.' },
  { title: 'date', help: 'Depuis quand : 31/03/2024, 2024-03-31 ou 31 mars 2024.' },
  { title: 'bloquee', help: 'Oui si quelque chose l’empêche d’avancer ; vide ou non sinon.' },
  {
    title: 'couverte_par',
    help: 'Qui le fait pour elle : le code d’une intercommunalité, ou le nom d’un autre organisme.',
  },
  { title: 'preuve', help: 'L’adresse d’une page qui le montre.' },
  { title: 'note', help: 'Une précision. Elle peut être publiée : n’y nommez personne.' },
];
