import {
  Alert,
  AuthorityPicker,
  FieldSet,
  Filters,
  PageHeader,
  Section,
  SelectField,
  TextField,
} from '../../../../ui/index.ts';
import { listHref } from '../../list-query.ts';
import { FacetChoices, type FiltersFormProps } from '../../views/filters-form.tsx';
import type { themeNames } from '../theme.ts';
import { WebmasterGuide } from './guide.tsx';

type ByColour = Readonly<Record<(typeof themeNames)[number], string>>;

export interface BuilderPageProps extends FiltersFormProps {
  count: number;
  /** As typed. */
  colours: ByColour;
  errors: Readonly<Partial<ByColour>>;
  /** What is hard to read in these colours. */
  warnings: readonly string[];
  /** Path of the framed document. */
  embed: string;
  /** What to paste. */
  frame: string;
  component: string;
  publicUrl: string;
}

const counts = [3, 5, 10, 20, 50];

export function BuilderPage(props: BuilderPageProps) {
  const { catalogue, warnings, embed, frame, component, publicUrl } = props;
  return (
    <>
      <PageHeader
        eyebrow={`Catalogue ${catalogue.of}`}
        title="Intégrer à votre site"
        lead="Une liste de ressources choisies, toujours à jour, dans une page de votre site. Choisissez ce qu’elle montre, regardez l’aperçu, copiez le code."
      />
      <BuilderForm {...props} />
      <Section
        id="apercu"
        title="Aperçu"
        intro="Ce que verront vos visiteurs. Sans couleur choisie, la liste suit le thème clair ou sombre de leur appareil."
      >
        {warnings.length > 0 && (
          <Alert kind="warning" title="Contraste insuffisant">
            <p>{warnings.join('. ')} : visez un rapport de 4,5 au moins, comme le demande le RGAA.</p>
          </Alert>
        )}
        <iframe class="cd-embed-preview" src={embed} title={`Aperçu du catalogue ${catalogue.of}`} />
        <p>
          <a href={embed}>Ouvrir l’aperçu seul</a>
        </p>
      </Section>
      <Section
        id="cadre"
        title="Le code, en cadre"
        intro="Pour tout site, même sans JavaScript : collez-le là où la liste doit paraître."
      >
        <pre class="cd-code">
          <code>{frame}</code>
        </pre>
      </Section>
      <Section
        id="composant"
        title="Le code, en composant web"
        intro="La liste prend la police et les couleurs de votre page, et sa hauteur naturelle. Le lien qu’il contient se voit le temps du chargement, ou si la liste ne vient pas."
      >
        <pre class="cd-code">
          <code>{component}</code>
        </pre>
      </Section>
      <WebmasterGuide catalogue={catalogue} publicUrl={publicUrl} />
    </>
  );
}

function BuilderForm({ catalogue, filter, listing, count, colours, errors }: BuilderPageProps) {
  const { asked, authority, typed, choices } = filter;
  const path = `${listHref(catalogue.slug, { facets: new Map() })}/integrer`;
  const shown = counts.includes(count) ? counts : [...counts, count].sort((a, b) => a - b);
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
        value={authority?.authority.name ?? typed}
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
        choices={shown.map((one) => ({ value: String(one), label: String(one) }))}
      />
      <div class="cd-filters__facets">
        {[...catalogue.facets, ...catalogue.moreFacets].map((facet) => (
          <FacetChoices catalogue={catalogue} filter={filter} listing={listing} facet={facet} />
        ))}
      </div>
      <div class="cd-filters__more">
        <FieldSet
          legend="Couleurs"
          hint="Six chiffres ou lettres, comme 0b4a57. Vides, celles du thème de vos visiteurs."
        >
          <div class="cd-filters__fields">
            <Colour name="accent" label="Liens" {...{ colours, errors }} />
            <Colour name="fond" label="Fond" {...{ colours, errors }} />
            <Colour name="texte" label="Texte" {...{ colours, errors }} />
          </div>
        </FieldSet>
      </div>
    </Filters>
  );
}

function Colour({
  name,
  label,
  colours,
  errors,
}: Pick<BuilderPageProps, 'colours' | 'errors'> & { name: keyof ByColour; label: string }) {
  return (
    <TextField
      name={name}
      label={label}
      value={colours[name]}
      error={errors[name]}
      maxLength={7}
      width="short"
      spellcheck={false}
      autocomplete="off"
      required={false}
    />
  );
}
