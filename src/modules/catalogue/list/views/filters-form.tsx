import {
  ActiveFilters,
  AuthorityPicker,
  Details,
  FilterChoices,
  FilterSelect,
  Filters,
  TextField,
} from '../../../../ui/index.ts';
import { type Catalogue, catalogueHref } from '../../catalogues.ts';
import { valueLabel } from '../../facets/taxonomy.ts';
import { askedWords, timeWords } from '../asked-words.ts';
import { type Asked, isNarrowed, listHref, times, withoutOne } from '../list-query.ts';
import type { Listing, ResourceFilter } from '../listing.ts';

export interface FiltersFormProps {
  catalogue: Catalogue;
  filter: ResourceFilter;
  listing: Listing;
}

export function FiltersForm(props: FiltersFormProps) {
  const { catalogue, filter, listing } = props;
  const { asked, authority, typed } = filter;
  const told = askedWords({
    asked,
    known: listing.taxonomy,
    authorityName: authority?.authority.name ?? null,
  });
  const chosen =
    catalogue.moreFacets.filter((name) => asked.facets.has(name)).length +
    [asked.temps, asked.tri].filter((one) => one !== undefined).length;
  const more = chosen === 0 ? '' : ` (${chosen} choisi${chosen > 1 ? 's' : ''})`;
  return (
    <>
      <Filters
        action={`/catalogues/${catalogue.slug}`}
        label="Filtrer le catalogue"
        submit="Chercher"
        resetHref={isNarrowed(asked) ? catalogueHref(catalogue.slug) : undefined}
      >
        <TextField
          name="q"
          label="Que cherchez-vous ?"
          value={asked.q ?? ''}
          maxLength={200}
          required={false}
        />
        <AuthorityPicker
          placeholder="Commune, code postal…"
          name="collectivite"
          label="Votre collectivité"
          value={authority?.authority.name ?? typed}
          required={false}
        />
        <div class="cd-filters__facets">
          {catalogue.facets.map((facet) => (
            <FacetChoices {...props} facet={facet} />
          ))}
        </div>
        <div class="cd-filters__more">
          <Details summary={`Plus de filtres${more}`}>
            <div class="cd-filters__facets">
              {catalogue.moreFacets.map((facet) => (
                <FacetChoices {...props} facet={facet} />
              ))}
            </div>
            <div class="cd-filters__fields">
              <FilterSelect
                name="temps"
                label="Temps"
                all="Peu importe"
                value={asked.temps === undefined ? '' : String(asked.temps)}
                choices={times.map((minutes) => ({
                  value: String(minutes),
                  label: `Au plus ${timeWords(minutes)}`,
                }))}
              />
              <FilterSelect
                name="tri"
                label="Ordre"
                all={usualOrder(asked)}
                value={asked.tri ?? ''}
                choices={[{ value: 'recent', label: 'Les plus récentes d’abord' }]}
              />
            </div>
          </Details>
        </div>
      </Filters>
      <ActiveFilters
        items={told.map(({ name, code, words }) => ({
          label: words,
          href: listHref(
            catalogue.slug,
            code === undefined ? withoutOne(asked, name) : withoutCode(asked, name, code),
          ),
        }))}
      />
    </>
  );
}

function withoutCode(asked: Asked, facet: string, code: string): Asked {
  const left = (asked.facets.get(facet) ?? []).filter((one) => one !== code);
  const without = withoutOne(asked, facet);
  return left.length === 0 ? without : { ...without, facets: new Map([...without.facets, [facet, left]]) };
}

function usualOrder({ q, collectivite }: Asked): string {
  if (q) return 'Les plus proches du texte';
  return collectivite ? 'Les offres locales d’abord' : 'Par titre';
}

/** Each value with how many resources it would leave; the chosen ones stay, even when they leave none. */
export function FacetChoices({
  facet,
  filter: { asked },
  listing: { taxonomy, counts },
}: FiltersFormProps & { facet: string }) {
  const known = taxonomy.get(facet);
  if (!known) return null;
  const values = asked.facets.get(facet) ?? [];
  const count = (code: string) => counts.get(facet)?.get(code) ?? 0;
  const offered = [...known.values.keys()].filter((code) => count(code) > 0 || values.includes(code));
  if (offered.length === 0) return null;
  return (
    <FilterChoices
      name={facet}
      label={known.label}
      values={values}
      choices={offered.map((code) => ({
        value: code,
        label: `${valueLabel(taxonomy, facet, code)} (${count(code)})`,
      }))}
    />
  );
}
