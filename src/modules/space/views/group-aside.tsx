import type { Side } from '../../../platform/database/index.ts';
import {
  Button,
  choicesOf,
  Form,
  HiddenFields,
  LinkList,
  Panel,
  plural,
  RadioGroup,
  SearchField,
  SubmitRow,
} from '../../../ui/index.ts';
import { keeperSlug } from '../../agenda/index.ts';
import { keptBy } from '../../catalogue/index.ts';
import { type Group, journalPath, openingPath, type Participation } from '../../groups/index.ts';
import { type membershipOf, rhythmLabels } from '../../membership/index.ts';
import type { CopilotPerson } from '../queries.ts';

export interface AsideProps {
  group: Group;
  count: Participation;
  copilots: readonly CopilotPerson[];
  /** Null for who of the programme team opened the group, and reads without taking part. */
  membership: Awaited<ReturnType<typeof membershipOf>>;
  may: {
    post: boolean;
    plan: boolean;
    edit: boolean;
    steer: boolean;
    seeKeys: boolean;
    seeOpenings: boolean;
    open: boolean;
    talk: boolean;
  };
}

export function GroupAside(props: AsideProps) {
  const { group, membership } = props;
  return (
    <>
      <Form method="get" action="/espace/recherche">
        <HiddenFields fields={{ groupe: group.slug }} />
        <SearchField id="dans-ce-groupe" label="Chercher dans ce groupe" value="" />
      </Form>
      <Running {...props} />
      <People {...props} />
      {props.may.open && (
        <Panel title="Équipe du programme">
          <p>Pour modérer ce groupe, ouvrez-le en disant pourquoi : ses copilotes le liront.</p>
          <Button href={openingPath(group.slug)} kind="secondary" size="sm">
            Ouvrir cet espace
          </Button>
        </Panel>
      )}
      {membership ? (
        <MyPlace group={group} mail={membership.mail} />
      ) : (
        <Panel title="Prendre part">
          <p>
            Vous lisez cet espace au titre de l’équipe du programme. Pour faire partie du groupe, demandez une
            invitation à l’un de ses copilotes.
          </p>
        </Panel>
      )}
    </>
  );
}

/** What its copilots do most. */
function Running({ group, may }: AsideProps) {
  if (!may.edit) return null;
  const base = `/espace/groupes/${group.slug}`;
  const ways = [
    may.post && { label: 'Publier un point d’avancement', href: `${base}/avancement/nouveau` },
    may.talk && { label: 'Publier une annonce', href: `${base}/discussions/nouvelle?nature=annonce` },
    may.plan && { label: 'Tenir le plan de travail', href: `${base}/plan` },
    { label: 'Tenir les livrables', href: `${base}/livrables` },
    { label: 'Tenir les enquêtes', href: '/espace/enquetes' },
    group.slug === keeperSlug && { label: 'Tenir l’agenda', href: '/espace/agenda' },
    ...catalogueWays(group.slug),
    { label: 'Modifier la présentation', href: `${base}/modifier` },
    { label: 'Inviter des personnes', href: `${base}/invitations` },
    { label: 'Accueillir les nouveaux', href: `${base}/bienvenue/modifier` },
    { label: 'Préparer la passation', href: `${base}/passation` },
    may.steer && { label: 'Réorienter le groupe', href: `${base}/objectif` },
    may.steer && { label: 'Mettre en pause, reprendre ou clore', href: `${base}/etat` },
    may.seeKeys && { label: 'Voir les clés', href: `${base}/cles` },
    may.seeOpenings && { label: 'Voir qui a ouvert cet espace', href: journalPath(group.slug) },
    { label: 'Examiner les inscriptions', href: '/administration/inscriptions' },
  ].filter((way) => way !== false);
  return (
    <Panel title="Animer le groupe">
      <LinkList links={ways} />
    </Panel>
  );
}

const catalogueWays = (group: string) =>
  keptBy(group).map(({ slug, of }) => ({
    label: `Tenir le catalogue ${of}`,
    href: `/catalogues/${slug}/a-traiter`,
  }));

function People({ group, count, copilots }: AsideProps) {
  return (
    <Panel title="Qui participe">
      <p>
        {plural(count.people, 'personne')}
        {count.authorities > 0 &&
          `, ${plural(count.authorities, 'collectivité représentée', 'collectivités représentées')}`}
        .
        <br />
        <a href={`/espace/groupes/${group.slug}/membres`}>Voir les membres</a>
        <br />
        <a href={`/espace/groupes/${group.slug}/bienvenue`}>Par où commencer dans ce groupe</a>
      </p>
      <Copilots title="Copilotes, côté État" side="etat" people={copilots} />
      <Copilots title="Copilotes, côté collectivités" side="collectivites" people={copilots} />
    </Panel>
  );
}

function Copilots({ title, side, people }: { title: string; side: Side; people: readonly CopilotPerson[] }) {
  const ofSide = people.filter((person) => person.side === side);
  return (
    <>
      <p class="cd-eyebrow">{title}</p>
      {ofSide.length === 0 ? (
        <p>Personne ne s’est encore inscrit à ce titre.</p>
      ) : (
        <ul aria-label={title}>
          {ofSide.map(({ name, affiliation }) => (
            <li>
              {name}
              {affiliation && `, ${affiliation}`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** How I hear of the group, and how I leave it. */
function MyPlace({ group, mail }: { group: Group; mail: string }) {
  const acts = `/groupes/${group.slug}`;
  return (
    <div id="mes-courriels">
      <Panel title="Ma participation">
        <Form action={`${acts}/courriels`}>
          <RadioGroup
            name="courriels"
            label="Les courriels de ce groupe"
            value={mail}
            choices={choicesOf(rhythmLabels)}
          />
          <SubmitRow label="Enregistrer" />
        </Form>
        <p>
          <a href="/espace/compte/courriels">Les courriels de tous mes groupes</a>
        </p>
        <Button href={`${acts}/depart`} kind="tertiary" size="sm">
          Quitter ce groupe
        </Button>
      </Panel>
    </div>
  );
}
