import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  AdminNav,
  Badge,
  Button,
  ButtonGroup,
  DescriptionList,
  EmptyState,
  ErrorSummary,
  Form,
  formatDate,
  formatNumber,
  listHref,
  PageHeader,
  Pagination,
  PostButton,
  plural,
  RadioGroup,
  ReasonField,
  Section,
  SubmitRow,
  Table,
  TextField,
} from '../../../ui/index.ts';
import { managePath, vendorPath } from '../addresses.ts';
import type { Contest } from '../contesting.ts';
import type { VendorPerson } from '../opening.ts';
import type { Vendor, VendorPage } from '../vendor.ts';
import { DemonstrationMark } from './marks.tsx';

interface ContestList {
  items: readonly Contest[];
  total: number;
  page: number;
  pages: number;
}

/** The spaces that are open, and what waits to be settled. */
export function ManagePage({ listed, contests }: { listed: VendorPage; contests: ContestList }) {
  const { items, total, page, pages } = listed;
  return (
    <>
      <AdminNav current="/administration/editeurs" />
      <PageHeader
        title="Éditeurs"
        lead="Un éditeur dit lui-même ce qu’il équipe. L’équipe lui ouvre son espace, y rattache des personnes et tranche les contestations."
        actions={<Button href="/administration/editeurs/nouveau">Ouvrir un espace</Button>}
      />
      <Section
        id="contestations"
        title={plural(contests.total, 'contestation à trancher', 'contestations à trancher')}
      >
        <Contests contests={contests.items} />
      </Section>
      <Section id="espaces" title={plural(total, 'espace')}>
        {total === 0 ? (
          <EmptyState title="Aucun espace pour l’instant" level={3}>
            <p>Ouvrez-en un quand un éditeur le demande.</p>
          </EmptyState>
        ) : (
          <Table
            id="editeurs"
            caption="Espaces ouverts"
            captionHidden
            columns={[
              { label: 'Éditeur' },
              { label: 'SIREN' },
              { label: 'Produits', numeric: true },
              { label: 'Collectivités', numeric: true },
            ]}
            rows={items.map((vendor) => [
              <>
                <a href={managePath(vendor)}>{vendor.name}</a> <DemonstrationMark {...vendor} />
              </>,
              vendor.siren,
              formatNumber(vendor.products.length),
              formatNumber(vendor.authorities),
            ])}
          />
        )}
        <Pagination
          page={page}
          pages={pages}
          hrefOf={(to) => listHref('/administration/editeurs', { page: to })}
          label="Pages d’éditeurs"
        />
      </Section>
    </>
  );
}

function Contests({ contests }: { contests: readonly Contest[] }) {
  if (contests.length === 0) return <p>Aucune collectivité ne conteste de lien.</p>;
  return (
    <ul>
      {contests.map((contest) => (
        <li>
          <a href={`${managePath({ slug: contest.vendor })}/contestations/${contest.id}`}>
            {contest.authorityName} conteste {contest.product} ({contest.vendorName})
          </a>
          , le {formatDate(contest.at)}
        </li>
      ))}
    </ul>
  );
}

