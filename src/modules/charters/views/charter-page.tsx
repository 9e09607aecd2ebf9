import { renderMarkdown } from '../../../platform/markdown/index.ts';
import {
  Badge,
  Button,
  Card,
  Columns,
  formatDate,
  formatNumber,
  Grid,
  KeyFigures,
  PageHeader,
  Panel,
  Prose,
  plural,
  Section,
  Sources,
  Time,
} from '../../../ui/index.ts';
import type { Charter, VersionEntry } from '../charter.ts';
import { parties, partyTitles } from '../parties.ts';
import type { Figures } from '../register-queries.ts';
import { CharterFrame, Hash } from './frame.tsx';
import { PledgesByParty } from './pledges.tsx';

/** All charters, each with how many hold to it. */
export function ChartersPage({ items }: { items: readonly { charter: Charter; figures: Figures }[] }) {
  return (
    <>
      <PageHeader
        title="Chartes"
        lead="Des engagements publics, signés par des organismes, que chacun peut suivre : qui a signé quoi, et ce qui est tenu."
      />
      <Grid min="lg">
        {items.map(({ charter, figures }) => (
          <Card
            title={charter.title}
            href={`/chartes/${charter.slug}`}
            level={2}
            end={
              <p>
                {figures.byState.in_force === 0
                  ? 'Aucune signature publiée ici pour l’instant'
                  : `${plural(figures.byState.in_force, 'signature')} en vigueur`}
              </p>
            }
          >
            <p>{charter.summary}</p>
          </Card>
        ))}
      </Grid>
      <p class="cd-below-cards">
        On vous a remis un reçu de signature ? <a href="/chartes/verifier">Vérifiez qu’il est authentique</a>
      </p>
    </>
  );
}

export interface CharterPageProps {
  charter: Charter;
  figures: Figures;
  versions: readonly VersionEntry[];
  group: { slug: string; title: string } | null;
  deliverable: { slug: string; title: string } | null;
  waiting: number | null;
}

/** A charter: its text, what each commits to, and what the register counts. */
export function CharterPage(props: CharterPageProps) {
  const { charter, figures, waiting } = props;
  const base = `/chartes/${charter.slug}`;
  return (
    <CharterFrame
      charter={charter}
      current={base}
      waiting={waiting}
      header={{
        eyebrow: 'Charte',
        title: charter.title,
        lead: charter.summary,
        meta: charter.version.confidence !== 'high' && <Badge kind="warning">À vérifier</Badge>,
      }}
    >
      <Columns
        aside={
          <>
            <Panel title="Signer">
              <p>
                Éditeur, association ou organisme public : engagez-vous publiquement. Aucun compte n’est
                nécessaire.
              </p>
              <Button href={`${base}/signer`}>Signer la charte</Button>
            </Panel>
            <TextFacts {...props} />
            <Origin {...props} />
          </>
        }
      >
        <Section title="Le texte" id="texte">
          <Prose html={renderMarkdown(charter.version.body, { baseLevel: 3 })} />
        </Section>
        <Section title="Les engagements" id="engagements">
          <PledgesByParty pledges={charter.version.pledges} />
        </Section>
        <Section
          title="Le registre"
          id="registre"
          more={{ label: 'Tous les signataires', href: `${base}/signataires` }}
        >
          <RegisterFigures charter={charter} figures={figures} />
        </Section>
        <Sources
          sources={charter.version.sources}
          confidence={charter.version.confidence}
          note={charter.version.note ?? undefined}
        />
      </Columns>
    </CharterFrame>
  );
}

function RegisterFigures({ charter, figures }: { charter: Charter; figures: Figures }) {
  const { byState, byKind, pledges, kept } = figures;
  const ended = byState.expired + byState.suspended + byState.withdrawn;
  if (byState.in_force + ended === 0) {
    return (
      <p>
        Aucun signataire n’est encore publié dans ce registre.
        {charter.origin &&
          ` Ceux de ${charter.origin.signed_on.slice(0, 4)} ont signé ailleurs : ils ne sont pas comptés ici.`}
      </p>
    );
  }
  const signed = parties.filter((party) => byKind[party] > 0);
  return (
    <>
      <KeyFigures
        items={[
          {
            value: formatNumber(byState.in_force),
            label: byState.in_force > 1 ? 'signatures en vigueur' : 'signature en vigueur',
          },
          { value: formatNumber(pledges), label: pledges > 1 ? 'engagements pris' : 'engagement pris' },
          { value: formatNumber(kept), label: kept > 1 ? 'dits tenus' : 'dit tenu' },
        ]}
      />
      {signed.length > 0 && (
        <p>{signed.map((party) => `${partyTitles[party]} : ${formatNumber(byKind[party])}`).join(' ; ')}.</p>
      )}
      {ended > 0 && (
        <p>
          Ne comptent plus : {plural(byState.expired, 'expirée')}, {plural(byState.suspended, 'suspendue')},{' '}
          {plural(byState.withdrawn, 'retirée')}.
        </p>
      )}
    </>
  );
}

function TextFacts({ charter, versions }: CharterPageProps) {
  const { version } = charter;
  const base = `/chartes/${charter.slug}/versions`;
  return (
    <Panel title={`Version ${version.number}`}>
      <p>
        En vigueur depuis le <Time value={version.publishedAt} />. Une signature vaut{' '}
        {plural(version.validMonths, 'mois', 'mois')}.
      </p>
      <p>
        Empreinte du texte (SHA-256) :<br />
        <Hash value={version.hash} />
      </p>
      <p>
        <a href={`${base}/${version.number}.md`}>Télécharger le texte</a>
      </p>
      {versions.length > 1 && (
        <>
          <h3 class="cd-eyebrow">Versions précédentes</h3>
          <ul>
            {versions.slice(1).map(({ number, publishedAt }) => (
              <li>
                <a href={`${base}/${number}`}>Version {number}</a>, du {formatDate(publishedAt)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Origin({ charter: { origin }, group, deliverable }: CharterPageProps) {
  if (!origin && !group) return null;
  return (
    <Panel title="D’où elle vient">
      {origin && (
        <>
          <p>
            Signée le {formatDate(origin.signed_on)} à {origin.signed_at}, par :
          </p>
          <ul>
            {origin.signatories.map(({ name }) => (
              <li>{name}</li>
            ))}
          </ul>
          {origin.note && <p>{origin.note}</p>}
        </>
      )}
      {deliverable && (
        <p>
          <a href={`/livrables/${deliverable.slug}`}>Le document d’origine</a>
        </p>
      )}
      {group && (
        <p>
          Suivie par le groupe <a href={`/groupes/${group.slug}`}>{group.title}</a>
        </p>
      )}
    </Panel>
  );
}
