import {
  Alert,
  Badge,
  Button,
  Columns,
  DescriptionList,
  Details,
  Exports,
  formatDate,
  PageHeader,
  Panel,
  Section,
  Time,
  Timeline,
} from '../../../ui/index.ts';
import { badgeHeight, badgeSnippet, badgeWidth, badgeWords } from '../badge.ts';
import type { Charter, Version } from '../charter.ts';
import { eventWords, progressLabels, standingOf } from '../event-words.ts';
import { partyLabels } from '../parties.ts';
import type { PledgeTaken, SignatoryFile } from '../register-queries.ts';
import { siretWords } from '../siret.ts';
import { stateKinds, stateLabels } from '../state.ts';
import { dueWords } from '../version-text.ts';
import { Hash } from './frame.tsx';

export interface SignatoryPageProps {
  charter: Charter;
  file: SignatoryFile;
  /** The version that was signed. */
  version: Version;
  today: string;
  publicUrl: string;
  /** Whether the reader may suspend and reinstate. */
  keeps: boolean;
}

/** A signatory, as everybody may know it. */
export function SignatoryPage(props: SignatoryPageProps) {
  const { charter, file, version, today, keeps } = props;
  const path = `/chartes/${charter.slug}/signataires/${file.slug}`;
  return (
    <>
      <PageHeader
        eyebrow={`${charter.title}, signataire`}
        title={file.organisation}
        lead={file.perimeter}
        meta={
          <>
            <Badge kind={stateKinds[file.state]}>{stateLabels[file.state]}</Badge>
            <span>{partyLabels[file.kind]}</span>
            <span>
              Signature publiée le <Time value={file.publishedAt} />
            </span>
          </>
        }
      />
      <WhyNotInForce file={file} />
      <Columns
        aside={
          <>
            <InShort {...props} path={path} />
            <BadgePanel {...props} path={path} />
            <Panel title="Vous êtes ce signataire ?">
              <p>
                Dites où vous en êtes, renouvelez ou retirez la signature. Un lien vous est envoyé par
                courriel.
              </p>
              <Button href={`${path}/gerer`} kind="secondary">
                Gérer la signature
              </Button>
            </Panel>
            {keeps && (
              <Panel title="Équipe et copilotes">
                {file.state === 'suspended' ? (
                  <Button href={`${path}/retablissement`} kind="secondary">
                    Rétablir la signature
                  </Button>
                ) : (
                  file.state !== 'withdrawn' && (
                    <Button href={`${path}/suspension`} kind="danger">
                      Suspendre la signature
                    </Button>
                  )
                )}
              </Panel>
            )}
          </>
        }
      >
        <Section title="Engagements" id="engagements">
          <ul class="cd-taken">
            {file.taken.map((taken) => (
              <li id={`engagement-${taken.code}`}>
                <Taken taken={taken} version={version} today={today} />
              </li>
            ))}
          </ul>
        </Section>
        {file.products.length > 0 && (
          <Section title="Produits" id="produits">
            <ul>
              {file.products.map((product) => (
                <li>{product}</li>
              ))}
            </ul>
          </Section>
        )}
        <Section title="Histoire de la signature" id="histoire">
          <Timeline
            entries={file.events.map((event) => ({
              title: eventWords(event),
              when: <Time value={event.at} />,
              body: (event.reason || event.until) && (
                <>
                  {event.reason && <p class="cd-verbatim">{event.reason}</p>}
                  {event.until && <p>Valable jusqu’au {formatDate(event.until)}.</p>}
                </>
              ),
            }))}
          />
        </Section>
        <Exports items={[{ label: 'JSON', href: `${path}.json` }]} />
      </Columns>
    </>
  );
}

