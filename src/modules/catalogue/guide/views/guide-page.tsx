import {
  ActiveFilters,
  Alert,
  AuthorityPicker,
  Button,
  Details,
  EmptyState,
  ItemList,
  ListItem,
  PageHeader,
  plural,
  RadioGroup,
  Section,
} from '../../../../ui/index.ts';
import { type Authority, AuthorityChoices, type AuthorityHit } from '../../../territories/index.ts';
import { type Catalogue, catalogueHref, resourceHref } from '../../catalogues.ts';
import { emergencyHref } from '../../emergency/href.ts';
import type { Taxonomy } from '../../facets/taxonomy.ts';
import { type Asked, listHref } from '../../list/list-query.ts';
import type { Resource } from '../../resources/resource.ts';
import { ResourceFacts } from '../../resources/views/labels.tsx';
import { type GuideAsked, guideHref } from '../href.ts';
import type { Guide } from '../questions.ts';
import type { Advice, Answers } from '../rule.ts';
import { reasonOf, relaxedWords } from '../words.ts';

export interface GuidePageProps {
  catalogue: Catalogue;
  guide: Guide;
  answers: Answers;
  authority: Authority | null;
  /** What was typed for the authority. */
  typed: string;
  /** Authorities of that name; none when nothing bears it. */
  choices: readonly AuthorityHit[] | null;
  /** Null until something is answered. */
  advice: Advice | null;
  resources: ReadonlyMap<string, Resource>;
  known: Taxonomy;
  /** Names of territories by id. */
  places: ReadonlyMap<string, string>;
}

const anyone = { value: '', label: 'Peu importe' };

export function GuidePage(props: GuidePageProps) {
  const { catalogue, guide, advice } = props;
  return (
    <>
      <PageHeader
        eyebrow={`Catalogue ${catalogue.of}`}
        title="Trois questions pour trouver"
        lead={advice === null ? guide.lead : undefined}
      />
      {advice === null ? (
        <Questions {...props} />
      ) : (
        <>
          <Given {...props} />
          <div class="cd-guide__again">
            <Details summary="Changer mes réponses">
              <Questions {...props} />
            </Details>
          </div>
          <Choices {...props} />
          <Advised {...props} advice={advice} />
        </>
      )}
    </>
  );
}

function Questions({ catalogue, guide, answers, authority, typed }: GuidePageProps) {
  return (
    <form class="cd-guide" method="get" action={guideHref(catalogue.slug)} aria-label="Trois questions">
      <div class="cd-guide__questions">
        <RadioGroup
          name="qui"
          label="1. Qui êtes-vous ?"
          value={answers.person?.code ?? ''}
          required
          choices={[...guide.people.map(({ code, label }) => ({ value: code, label })), anyone]}
        />
        <RadioGroup
          name="besoin"
          label="2. De quoi avez-vous besoin ?"
          value={answers.need?.code ?? ''}
          required
          choices={[...guide.needs.map(({ code, label }) => ({ value: code, label })), anyone]}
        />
        <div>
          <RadioGroup
            name="temps"
            label="3. Combien de temps avez-vous ?"
            value={answers.minutes === undefined ? '' : String(answers.minutes)}
            required
            choices={[
              ...guide.times.map(({ minutes, label }) => ({ value: String(minutes), label })),
              anyone,
            ]}
          />
          <AuthorityPicker
            name="collectivite"
            label="Votre collectivité"
            hint="Pour tenir compte de sa taille, et des aides de son territoire."
            value={authority?.name ?? typed}
            required={false}
          />
        </div>
      </div>
      <Button>Voir ce qui m’aide</Button>
    </form>
  );
}

function askedOf({ answers, authority }: Pick<GuidePageProps, 'answers' | 'authority'>): GuideAsked {
  return {
    qui: answers.person?.code,
    besoin: answers.need?.code,
    temps: answers.minutes,
    collectivite: authority?.id,
  };
}

