import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  EmptyState,
  ErrorSummary,
  Form,
  formatDateTime,
  HiddenFields,
  listHref,
  PagedTable,
  PageHeader,
  PostButton,
  RadioGroup,
  ReasonField,
  SubmitRow,
  Time,
} from '../../../ui/index.ts';
import type { Opening } from '../../identity/index.ts';
import { journalPath, openingPath } from './asking.ts';
import type { OpeningLine } from './queries.ts';
import { durations } from './schemas.ts';

interface Named {
  slug: string;
  title: string;
}

/** Asks why somebody of the programme team has to read what the group keeps for itself. */
export function OpeningForm({ group, form, back }: { group: Named; form: FormState; back: string | null }) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        eyebrow={group.title}
        title="Ouvrir l’espace de ce groupe"
        lead="Vous n’en faites pas partie : ce que ses membres s’y disent leur est réservé."
      />
      <Alert kind="info">
        <p>
          Ses copilotes recevront tout de suite votre nom et votre motif. Vous pourrez lire et modérer, pas
          voter ni tourner une clé. L’accès se ferme de lui-même.
        </p>
      </Alert>
      <Form action={openingPath(group.slug)} formKey={form.key}>
        <HiddenFields fields={{ retour: back ?? undefined }} />
        <ReasonField
          label="Pourquoi ouvrir cet espace ?"
          hint="Par exemple : un signalement à examiner, une demande d’aide d’un copilote. Les copilotes le liront tel quel."
          value={typedText(form.values, 'motif')}
          error={form.errors.motif}
        />
        <RadioGroup
          name="duree"
          label="Pour combien de temps ?"
          value={typedText(form.values, 'duree')}
          choices={Object.entries(durations).map(([value, { label }]) => ({ value, label }))}
          error={form.errors.duree}
        />
        <SubmitRow label="Ouvrir cet espace" cancelHref={`/groupes/${group.slug}`} />
      </Form>
    </>
  );
}

/** In place of the form, for whoever has it open. */
export function AlreadyOpen({ group, opening, back }: { group: Named; opening: Opening; back: string }) {
  return (
    <>
      <PageHeader
        eyebrow={group.title}
        title="Cet espace vous est ouvert"
        lead={`Jusqu’au ${formatDateTime(opening.until)}, pour ce motif : ${opening.reason}`}
      />
      <ButtonGroup>
        <Button href={back}>Continuer</Button>
        <EndButton slug={group.slug} />
      </ButtonGroup>
    </>
  );
}

function EndButton({ slug, context }: { slug: string; context?: string }) {
  return (
    <PostButton action={`${openingPath(slug)}/fin`} kind="secondary" size="sm" context={context}>
      Refermer
    </PostButton>
  );
}

/** On every page of whoever has groups open, wherever they are: until when, why, and how to end it. */
export function OpeningBanner({ openings }: { openings: readonly Opening[] }) {
  if (openings.length === 0) return null;
  return (
    <section class="fr-notice fr-notice--info cd-openings" aria-label="Espaces que vous avez ouverts">
      <div class="fr-container">
        {openings.map(({ group, reason, until }) => (
          <div class="cd-openings__one">
            <p>
              <strong>
                Vous avez ouvert l’espace du groupe{' '}
                <a href={`/espace/groupes/${group.slug}`}>« {group.title} »</a>
              </strong>{' '}
              jusqu’au {formatDateTime(until)}. Motif : {reason}
            </p>
            <EndButton slug={group.slug} context={`l’espace du groupe ${group.title}`} />
          </div>
        ))}
      </div>
    </section>
  );
}

/** For its copilots: who of the programme team reads their group now. */
export function OpeningsNow({ group, openings }: { group: Named; openings: readonly OpeningLine[] }) {
  if (openings.length === 0) return null;
  return (
    <Alert kind="info" title="L’équipe du programme a ouvert cet espace">
      {openings.map(({ by, until, reason }) => (
        <p>
          {by}, jusqu’au {formatDateTime(until)}. Motif : {reason}
        </p>
      ))}
      <p>
        <a href={journalPath(group.slug)}>Toutes les ouvertures</a>
      </p>
    </Alert>
  );
}

/** Who opened the group, when and why. */
export function OpeningsJournal({
  group,
  openings,
  now,
  page,
  pages,
}: {
  group: Named;
  openings: readonly OpeningLine[];
  now: Date;
  page: number;
  pages: number;
}) {
  if (openings.length === 0) {
    return (
      <EmptyState
        title="Personne n’a ouvert cet espace"
        action={<Button href={`/espace/groupes/${group.slug}`}>Voir l’espace du groupe</Button>}
      >
        <p>Une ouverture s’écrira ici, avec son motif, et les copilotes en recevront un courriel.</p>
      </EmptyState>
    );
  }
  return (
    <PagedTable
      id="ouvertures"
      caption="Ouvertures de l’espace"
      pagesLabel="Pages des ouvertures"
      columns={[{ label: 'Qui' }, { label: 'Ouvert' }, { label: 'Motif' }, { label: 'Fin' }]}
      rows={openings.map((opening) => [
        opening.by,
        <Time value={opening.openedAt} withTime />,
        opening.reason,
        <End opening={opening} now={now} />,
      ])}
      page={page}
      pages={pages}
      hrefOf={(n) => listHref(journalPath(group.slug), { page: n })}
    />
  );
}

function End({ opening: { closedAt, until }, now }: { opening: OpeningLine; now: Date }) {
  if (closedAt === null && until > now) {
    return (
      <>
        <Badge kind="warning">En cours</Badge> jusqu’au <Time value={until} withTime />
      </>
    );
  }
  const early = closedAt !== null && closedAt < until;
  return (
    <>
      <Time value={closedAt ?? until} withTime />
      {early && ', avant son terme'}
    </>
  );
}
