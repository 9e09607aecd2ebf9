import {
  Badge,
  Button,
  EmptyState,
  Exports,
  FilterSelect,
  Filters,
  formatDate,
  listHref,
  PagedTable,
  plural,
  Section,
  TextField,
} from '../../../ui/index.ts';
import type { Charter } from '../charter.ts';
import { parties, partyLabels, partyWords } from '../parties.ts';
import type { RegisterQuery } from '../register-filter.ts';
import type { Signatory } from '../register-queries.ts';
import { stateKinds, stateLabels, stateOfWord, stateWords } from '../state.ts';
import { CharterFrame } from './frame.tsx';

export interface RegisterPageProps {
  charter: Charter;
  listed: { items: readonly Signatory[]; total: number; page: number; pages: number };
  query: RegisterQuery;
  exports: readonly { label: string; href: string }[];
  waiting: number | null;
}

/** Who signed, under filters. */
export function RegisterPage({ charter, listed, query, exports, waiting }: RegisterPageProps) {
  const path = `/chartes/${charter.slug}/signataires`;
  const isNarrowed = listHref(path, { ...query, page: 1 }) !== path;
  const { items, total, page, pages } = listed;
  return (
    <CharterFrame
      charter={charter}
      current={path}
      waiting={waiting}
      header={{
        eyebrow: charter.title,
        title: 'Signataires',
        lead: 'Qui s’est engagé, sur quoi, et ce qui est tenu. Chaque signature a été relue par une autre personne que son signataire.',
      }}
    >
      <Filters action={path} label="Filtrer les signataires" resetHref={isNarrowed ? path : undefined}>
        <TextField name="q" label="Organisme, produit ou SIRET" value={query.q} required={false} />
        <FilterSelect
          name="genre"
          label="Type de signataire"
          value={query.genre}
          choices={parties.map((party) => ({ value: partyWords[party], label: partyLabels[party] }))}
        />
        <FilterSelect
          name="etat"
          label="État"
          value={query.etat}
          choices={stateWords.map((word) => ({ value: word, label: stateLabels[stateOfWord(word)] }))}
        />
      </Filters>
      {total === 0 ? (
        <NobodyThere charter={charter} narrowed={isNarrowed} />
      ) : (
        <Section id="liste" title={plural(total, 'signataire')}>
          <PagedTable
            id="signataires"
            caption="Signataires de la charte"
            captionHidden
            columns={[
              { label: 'Organisme' },
              { label: 'Type' },
              { label: 'État' },
              { label: 'Engagements tenus', numeric: true },
              { label: 'Produits' },
            ]}
            rows={items.map((one) => [
              <a href={`${path}/${one.slug}`}>{one.organisation}</a>,
              partyLabels[one.kind],
              <>
                <Badge kind={stateKinds[one.state]}>{stateLabels[one.state]}</Badge>
                <span class="cd-standing__said">
                  {one.state === 'expired' ? 'depuis le ' : 'jusqu’au '}
                  {formatDate(one.expiresOn)}
                </span>
              </>,
              `${one.kept} sur ${one.pledges}`,
              one.products.length === 0 ? '—' : one.products.slice(0, 4).join(', '),
            ])}
            page={page}
            pages={pages}
            hrefOf={(to) => `${listHref(path, { ...query, page: to })}#liste`}
            pagesLabel="Pages de signataires"
          />
        </Section>
      )}
      <Exports items={exports} />
    </CharterFrame>
  );
}

function NobodyThere({ charter, narrowed }: { charter: Charter; narrowed: boolean }) {
  if (narrowed) return <EmptyState title="Aucun signataire sous ces filtres" />;
  return (
    <EmptyState
      title="Aucun signataire publié pour l’instant"
      action={<Button href={`/chartes/${charter.slug}/signer`}>Signer la charte</Button>}
    >
      <p>
        Ce registre commence vide : il ne contient que des signatures faites ici et relues.
        {charter.origin &&
          ` La charte a été signée le ${formatDate(charter.origin.signed_on)}, hors de ce site. ${charter.origin.note ?? ''}`}
      </p>
    </EmptyState>
  );
}
