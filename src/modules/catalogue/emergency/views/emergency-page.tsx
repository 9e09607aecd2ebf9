import { Alert, AuthorityPicker, Button, Details, PageHeader, SelectField } from '../../../../ui/index.ts';
import { AuthorityChoices, type AuthorityHit } from '../../../territories/index.ts';
import { resourceHref } from '../../catalogues.ts';
import { guideHref } from '../../guide/href.ts';
import type { Resource } from '../../resources/resource.ts';
import type { FirstHour, Saying } from '../first-hour.ts';
import { emergencyHref } from '../href.ts';
import { phoneIn } from '../phone.ts';

export interface EmergencyPageProps {
  firstHour: FirstHour;
  /** Those that it names and that are published, by slug. */
  resources: ReadonlyMap<string, Resource>;
  /** The région or overseas collectivity that was chosen. */
  place: { id: string; name: string } | null;
  /** Centres that answer there. */
  responders: readonly Resource[];
  places: readonly { code: string; name: string }[];
  typed: string;
  /** Authorities of the name that was typed; none when nothing bears it. */
  choices: readonly AuthorityHit[] | null;
}

export function EmergencyPage(props: EmergencyPageProps) {
  const { firstHour, resources, place } = props;
  return (
    <div class="cd-emergency">
      <PageHeader
        title="Victime d’une attaque informatique"
        lead={
          place
            ? `Que faire dans la première heure, et qui appeler : ${place.name}.`
            : 'Que faire dans la première heure, et qui appeler.'
        }
      />
      <div class="cd-emergency__parts">
        <section class="cd-emergency__calls" aria-labelledby="appeler">
          <h2 id="appeler">Qui appeler</h2>
          <Responders {...props} />
        </section>
        <section class="cd-emergency__steps" aria-labelledby="faire">
          <h2 id="faire">Dans la première heure</h2>
          <ol>
            {firstHour.steps.map((step) => (
              <li>
                {step.text} <Source saying={step} resources={resources} />
              </li>
            ))}
          </ol>
          <h2>À ne pas faire</h2>
          <ul>
            {firstHour.avoid.map((one) => (
              <li>
                {one.text} <Source saying={one} resources={resources} />
              </li>
            ))}
          </ul>
        </section>
        <section class="cd-emergency__contacts" aria-labelledby="partout">
          <h2 id="partout">Partout en France</h2>
          <ul>
            {firstHour.contacts.map((contact) => (
              <Contact saying={contact} resources={resources} />
            ))}
          </ul>
        </section>
        <section class="cd-emergency__cases" aria-labelledby="cas">
          <h2 id="cas">Selon ce qui arrive</h2>
          <ul>
            {firstHour.cases.map((one) => {
              const resource = resources.get(one.resource);
              return (
                resource && (
                  <li>
                    {one.text} : <a href={resourceHref(resource)}>{resource.title}</a>
                  </li>
                )
              );
            })}
          </ul>
        </section>
      </div>
      <p class="cd-emergency__more">
        Imprimez cette page et affichez-la : le jour venu, l’écran ne sera peut-être pas là.{' '}
        <a href={guideHref('cybersecurite', { besoin: 'reagir' })}>Toutes les ressources pour réagir</a>
      </p>
    </div>
  );
}

function Responders(props: EmergencyPageProps) {
  const { place, responders, typed, choices } = props;
  return (
    <>
      {place === null && <p>Le centre de réponse de votre territoire, et son numéro :</p>}
      {place && responders.length === 0 && (
        <p>
          Nous ne connaissons pas de centre de réponse pour {place.name} : adressez-vous à 17Cyber,
          ci-dessous.
        </p>
      )}
      {responders.map((one) => (
        <Responder resource={one} />
      ))}
      {choices !== null && (
        <Alert
          kind={choices.length === 0 ? 'warning' : 'info'}
          title={
            choices.length === 0
              ? `Aucune collectivité ne répond à « ${typed} »`
              : `Laquelle est « ${typed} » ?`
          }
          level={3}
        >
          {choices.length === 0 ? (
            <p>Choisissez votre région dans la liste.</p>
          ) : (
            <AuthorityChoices
              choices={choices}
              hrefOf={({ id }) => `${emergencyHref()}?collectivite=${encodeURIComponent(id)}`}
            />
          )}
        </Alert>
      )}
      {place ? (
        <Details summary="Une autre région">
          <Where {...props} />
        </Details>
      ) : (
        <Where {...props} />
      )}
    </>
  );
}

/** Two ways to say where one is. */
function Where({ places, typed }: EmergencyPageProps) {
  return (
    <div class="cd-emergency__where">
      <form method="get" action={emergencyHref()} aria-label="Votre région">
        <SelectField
          name="region"
          label="Votre région"
          placeholder="Choisir dans la liste"
          required={false}
          choices={places.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Button kind="secondary">Voir qui appeler</Button>
      </form>
      <form method="get" action={emergencyHref()} aria-label="Votre commune">
        <AuthorityPicker
          name="collectivite"
          label="Ou le nom de votre commune"
          value={typed}
          submit="Trouver"
        />
      </form>
    </div>
  );
}

/** The regional centre: its number first, large enough to be read across a table. */
function Responder({ resource }: { resource: Resource }) {
  const phone = phoneIn(resource.summary);
  return (
    <div class="cd-emergency__centre">
      <p class="cd-emergency__name">
        <a href={resourceHref(resource)}>{resource.title}</a>
      </p>
      {phone && (
        <p class="cd-emergency__phone">
          <a href={`tel:${phone.dialled}`}>{phone.shown}</a>
        </p>
      )}
      <p>
        <a href={resource.url}>{new URL(resource.url).hostname}</a>
      </p>
      {resource.note && <p class="cd-meta">{resource.note}</p>}
      <p class="cd-meta">Source : {resource.sources.map(({ label }) => label).join(' ; ')}</p>
    </div>
  );
}

function Contact({ saying, resources }: { saying: Saying; resources: EmergencyPageProps['resources'] }) {
  const resource = resources.get(saying.resource);
  if (!resource) return null;
  return (
    <li>
      <a href={resource.url}>{resource.title}</a> : {saying.text}{' '}
      <a class="cd-emergency__source" href={resourceHref(resource)}>
        Fiche<span class="fr-sr-only"> : {resource.title}</span>
      </a>
    </li>
  );
}

/** Who says so. */
function Source({ saying, resources }: { saying: Saying; resources: EmergencyPageProps['resources'] }) {
  const resource = resources.get(saying.resource);
  return (
    resource && (
      <a class="cd-emergency__source" href={resourceHref(resource)}>
        {resource.producer}
        <span class="fr-sr-only"> : {resource.title}</span>
      </a>
    )
  );
}
