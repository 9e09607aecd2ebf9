import { type FormState, typedField } from '../../../platform/http/index.ts';
import {
  Badge,
  DateField,
  EmptyState,
  FilterSelect,
  Filters,
  Form,
  FormTroubles,
  formatDate,
  formatNumber,
  listHref,
  PagedTable,
  PageHeader,
  plural,
  Section,
  SelectField,
  SubmitRow,
  TextArea,
  Time,
} from '../../../ui/index.ts';
import { type AuthoritySummary, authorityUrl, distinctName } from '../../territories/index.ts';
import type { Call, CallReason, ToCall, ToCallPage } from '../call-queries.ts';
import { type CallQuery, outcomeLabels, reasonLabels } from '../call-schemas.ts';
import { standingHref } from '../place-address.ts';
import { type Rollout, stageWords } from '../rollout.ts';
import type { Standing } from '../standing.ts';
import { Patterns } from './bar.tsx';
import { callHref } from './call-address.ts';
import { BasisMark } from './standing.tsx';

const choicesOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const reasonKinds: Record<CallReason, 'error' | 'warning' | 'info' | 'neutral'> = {
  blocked: 'error',
  contradicted: 'warning',
  unknown: 'neutral',
  short: 'info',
};

export interface ToCallViewProps {
  rollout: Rollout;
  listed: ToCallPage;
  query: CallQuery;
  departements: readonly { code: string; name: string }[];
  /** To choose from: those that equip somebody. */
  vendors: readonly { slug: string; name: string }[];
}

