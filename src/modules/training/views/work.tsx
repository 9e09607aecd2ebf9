import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Badge,
  Button,
  ButtonGroup,
  EmptyState,
  ErrorSummary,
  Form,
  ItemList,
  ListItem,
  PageHeader,
  PostButton,
  plural,
  Section,
  SubmitRow,
  Table,
  TextField,
  Time,
} from '../../../ui/index.ts';
import { pathHref, workPath } from '../addresses.ts';
import type { Grant } from '../grants.ts';
import type { LearningPath } from '../paths/path.ts';
import { profileLabels } from '../paths/profiles.ts';
import type { TrainingSession } from '../sessions/session.ts';
import { SessionList } from '../sessions/views/session-item.tsx';

export function WorkPage({
  drafts,
  coming,
  past,
  paths,
  now,
}: {
  drafts: readonly TrainingSession[];
  coming: readonly TrainingSession[];
  past: readonly TrainingSession[];
  /** For those who keep the catalogue. */
  paths: readonly LearningPath[] | null;
  now: Date;
}) {
  return (
    <>
      <PageHeader
        eyebrow="Mon espace"
        title={paths ? 'Sessions et parcours' : 'Sessions'}
        lead="Les sessions que vous tenez : leurs dates, leurs participants, leurs attestations."
        actions={
          <ButtonGroup>
            <Button href="/formations/sessions/nouvelle" icon="plus">
              Nouvelle session
            </Button>
            {paths && (
              <>
                <Button href="/parcours/nouveau" kind="secondary" icon="plus">
                  Nouveau parcours
                </Button>
                <Button href="/formations/sessions/acces" kind="secondary" icon="lock">
                  Qui publie des sessions
                </Button>
              </>
            )}
          </ButtonGroup>
        }
      />
      {drafts.length + coming.length + past.length === 0 && (
        <EmptyState title="Aucune session pour l’instant">
          <p>Créez la première : elle reste un brouillon jusqu’à ce que vous la publiiez.</p>
        </EmptyState>
      )}
      {drafts.length > 0 && (
        <Section id="brouillons" title="Brouillons">
          <SessionList sessions={drafts} label="Brouillons" now={now} />
        </Section>
      )}
      {coming.length > 0 && (
        <Section id="a-venir" title="À venir">
          <SessionList sessions={coming} label="Sessions à venir" now={now} />
        </Section>
      )}
      {past.length > 0 && (
        <Section id="passees" title="Passées">
          <SessionList sessions={past} label="Sessions passées" now={now} />
        </Section>
      )}
      {paths && (
        <Section id="parcours" title="Parcours">
          <ItemList label="Parcours">
            {paths.map((path) => (
              <ListItem
                title={path.title}
                href={pathHref(path.slug)}
                meta={
                  <>
                    {!path.published && <Badge kind="warning">Brouillon</Badge>}
                    <span>{profileLabels[path.profile]}</span>
                    <span>{plural(path.steps.length, 'étape')}</span>
                    <a href={`${pathHref(path.slug)}/modifier`}>
                      Modifier<span class="fr-sr-only"> {path.title}</span>
                    </a>
                  </>
                }
              />
            ))}
          </ItemList>
        </Section>
      )}
    </>
  );
}

export function GrantsPage({ grants, form }: { grants: readonly Grant[]; form: FormState }) {
  return (
    <>
      <PageHeader
        title="Qui publie des sessions"
        lead="L’équipe du programme et les copilotes du groupe tiennent toutes les sessions. Ajoutez ici les personnes qui tiennent celles de leur organisme : elles en lisent aussi les participants."
      />
      <ErrorSummary errors={form.errors} />
      {grants.length === 0 ? (
        <EmptyState title="Personne d’autre pour l’instant">
          <p>Donnez ce droit à l’adresse d’un compte actif, rattaché à un organisme, ci-dessous.</p>
        </EmptyState>
      ) : (
        <Table
          id="acces"
          caption="Personnes qui publient des sessions"
          columns={[{ label: 'Nom' }, { label: 'Organisme' }, { label: 'Depuis' }, { label: 'Actions' }]}
          rows={grants.map(({ accountId, name, organisation, since, left }) => [
            name,
            <>
              {organisation.name}
              {left && ' (n’en est plus : ce droit ne sert pas)'}
            </>,
            <Time value={since} />,
            <PostButton
              action={`/formations/sessions/acces/${organisation.slug}/${accountId}/retrait`}
              kind="tertiary"
              size="sm"
              context={`à ${name}`}
            >
              Retirer ce droit
            </PostButton>,
          ])}
        />
      )}
      <Section title="Ajouter une personne" id="ajouter">
        <Form formKey={form.key}>
          <TextField
            name="adresse"
            label="Adresse électronique de son compte"
            hint="Le droit porte sur les sessions de son organisme, tant qu’elle en est. Elle est prévenue par courriel."
            type="email"
            inputMode="email"
            autocomplete="off"
            maxLength={254}
            value={typedText(form.values, 'adresse')}
            error={form.errors.adresse}
          />
          <SubmitRow label="Donner ce droit" cancelHref={workPath} />
        </Form>
      </Section>
    </>
  );
}