/** What readers must know before anything else. */
function WhyNotInForce({ file }: { file: SignatoryFile }) {
  if (file.state === 'in_force') return null;
  const last = file.events.find(({ kind }) => kind === 'suspended' || kind === 'withdrawn');
  if (file.state === 'expired') {
    return (
      <Alert kind="warning">
        <p>Cette signature a expiré le {formatDate(file.expiresOn)} et n’a pas été renouvelée.</p>
      </Alert>
    );
  }
  return (
    <Alert
      kind="warning"
      title={file.state === 'suspended' ? 'Cette signature est suspendue' : 'Cette signature est retirée'}
    >
      {last?.reason && <p class="cd-verbatim">{last.reason}</p>}
      {last && (
        <p>
          Depuis le <Time value={last.at} />
        </p>
      )}
    </Alert>
  );
}

function Taken({ taken, version, today }: { taken: PledgeTaken; version: Version; today: string }) {
  const pledge = version.pledges.find(({ code }) => code === taken.code);
  const { label, kind } = standingOf(taken, today);
  const [last, ...earlier] = taken.progress;
  const due = pledge && dueWords(pledge);
  return (
    <>
      <h3 class="cd-taken__text">{pledge?.text ?? taken.code}</h3>
      <p class="cd-meta">
        <Badge kind={kind}>{label}</Badge>
        <span>prévu pour le {formatDate(taken.plannedOn)}</span>
        {due && <span>la charte demande : {due}</span>}
      </p>
      {last ? (
        <Note note={last} />
      ) : (
        <p class="cd-taken__none">Le signataire n’a encore rien dit de cet engagement.</p>
      )}
      {earlier.length > 0 && (
        <Details summary="Ce qu’il en disait avant">
          {earlier.map((note) => (
            <Note note={note} />
          ))}
        </Details>
      )}
    </>
  );
}

function Note({ note: { at, state, note, evidenceUrl } }: { note: PledgeTaken['progress'][number] }) {
  return (
    <div class="cd-taken__note">
      <p>
        <strong>{progressLabels[state]}</strong>, dit le signataire le <Time value={at} />
      </p>
      <p class="cd-verbatim">{note}</p>
      <p>
        {evidenceUrl ? (
          <>
            Preuve :{' '}
            <a href={evidenceUrl} rel="nofollow ugc">
              {evidenceUrl}
            </a>
          </>
        ) : (
          'Sans preuve jointe'
        )}
      </p>
    </div>
  );
}

function InShort({ charter, file, path }: SignatoryPageProps & { path: string }) {
  return (
    <Panel title="En bref">
      <DescriptionList
        items={[
          { term: 'SIRET', value: siretWords(file.siret) },
          {
            term: 'Signataire',
            value: file.named
              ? `${file.named.name}, ${file.named.functionTitle}`
              : 'Nom non publié, à son choix',
          },
          {
            term: file.state === 'expired' ? 'A expiré le' : 'Valable jusqu’au',
            value: file.state !== 'withdrawn' && formatDate(file.expiresOn),
          },
          {
            term: 'Texte signé',
            value: (
              <>
                <a href={`/chartes/${charter.slug}/versions/${file.version}`}>Version {file.version}</a>
                {file.version !== charter.version.number && ', qui n’est plus en vigueur'}
                <br />
                Empreinte (SHA-256) : <Hash value={file.textHash} />
              </>
            ),
          },
          {
            term: 'Reçu',
            value: (
              <>
                <a href={`${path}/recu.pdf`}>PDF</a>, <a href={`${path}/recu.json`}>JSON signé</a> (
                <a href="/chartes/verifier">vérifier</a>)
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function BadgePanel({ charter, file, path, publicUrl }: SignatoryPageProps & { path: string }) {
  return (
    <Panel title="Badge">
      <p>
        <img
          class="cd-charter-badge"
          src={`${path}/badge.svg`}
          width={badgeWidth(charter, file)}
          height={badgeHeight}
          alt={`${charter.title} : ${badgeWords(file).toLocaleLowerCase('fr')}`}
        />
      </p>
      <p>Posé sur un autre site, il dit toujours l’état du jour. À copier :</p>
      <pre class="cd-snippet">
        <code>{badgeSnippet(`${publicUrl}${path}`, charter)}</code>
      </pre>
    </Panel>
  );
}
