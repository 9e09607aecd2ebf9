import {
  Alert,
  Button,
  ButtonGroup,
  Columns,
  DescriptionList,
  durationWords,
  Exports,
  Fact,
  formatDate,
  PageHeader,
  Panel,
  PostButton,
  Prose,
  plural,
  type SafeHtml,
  Section,
  spanLine,
} from '../../../../ui/index.ts';
import { resourceHref, type Taxonomy, valueLabel } from '../../../catalogue/index.ts';
import { ownPath, sessionHref } from '../../addresses.ts';
import type { OwnPlace } from '../../registrations/own.ts';
import { whyNotOpen } from '../../registrations/places.ts';
import { placesWords, placeWords } from '../../words.ts';
import { modeLabels } from '../content.ts';
import { isFull, openingOf, type TrainingSession } from '../session.ts';
import { SessionBadge } from './session-item.tsx';

export interface SessionPageProps {
  session: TrainingSession;
  description: SafeHtml;
  known: Taxonomy;
  now: Date;
  /** The place of who reads. */
  own: OwnPlace | null;
  signedIn: boolean;
  mayEdit: boolean;
}

export function SessionPage(props: SessionPageProps) {
  const { session, description, now, mayEdit } = props;
  const here = sessionHref(session.slug);
  return (
    <>
      <PageHeader
        eyebrow="Session de formation"
        title={session.title}
        lead={<Fact icon="calendar">{spanLine(session)}</Fact>}
        meta={
          <>
            <SessionBadge session={session} now={now} />
            <Fact icon="map">{placeWords(session)}</Fact>
            <span>{session.organiser.name}</span>
          </>
        }
      />
      {session.status === 'cancelled' && (
        <Alert kind="error" title="Cette session est annulée">
          <p class="cd-verbatim">{session.cancelledReason}</p>
        </Alert>
      )}
      {session.status === 'draft' && (
        <Alert kind="warning" title="Brouillon">
          <p>Seules les personnes qui peuvent modifier cette session la voient.</p>
        </Alert>
      )}
      <Columns
        aside={
          <>
            <Aside {...props} />
            {mayEdit && <Keeping session={session} now={now} />}
          </>
        }
      >
        <RegisterPart {...props} />
        <Section id="description" title="Ce que l’on y fait">
          <Prose html={description} />
        </Section>
        <Exports
          subject="Cette session en données"
          items={[
            { label: 'JSON', href: `${here}.json` },
            ...(session.status === 'draft'
              ? []
              : [{ label: 'calendrier (.ics)', href: `${here}.ics?telecharger=1` }]),
          ]}
        />
      </Columns>
    </>
  );
}

/** The place of who reads, or how to have one. */
function RegisterPart({ session, now, own, signedIn }: SessionPageProps) {
  const refused = whyNotOpen(openingOf(session, now));
  const here = sessionHref(session.slug);
  const others = (
    <Button href={`${here}/inscription`} kind="secondary" icon="people">
      Inscrire des collègues
    </Button>
  );
  if (own) {
    return (
      <Section
        id="inscription"
        title={own.state === 'registered' ? 'Vous êtes inscrit' : 'Vous êtes sur la liste d’attente'}
      >
        {own.state === 'registered' ? (
          session.remoteUrl && (
            <p>
              Pour rejoindre à distance : <a href={session.remoteUrl}>{session.remoteUrl}</a>
            </p>
          )
        ) : (
          <p>
            Dès qu’une place se libère, elle va à la première personne de la liste, prévenue par courriel.
          </p>
        )}
        <ButtonGroup>
          <Button href={ownPath} kind="secondary">
            Voir ou annuler mon inscription
          </Button>
          {!refused && others}
        </ButtonGroup>
      </Section>
    );
  }
  if (refused) {
    return session.status === 'cancelled' ? null : (
      <Section id="inscription" title="Inscription">
        <p>{refused}</p>
      </Section>
    );
  }
  const full = isFull(session);
  return (
    <Section
      id="inscription"
      title={full ? 'S’inscrire sur la liste d’attente' : 'S’inscrire'}
      intro={
        full
          ? 'La session est complète. Une place qui se libère va à la première personne de la liste d’attente, prévenue par courriel.'
          : placesWords(session)
      }
    >
      <ButtonGroup>
        {signedIn ? (
          <>
            <PostButton action={`${here}/inscription-directe`} icon="check">
              {full ? 'M’inscrire sur la liste d’attente' : 'M’inscrire'}
            </PostButton>
            {others}
          </>
        ) : (
          <Button href={`${here}/inscription`}>S’inscrire, soi ou ses collègues</Button>
        )}
      </ButtonGroup>
      {!signedIn && <p class="cd-meta">Sans compte : un courriel confirme votre adresse.</p>}
    </Section>
  );
}

function Aside({ session, known }: SessionPageProps) {
  const { resource, publics } = session;
  return (
    <DescriptionList
      items={[
        { term: 'Quand', value: spanLine(session) },
        { term: 'Durée de formation', value: durationWords(session.minutes) },
        { term: 'Comment', value: modeLabels[session.mode] },
        {
          term: 'Où',
          value: session.mode !== 'remote' && (
            <>
              <span class="cd-verbatim">{session.address}</span>
              <br />
              {session.territory?.name}
            </>
          ),
        },
        {
          term: 'À distance',
          value: session.mode !== 'onsite' && 'Le lien est donné aux personnes inscrites.',
        },
        {
          term: 'Pour qui',
          value:
            publics.length === 0
              ? 'Tous les publics'
              : publics.map((code) => valueLabel(known, 'publics', code)).join(', '),
        },
        {
          term: 'Organisateur',
          value: <a href={`/organismes/${session.organiser.slug}`}>{session.organiser.name}</a>,
        },
        {
          term: 'Contact',
          value: session.contact && <a href={`mailto:${session.contact}`}>{session.contact}</a>,
        },
        {
          term: 'Places',
          value: session.capacity === null ? 'Non limitées' : plural(session.capacity, 'place'),
        },
        {
          term: 'Inscriptions',
          value: inscriptionDays(session),
        },
        { term: 'Offre', value: resource && <a href={resourceHref(resource)}>{resource.title}</a> },
      ]}
    />
  );
}

function inscriptionDays({ opensOn, closesOn }: TrainingSession): string | null {
  if (opensOn && closesOn) return `du ${formatDate(opensOn)} au ${formatDate(closesOn)}`;
  if (opensOn) return `à partir du ${formatDate(opensOn)}`;
  return closesOn ? `jusqu’au ${formatDate(closesOn)}` : null;
}

/** For those who keep it. */
function Keeping({ session, now }: { session: TrainingSession; now: Date }) {
  const here = sessionHref(session.slug);
  return (
    <Panel title="Tenir cette session">
      <p>
        {plural(session.registered, 'personne inscrite', 'personnes inscrites')}
        {session.waiting > 0 && `, ${plural(session.waiting, 'en attente', 'en attente')}`}
      </p>
      <ul>
        {session.status !== 'cancelled' && (
          <li>
            <a href={`${here}/modifier`}>Modifier</a>
          </li>
        )}
        <li>
          <a href={`${here}/participants`}>Participants et présence</a>
        </li>
        <li>
          <a href={`${here}/bilan`}>Ce qui a été mis en pratique</a>
        </li>
        <li>
          <a href={`${here}/historique`}>Historique</a>
        </li>
        {session.status === 'published' && session.endsAt > now && (
          <li>
            <a href={`${here}/annulation`}>Annuler la session</a>
          </li>
        )}
      </ul>
    </Panel>
  );
}