/** Whom to call next. */
export function ToCallView({ rollout, listed, query, departements, vendors }: ToCallViewProps) {
  const path = `/deploiements/${rollout.slug}/accompagnement`;
  const { items, total, page, pages } = listed;
  const epci = query.epci && items.find(({ epci_id }) => epci_id === `epci:${query.epci}`)?.epci_name;
  return (
    <>
      <Filters
        action={path}
        label="Filtrer les collectivités à appeler"
        resetHref={listHref(path, { ...query, page: 1 }) === path ? undefined : path}
      >
        <FilterSelect name="motif" label="Motif" value={query.motif} choices={choicesOf(reasonLabels)} />
        <FilterSelect
          name="segment"
          label="Segment"
          value={query.segment}
          choices={rollout.segments.map(({ slug, label }) => ({ value: slug, label }))}
        />
        <FilterSelect
          name="departement"
          label="Département"
          value={query.departement}
          choices={departements.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        />
        {vendors.length > 0 && (
          <FilterSelect
            name="editeur"
            label="Éditeur"
            value={query.editeur}
            choices={vendors.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
        )}
        <FilterSelect
          name="appeles"
          label="Appelées récemment"
          value={query.appeles}
          all="Sans elles"
          choices={[{ value: 'oui', label: 'Avec elles' }]}
        />
        {query.epci && <input type="hidden" name="epci" value={query.epci} />}
      </Filters>
      <Section id="liste" title={`${plural(total, 'collectivité')} à appeler${epci ? `, ${epci}` : ''}`}>
        {total === 0 ? (
          <EmptyState title="Personne à appeler sous ces filtres" level={3}>
            <p>
              Celles que l’on a appelées il y a moins de trente jours attendent, sauf rappel convenu plus tôt.
            </p>
          </EmptyState>
        ) : (
          <PagedTable
            id="a-appeler"
            caption="À appeler, dans l’ordre proposé"
            columns={[
              { label: 'Collectivité' },
              { label: 'Habitants', numeric: true },
              { label: 'Motif' },
              { label: 'Intercommunalité' },
              ...(vendors.length > 0 ? [{ label: 'Éditeur' }] : []),
              { label: 'Comptes ici', numeric: true },
              { label: 'Dernier appel' },
            ]}
            rows={items.map((one) => [
              <>
                <a href={callHref(rollout, one)}>{one.name}</a>
                <span class="cd-standing__said">{one.place}</span>
              </>,
              one.population === null ? 'non connus' : formatNumber(one.population),
              <Badge kind={reasonKinds[one.reason]}>{reasonLabels[one.reason]}</Badge>,
              <SharedEpci one={one} query={query} path={path} />,
              ...(vendors.length > 0 ? [<SharedVendors one={one} query={query} path={path} />] : []),
              formatNumber(one.accounts),
              lastWords(one),
            ])}
            page={page}
            pages={pages}
            hrefOf={(to) => `${listHref(path, { ...query, page: to })}#liste`}
            pagesLabel="Pages de collectivités"
          />
        )}
      </Section>
    </>
  );
}

/** One call to an intercommunal body may settle many of its communes. */
function SharedEpci({ one, query, path }: { one: ToCall; query: CallQuery; path: string }) {
  if (one.epci_name === null || one.epci_id === null) return <>—</>;
  if (one.epci_others === 0) return <>{one.epci_name}</>;
  const code = one.epci_id.replace('epci:', '');
  return (
    <>
      {one.epci_name}
      <span class="cd-standing__said">
        <a href={listHref(path, { ...query, epci: code, page: 1 })}>
          {plural(one.epci_others, 'autre')} à appeler
          <span class="fr-sr-only"> dans {one.epci_name}</span>
        </a>
      </span>
    </>
  );
}

/** A vendor that is called may move many of its customers at once. */
function SharedVendors({ one, query, path }: { one: ToCall; query: CallQuery; path: string }) {
  if (one.vendors.length === 0) return <>non dit</>;
  return (
    <>
      {one.vendors.map(({ slug, name, others }) => (
        <span class="cd-standing__said">
          <a href={`/editeurs/${slug}`}>{name}</a>
          {others > 0 && (
            <>
              {', '}
              <a href={listHref(path, { ...query, editeur: slug, page: 1 })}>
                {plural(others, 'autre')} à appeler
                <span class="fr-sr-only"> chez {name}</span>
              </a>
            </>
          )}
        </span>
      ))}
    </>
  );
}

const lastWords = ({ last_at, last_outcome, again_on }: ToCall) =>
  last_at && last_outcome ? (
    <>
      {outcomeLabels[last_outcome]}
      <span class="cd-standing__said">
        {formatDate(last_at)}
        {again_on && `, à rappeler le ${formatDate(again_on)}`}
      </span>
    </>
  ) : (
    'Jamais'
  );

export interface CallFormProps {
  form: FormState;
  rollout: Rollout;
  authority: AuthoritySummary;
  calls: readonly Call[];
  standing: Standing | null;
}

/** What to know before the call, what came of it, and those before. */
export function CallForm({ form, rollout, authority, calls, standing }: CallFormProps) {
  return (
    <>
      <Patterns />
      <PageHeader
        eyebrow={`${rollout.title}, accompagnement`}
        title={distinctName(authority)}
        lead={
          <>
            <BasisMark basis={standing?.basis ?? null} />
            {standing && ` : ${stageWords(rollout, standing.stage)}, depuis le ${formatDate(standing.since)}`}
          </>
        }
      />
      <p>
        <a href={authorityUrl(authority)}>Sa page</a>,{' '}
        <a href={standingHref(rollout, authority)}>son avancement</a>
      </p>
      <FormTroubles form={form} labels={{ resultat: 'Résultat', note: 'Note', rappel: 'À rappeler le' }} />
      <Form formKey={form.key}>
        <SelectField
          {...typedField(form, 'resultat')}
          label="Résultat de l’appel"
          choices={choicesOf(outcomeLabels)}
        />
        <TextArea
          {...typedField(form, 'note')}
          label="Note"
          hint="Pour les copilotes et l’équipe du programme seulement. N’écrivez rien que la personne appelée ne puisse lire."
          rows={4}
          maxLength={2000}
          required={false}
        />
        <DateField
          {...typedField(form, 'rappel')}
          label="À rappeler le"
          hint="Vide : dans trente jours, si rien n’a changé."
          required={false}
        />
        <SubmitRow label="Noter l’appel" cancelHref={`/deploiements/${rollout.slug}/accompagnement`} />
      </Form>
      <Section title="Appels précédents">
        {calls.length === 0 ? (
          <p>Personne ne l’a encore appelée.</p>
        ) : (
          <ul class="cd-calls">
            {calls.map(({ id, at, by, outcome, note, again_on }) => (
              <li id={`appel-${id}`}>
                <p>
                  <strong>{outcomeLabels[outcome]}</strong>, <Time value={at} />, par {by}
                  {again_on && `, à rappeler le ${formatDate(again_on)}`}
                </p>
                {note && <p class="cd-calls__note">{note}</p>}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
