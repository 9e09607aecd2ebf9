import { AuthorityPicker, Filters, SelectField, TextField } from '../../../../ui/index.ts';
import { catalogueHref } from '../../catalogues.ts';
import { FacetChoices, type FiltersFormProps } from '../../list/views/filters-form.tsx';
import { Colours, type TypedColours } from './colours.tsx';

const counts = [3, 5, 10, 20, 50];

/** Those that are offered, and the one of the address. */
const choicesWith = (count: number | undefined) =>
  [...new Set(count === undefined ? counts : [...counts, count])]
    .sort((a, b) => a - b)
    .map((one) => ({ value: String(one), label: String(one) }));

/** What an embedded list shows of a catalogue, and how. */
export function ListChoices({
  catalogue,
  filter,
  listing,
  count,
  typed,
}: FiltersFormProps & { count: number; typed: TypedColours }) {
  const { asked, authority, typed: place, choices } = filter;
  const path = `${catalogueHref(catalogue.slug)}/integrer`;
  return (
    <Filters
      action={`${path}#apercu`}
      label="Composer la liste"
      submit="Voir l’aperçu et le code"
      resetHref={path}
    >
      <TextField name="q" label="Texte cherché" value={asked.q ?? ''} maxLength={200} required={false} />
      <AuthorityPicker
        name="collectivite"
        label="Ce qui convient à une collectivité"
        value={authority?.authority.name ?? place}
        required={false}
        error={
          choices === null
            ? undefined
            : choices.length === 0
              ? 'Aucune collectivité de ce nom : essayez son code INSEE ou SIREN.'
              : 'Plusieurs collectivités portent ce nom : donnez le code INSEE ou SIREN.'
        }
      />
      <SelectField
        name="nombre"
        label="Nombre de ressources"
        value={String(count)}
        placeholder={null}
        choices={choicesWith(count)}
      />
      <div class="cd-filters__facets">
        {[...catalogue.facets, ...catalogue.moreFacets].map((facet) => (
          <FacetChoices catalogue={catalogue} filter={filter} listing={listing} facet={facet} />
        ))}
      </div>
      <div class="cd-filters__more">
        <Colours {...typed} />
      </div>
    </Filters>
  );
}

/** How much of a selection is shown, and how. */
export function SelectionChoices({
  path,
  count,
  typed,
}: {
  /** Of the page that it is on. */
  path: string;
  count: number | undefined;
  typed: TypedColours;
}) {
  return (
    <Filters action={`${path}#apercu`} label="Composer l’affichage" submit="Voir l’aperçu et le code">
      <SelectField
        name="nombre"
        label="Nombre de ressources"
        value={count === undefined ? '' : String(count)}
        placeholder="Toutes"
        required={false}
        choices={choicesWith(count)}
      />
      <div class="cd-filters__more">
        <Colours {...typed} />
      </div>
    </Filters>
  );
}
