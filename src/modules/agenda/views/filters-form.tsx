import type { FieldErrors } from '../../../platform/http/index.ts';
import {
  AuthorityPicker,
  Details,
  FilterSelect,
  Filters,
  inFrenchOrder,
  TextField,
} from '../../../ui/index.ts';
import { type Asked, agendaHref, type FilterName, type View } from '../list-query.ts';
import type { Facet, Selection } from '../select.ts';
import { filterLabels, isNarrowed, valueWords } from './filter-words.ts';

export interface FiltersFormProps {
  asked: Asked;
  shown: Asked;
  errors: FieldErrors;
  values: Selection['values'];
  themes: ReadonlyMap<string, string>;
  view: View;
}

const more: readonly FilterName[] = ['statut', 'type', 'population', 'territoire', 'de', 'a'];

export function FiltersForm(props: FiltersFormProps) {
  const { asked, shown, errors, view } = props;
  const field = (name: FilterName) => ({
    name,
    label: filterLabels[name],
    value: shown[name] ?? '',
    error: errors[name],
    required: false,
  });
  return (
    <Filters
      action="/agenda"
      label="Filtrer l’agenda"
      resetHref={isNarrowed(shown) ? agendaHref({}, { view }) : undefined}
    >
      {view !== 'liste' && <input type="hidden" name="vue" value={view} />}
      <AuthorityPicker {...field('collectivite')} label="Votre collectivité" />
      <TextField {...field('q')} label="Texte" maxLength={200} />
      <Facets name="theme" {...props} />
      <Facets name="nature" {...props} />
      <div class="cd-filters__more">
        <Details
          summary="Plus de filtres"
          open={more.some((name) => asked[name] !== undefined || errors[name] !== undefined)}
        >
          <div class="cd-filters__fields">
            <Facets name="statut" {...props} />
            <Facets name="type" {...props} />
            <TextField {...field('population')} inputMode="numeric" maxLength={20} />
            <TextField {...field('territoire')} maxLength={200} spellcheck={false} />
            <TextField {...field('de')} inputMode="numeric" maxLength={4} />
            <TextField {...field('a')} inputMode="numeric" maxLength={4} />
          </div>
        </Details>
      </div>
    </Filters>
  );
}

/** Each value with how many measures it would leave; the chosen one stays, even when it leaves none. */
function Facets({ name, asked, values, themes }: FiltersFormProps & { name: Facet }) {
  const chosen = asked[name];
  const known = values[name];
  const all =
    chosen !== undefined && !known.some(({ value }) => value === chosen)
      ? [...known, { value: chosen, count: 0 }]
      : known;
  return (
    <FilterSelect
      name={name}
      label={filterLabels[name]}
      value={chosen}
      choices={all
        .map(({ value, count }) => ({ value, label: `${valueWords(name, value, themes)} (${count})` }))
        .sort((one, other) => inFrenchOrder(one.label, other.label))}
    />
  );
}
