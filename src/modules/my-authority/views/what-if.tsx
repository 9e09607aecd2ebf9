import {
  AuthorityPicker,
  ErrorSummary,
  Form,
  ItemList,
  ListItem,
  PageHeader,
  plural,
  Section,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';
import { natureLabels } from '../../agenda/index.ts';
import { type Authority, authorityUrl } from '../../territories/index.ts';
import type { Change, WhatIf, WhatIfErrors } from '../what-if.ts';

interface WhatIfPageProps {
  authority: Authority;
  typed: { population: string; avec: string };
  errors: WhatIfErrors;
  /** Null until something is supposed. */
  supposed: WhatIf | null;
  changes: readonly Change[];
}

export function WhatIfPage({ authority, typed, errors, supposed, changes }: WhatIfPageProps) {
  const { population } = authority;
  const found = Object.fromEntries(Object.entries(errors));
  return (
    <>
      <PageHeader
        eyebrow={authority.name}
        title={supposed ? titleOf(authority, supposed) : 'Et si la population changeait ?'}
        lead={
          population === null
            ? 'Voyez quelles obligations apparaîtraient ou tomberaient.'
            : `Aujourd’hui ${plural(population, 'habitant')}. Voyez quelles obligations apparaîtraient ou tomberaient.`
        }
      />
      <ErrorSummary errors={found} />
      {supposed && <Changes changes={changes} />}
      <Section title={supposed ? 'Supposer autre chose' : 'Que supposez-vous ?'} id="supposer">
        <Form method="get" action={`${authorityUrl(authority)}/et-si`} label="Une autre population">
          <TextField
            name="population"
            label="Un autre nombre d’habitants"
            hint="Par exemple 3600"
            width="short"
            inputMode="numeric"
            value={typed.population}
            error={errors.population}
          />
          <SubmitRow
            label="Voir ce qui changerait"
            cancelHref={authorityUrl(authority)}
            cancelLabel="Retour"
          />
        </Form>
        {authority.kind === 'commune' && (
          <Form method="get" action={`${authorityUrl(authority)}/et-si`} label="Une fusion de communes">
            <AuthorityPicker
              name="avec"
              label="Ou une fusion avec une commune voisine"
              hint="Son nom ou son code INSEE ; de la même intercommunalité ou du même département"
              value={typed.avec}
              error={errors.avec}
            />
            <SubmitRow label="Voir ce que donnerait la fusion" />
          </Form>
        )}
      </Section>
    </>
  );
}

function titleOf(authority: Authority, { population, partner }: WhatIf): string {
  const people = plural(population, 'habitant');
  return partner
    ? `${authority.name} et ${partner.name} réunies : ${people}`
    : `${authority.name} avec ${people}`;
}

function Changes({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) {
    return (
      <Section title="Rien ne changerait" id="resultat">
        <p>Les mêmes mesures vous concerneraient, parmi celles de l’agenda.</p>
      </Section>
    );
  }
  const become = (to: Change['to']) => changes.filter((change) => change.to === to);
  return (
    <>
      <ChangeList title="Vous concerneraient" id="apparaissent" changes={become('yes')} />
      <ChangeList title="Ne vous concerneraient plus" id="tombent" changes={become('no')} />
      <ChangeList title="Dépendraient d’une réponse de vous" id="a-preciser" changes={become('unknown')} />
    </>
  );
}

function ChangeList({ title, id, changes }: { title: string; id: string; changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <Section title={`${title} : ${plural(changes.length, 'mesure')}`} id={id}>
      <ItemList label={title}>
        {changes.map(({ measure, reason }) => (
          <ListItem
            title={measure.title}
            href={`/agenda/${measure.slug}`}
            meta={<span>{natureLabels[measure.nature]}</span>}
          >
            <p>{reason}</p>
          </ListItem>
        ))}
      </ItemList>
    </Section>
  );
}