/** A vendor as the programme team manages it. */
export function ManageVendor({
  vendor,
  people,
  contests,
  formKey,
}: {
  vendor: Vendor;
  people: readonly VendorPerson[];
  contests: ContestList;
  formKey: string;
}) {
  const here = managePath(vendor);
  return (
    <>
      <PageHeader
        eyebrow="Éditeur"
        title={vendor.name}
        meta={<DemonstrationMark {...vendor} />}
        actions={
          <ButtonGroup>
            <Button href={`${here}/modifier`} kind="secondary" icon="edit">
              Modifier
            </Button>
            <Button href={vendorPath(vendor)} kind="tertiary">
              Page publique
            </Button>
          </ButtonGroup>
        }
      />
      <DescriptionList
        items={[
          { term: 'SIREN', value: vendor.siren },
          { term: 'Site', value: vendor.website && <a href={vendor.website}>{vendor.website}</a> },
          { term: 'Espace ouvert', value: formatDate(vendor.openedAt) },
        ]}
      />
      <Section id="personnes" title="Personnes qui ont accès à l’espace">
        {people.length === 0 ? (
          <p>Personne : l’éditeur ne peut rien dire tant que vous n’avez rattaché personne.</p>
        ) : (
          <Table
            id="rattachees"
            caption="Personnes rattachées"
            captionHidden
            columns={[
              { label: 'Personne' },
              { label: 'Adresse' },
              { label: 'Rattachée' },
              { label: 'Accès' },
            ]}
            rows={people.map((person) => [
              <>
                <a href={`/administration/comptes/${person.id}`}>{person.name}</a>
                {!person.inForce && (
                  <>
                    {' '}
                    <Badge kind="warning">Sans effet</Badge>
                  </>
                )}
              </>,
              person.email,
              <>
                le {formatDate(person.attachedAt)}
                {person.by && `, par ${person.by}`}
              </>,
              <PostButton
                action={`${here}/personnes/${person.id}/retrait`}
                kind="tertiary"
                size="sm"
                fields={{ cle: formKey }}
                context={person.name}
              >
                Retirer l’accès
              </PostButton>,
            ])}
          />
        )}
        <ButtonGroup>
          <Button href={`${here}/rattacher`} kind="secondary">
            Rattacher une personne
          </Button>
        </ButtonGroup>
      </Section>
      <Section id="contestations" title="Contestations à trancher">
        <Contests contests={contests.items} />
      </Section>
    </>
  );
}

/** What a vendor is. */
export function VendorForm({
  form,
  submit,
  cancelHref,
}: {
  form: FormState;
  submit: string;
  cancelHref: string;
}) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField
          {...typedField(form, 'nom')}
          label="Nom"
          hint="Si un organisme de ce nom est connu, l’espace est le sien."
          maxLength={200}
        />
        <TextField
          {...typedField(form, 'siren')}
          label="SIREN"
          hint="Neuf chiffres"
          inputMode="numeric"
          maxLength={20}
          width="short"
        />
        <TextField
          {...typedField(form, 'site')}
          label="Site"
          type="url"
          hint="Exemple : www.exemple.fr"
          required={false}
        />
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

/** Whom to let in. */
export function AttachForm({ form, vendor }: { form: FormState; vendor: Vendor }) {
  return (
    <>
      <PageHeader
        eyebrow={vendor.name}
        title="Rattacher une personne"
        lead="Vérifiez d’abord qu’elle travaille bien pour cet éditeur : elle parlera en son nom."
      />
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField
          {...typedField(form, 'adresse')}
          label="Adresse électronique de son compte"
          hint="Le compte doit être actif, et celui d’un éditeur."
          type="email"
          maxLength={254}
        />
        <SubmitRow label="Donner accès à l’espace" cancelHref={managePath(vendor)} />
      </Form>
    </>
  );
}

/** Who is right. */
export function SettleForm({ form, vendor, contest }: { form: FormState; vendor: Vendor; contest: Contest }) {
  return (
    <>
      <PageHeader
        eyebrow={vendor.name}
        title={`${contest.authorityName} conteste être équipée`}
        lead={`Par ${contest.product}. Contesté le ${formatDate(contest.at)}.`}
      />
      <Section id="motif-donne" title="Ce que dit la collectivité">
        <p class="cd-verbatim">{contest.reason}</p>
      </Section>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <RadioGroup
          {...typedField(form, 'decision')}
          label="Décision"
          choices={[
            {
              value: 'upheld',
              label: 'La collectivité a raison',
              hint: 'Le lien est retiré, avec les étapes que l’éditeur a déclarées pour elle.',
            },
            { value: 'dismissed', label: 'L’éditeur a raison', hint: 'Le lien compte de nouveau.' },
          ]}
        />
        <ReasonField
          hint="La collectivité et l’éditeur le liront. N’y nommez personne."
          value={typedText(form.values, 'motif')}
          error={form.errors.motif}
        />
        <SubmitRow label="Trancher" cancelHref={managePath(vendor)} />
      </Form>
    </>
  );
}
