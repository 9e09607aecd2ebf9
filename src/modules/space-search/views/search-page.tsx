import {
  ActiveFilters,
  Alert,
  Checkbox,
  DateField,
  FilterSelect,
  Filters,
  PageHeader,
  SuggestField,
  TextField,
} from '../../../ui/index.ts';
import type { Found } from '../finding.ts';
import { allMessages, kinds, wordOfKind } from '../kinds.ts';
import { type Asked, isNarrowed, path, searchHref } from '../schemas.ts';
import { Results } from './results.tsx';

export interface SearchPageProps {
  asked: Asked;
  found: Found;
}

export function SearchPage({ asked, found }: SearchPageProps) {
  const { groups, filters, errors } = found;
  const wrong = Object.keys(errors).length > 0;
  const asks = asked.q !== '' || isNarrowed(asked);
  return (
    <>
      <PageHeader
        eyebrow="Mon espace"
        title="Chercher dans mes groupes"
        lead="Messages, pièces jointes, documents, réunions, décisions, tâches : ce que vous pouvez lire, et rien d’autre."
      />
      {groups.length === 0 ? (
        <Alert kind="info">
          <p>
            Vous n’êtes dans aucun groupe : <a href="/espace#rejoindre">rejoignez-en un</a> pour chercher dans
            ses échanges, ou <a href="/recherche">cherchez sur le site</a>.
          </p>
        </Alert>
      ) : (
        <>
          <SearchForm asked={asked} found={found} />
          {!wrong && <ActiveFilters items={filters} />}
          {!asks && (
            <p>
              Tapez un mot, ou choisissez seulement un filtre. Les accents, les majuscules et le pluriel ne
              comptent pas.
            </p>
          )}
          {asks && !wrong && <Results asked={asked} found={found} />}
        </>
      )}
    </>
  );
}

function SearchForm({ asked, found: { groups, people, errors } }: SearchPageProps) {
  const author = asked.personne ? people[0]?.name : asked.auteur;
  const narrowed = isNarrowed(asked);
  return (
    <Filters
      action={path}
      label="Chercher dans mes groupes"
      submit="Chercher"
      resetHref={narrowed ? searchHref({ ...asked, ...unfiltered }) : undefined}
    >
      <div class="cd-filters__more">
        <TextField name="q" label="Mots à chercher" value={asked.q} maxLength={200} required={false} />
      </div>
      <FilterSelect
        name="groupe"
        label="Groupe"
        all="Tous mes groupes"
        value={asked.groupe}
        choices={groups.map(({ slug, title }) => ({ value: slug, label: title }))}
      />
      <FilterSelect
        name="nature"
        label="Nature"
        all="Tout"
        value={asked.nature}
        choices={[
          { value: allMessages, label: wordOfKind(allMessages), group: 'Échanges' },
          ...kinds.map(({ word, many, messages }) => ({
            value: word,
            label: many,
            group: messages ? 'Échanges' : 'Travail',
          })),
        ]}
      />
      <SuggestField
        name="auteur"
        label="Auteur"
        value={author}
        source={`${path}/personnes.json`}
        placeholder="Nom d’une personne"
      />
      <DateField name="du" label="Depuis le" value={asked.du} error={errors.du} required={false} />
      <DateField name="au" label="Jusqu’au" value={asked.au} error={errors.au} required={false} />
      <FilterSelect
        name="tri"
        label="Ordre"
        all="Pertinence"
        value={asked.tri}
        choices={[{ value: 'recent', label: 'Date' }]}
      />
      <Checkbox name="joint" label="Avec pièce jointe" value="oui" checked={asked.joint} required={false} />
    </Filters>
  );
}

const unfiltered: Partial<Asked> = {
  groupe: undefined,
  nature: undefined,
  auteur: '',
  personne: undefined,
  du: '',
  au: '',
  joint: false,
};
