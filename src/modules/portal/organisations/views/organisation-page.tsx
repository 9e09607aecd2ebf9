import {
  Badge,
  Button,
  Columns,
  capitalised,
  DescriptionList,
  Grid,
  PageHeader,
  Panel,
  Section,
  Sources,
} from '../../../../ui/index.ts';
import { type Group, GroupCard } from '../../../groups/index.ts';
import { type Organisation, sideLabels } from '../../../organisations/index.ts';

/** An organisation, and what it carries in the programme. */
export function OrganisationPage({
  organisation,
  groups,
  now,
  mayEdit,
}: {
  organisation: Organisation;
  groups: readonly Group[];
  now: Date;
  mayEdit: boolean;
}) {
  const { slug, name, acronym, side, kind, website, role, inGovernance, sources, confidence, note } =
    organisation;
  return (
    <>
      <PageHeader
        eyebrow={side ? `Organisme, côté ${side === 'etat' ? 'État' : 'collectivités'}` : 'Organisme'}
        title={name}
        meta={
          <>
            {acronym && acronym !== name && <strong>{acronym}</strong>}
            <span>{capitalised(kind)}</span>
            {confidence !== 'high' && <Badge kind="warning">À vérifier</Badge>}
          </>
        }
        actions={
          mayEdit ? (
            <Button href={`/administration/organismes/${slug}/modifier`} kind="secondary" icon="edit">
              Modifier
            </Button>
          ) : undefined
        }
      />
      <Columns
        aside={
          <Panel title="En bref">
            <DescriptionList
              items={[
                { term: 'Côté', value: side ? sideLabels[side] : 'Ni État ni collectivités' },
                { term: 'Nature', value: capitalised(kind) },
                {
                  term: 'Gouvernance',
                  value: inGovernance && 'Siège au comité d’orientation politique du programme',
                },
                {
                  term: 'Site',
                  value: website && <a href={website}>{new URL(website).hostname.replace(/^www\./, '')}</a>,
                },
                { term: 'Données', value: <a href={`/organismes/${slug}.json`}>Cette page en JSON</a> },
              ]}
            />
          </Panel>
        }
      >
        <Section title="Rôle dans le programme" id="role">
          {role ? <p>{role}</p> : <p>Son rôle n’est pas encore décrit.</p>}
        </Section>
        <Section title="Groupes projets copilotés" id="groupes">
          {groups.length === 0 ? (
            <p>
              Cet organisme ne copilote aucun groupe projet. <a href="/groupes">Voir tous les groupes</a>
            </p>
          ) : (
            <Grid>
              {groups.map((group) => (
                <GroupCard group={group} now={now} />
              ))}
            </Grid>
          )}
        </Section>
        <Sources sources={sources} confidence={confidence} note={note ?? undefined} />
      </Columns>
    </>
  );
}