/** What was answered, each with the address that takes it back. */
function Given(props: GuidePageProps) {
  const { catalogue, guide, answers, authority } = props;
  const asked = askedOf(props);
  const time = guide.times.find(({ minutes }) => minutes === answers.minutes);
  const items = [
    ...(answers.person ? [{ name: 'qui', label: answers.person.label }] : []),
    ...(answers.need ? [{ name: 'besoin', label: answers.need.label }] : []),
    ...(time ? [{ name: 'temps', label: time.label }] : []),
    ...(authority ? [{ name: 'collectivite', label: authority.name }] : []),
  ];
  return (
    <ActiveFilters
      items={items.map(({ name, label }) => ({
        label,
        href: guideHref(catalogue.slug, { ...asked, [name]: undefined }),
      }))}
    />
  );
}

/** A name that several authorities bear, or that none bears. */
function Choices(props: GuidePageProps) {
  const { catalogue, choices, typed } = props;
  if (choices === null) return null;
  if (choices.length === 0) {
    return (
      <Alert kind="warning" title={`Aucune collectivité ne répond à « ${typed} »`}>
        <p>Vérifiez le nom, ou donnez un code postal, INSEE ou SIREN : il n’en est pas tenu compte.</p>
      </Alert>
    );
  }
  return (
    <Alert kind="info" title={`Laquelle est « ${typed} » ?`}>
      <AuthorityChoices
        choices={choices}
        hrefOf={({ id }) => guideHref(catalogue.slug, { ...askedOf(props), collectivite: id })}
      />
    </Alert>
  );
}

function Advised({
  catalogue,
  answers,
  authority,
  advice,
  resources,
  known,
  places,
}: GuidePageProps & { advice: Advice }) {
  const { fits, total, relaxed, elsewhere } = advice;
  const whole = listHref(catalogue.slug, {
    facets: facetsOf(answers),
    ...(authority && { collectivite: authority.id }),
  });
  const isReacting = answers.need?.terms.includes('needs:reagir');
  const told = relaxedWords(relaxed, answers);
  if (fits.length === 0) {
    return (
      <EmptyState
        title="Rien ne répond encore à ce besoin"
        action={<Button href={catalogueHref(catalogue.slug)}>Voir tout le catalogue</Button>}
      >
        <p>Changez la deuxième réponse, ou cherchez dans tout le catalogue.</p>
      </EmptyState>
    );
  }
  return (
    <Section
      id="reponses"
      title={fits.length === 1 ? 'Ce qui vous aide' : `${fits.length} ressources pour vous`}
    >
      {isReacting && (
        <Alert kind="error" title="Une attaque est en cours ?" level={3}>
          <p>
            <a href={emergencyHref()}>Les gestes de la première heure, et qui appeler</a>
          </p>
        </Alert>
      )}
      {told && (
        <Alert kind="info">
          <p>{told}</p>
        </Alert>
      )}
      {elsewhere > 0 && (
        <p>
          {plural(elsewhere, 'offre locale', 'offres locales')}{' '}
          {elsewhere > 1 ? 'répondent aussi à ce besoin' : 'répond aussi à ce besoin'} : dites quelle est
          votre collectivité pour voir les siennes.
        </p>
      )}
      <ItemList label="Ressources choisies">
        {fits.flatMap((fit) => {
          const resource = resources.get(fit.id);
          if (!resource) return [];
          return [
            <ListItem
              title={resource.title}
              href={resourceHref(resource)}
              meta={<ResourceFacts resource={resource} known={known} places={places} />}
            >
              <p class="cd-guide__reason">{reasonOf(fit, resource, answers, known)}</p>
              <p>{resource.summary}</p>
            </ListItem>,
          ];
        })}
      </ItemList>
      {total > fits.length && (
        <p>
          <a href={whole}>Voir le catalogue avec ces réponses</a>
        </p>
      )}
    </Section>
  );
}

/** The answers as filters of the list: of a need, what it is first about. */
function facetsOf({ person, need }: Answers): Asked['facets'] {
  const terms = [...(person?.terms ?? []), ...(need ? [need.terms[0]] : [])].map((term) => term.split(':'));
  const byFacet = Map.groupBy(terms, ([facet = '']) => facet);
  return new Map([...byFacet].map(([facet, its]) => [facet, its.map(([, code = '']) => code)]));
}
