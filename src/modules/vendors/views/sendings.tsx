import { type FormState, typedField } from '../../../platform/http/index.ts';
import {
  Badge,
  Button,
  ButtonGroup,
  DateField,
  Details,
  EmptyState,
  ErrorSummary,
  FileField,
  Form,
  formatDate,
  listHref,
  Pagination,
  plural,
  RadioGroup,
  Section,
  SubmitRow,
  Table,
} from '../../../ui/index.ts';
import { spacePath } from '../addresses.ts';
import type { Counts } from '../file/change.ts';
import type { SendingPage } from '../file/queries.ts';
import type { Vendor } from '../vendor.ts';

export const scopeWords = {
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
          {...typedField(form, 'etendue')}
          label="Ce que contient le fichier"
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
