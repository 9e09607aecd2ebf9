import {
  Badge,
  capitalised,
  DescriptionList,
  formatDate,
  formatNumber,
  PageSummary,
  Section,
  Table,
} from '../../../ui/index.ts';
import type { Resources } from '../content.ts';
import { FoldedSources, SourcesOfEach } from './checklist.tsx';

const euros = (amount: number): string => `${formatNumber(amount)} €`;

/** What helps, with its dates and where it stands: what is over says so. */
export function ResourcesView({ resources, today }: { resources: Resources; today: string }) {
  const { aid, targets, contacts, apis, use_cases, difficulties } = resources;
  return (
    <>
      <PageSummary
        items={[
          { label: 'Aide financière', id: 'aide' },
          { label: 'Cibles', id: 'cibles' },
          { label: 'Qui contacter', id: 'contacts' },
          { label: 'API', id: 'api' },
          { label: 'À quoi cela sert', id: 'usages' },
          { label: 'Difficultés connues', id: 'difficultes' },
          { label: 'Chiffres', id: 'chiffres' },
          { label: 'Repères techniques', id: 'technique' },
        ]}
      />
      <Section id="aide" title="Aide financière">
        {aid.map((one) => (
          <article class="cd-resource">
            <h3>{one.label}</h3>
            <p class="cd-meta">
              <Badge kind={one.over ? 'warning' : 'success'}>{capitalised(one.status)}</Badge>
            </p>
            <p>
              {one.over ? 'Elle ne peut plus être demandée. Elle donnait' : 'Elle donne'} jusqu’à{' '}
              {euros(one.amount_eur)} :
            </p>
            <ul>
              {one.components.map(({ label, amount_eur }) => (
                <li>
                  {label} : {euros(amount_eur)}
                </li>
              ))}
            </ul>
            <FoldedSources {...one} about={one.label} />
          </article>
        ))}
      </Section>
      <Section id="cibles" title="Cibles">
        <Table
          id="table-cibles"
          caption="Part des collectivités à raccorder, par population"
          columns={[
            { label: 'Qui' },
            { label: 'Cible', numeric: true },
            { label: 'Pour le' },
            { label: 'État' },
          ]}
          rows={targets.map(({ label, percent, count, unit, by }) => [
            capitalised(label),
            percent === null ? `${formatNumber(count ?? 0)} ${unit ?? ''}` : `${percent} %`,
            formatDate(by),
            by < today ? 'Échéance passée' : 'À venir',
          ])}
        />
        <SourcesOfEach items={targets.map((one) => ({ ...one, label: capitalised(one.label) }))} />
      </Section>
      <Section id="contacts" title="Qui contacter">
        <DescriptionList
          items={contacts.map(({ label, email }) => ({
            term: label,
            value: <a href={`mailto:${email}`}>{email}</a>,
          }))}
        />
        {contacts[0] && <FoldedSources {...contacts[0]} about="contacts" />}
      </Section>
      <Section
        id="api"
        title="API"
        intro="Ce que l’administration sait déjà, et qu’il n’est plus utile de demander à l’usager."
      >
        {apis.map((one) => (
          <article class="cd-resource" id={`api-${one.slug}`}>
            <h3>
              {one.title}
              {one.confidence === 'low' && (
                <>
                  {' '}
                  <Badge kind="warning">À vérifier</Badge>
                </>
              )}
            </h3>
            <p class="cd-meta">
              <Badge kind={one.franceconnect ? 'accent' : 'neutral'}>
                {one.franceconnect ? 'Se combine à FranceConnect' : 'Ne passe pas par FranceConnect'}
              </Badge>
            </p>
            <p>{one.summary}</p>
            <ul>
              {one.data.map((datum) => (
                <li>{datum}</li>
              ))}
            </ul>
            <FoldedSources {...one} about={one.title} />
          </article>
        ))}
      </Section>
      <Section id="usages" title="À quoi cela sert">
        <ul>
          {use_cases.items.map((one) => (
            <li>{capitalised(one)}</li>
          ))}
        </ul>
        <FoldedSources {...use_cases} about="cas d’usage" />
      </Section>
      <Section id="difficultes" title="Difficultés connues">
        {difficulties.map((one) => (
          <article class="cd-resource">
            <h3>{one.label}</h3>
            <p>{one.detail}</p>
            <FoldedSources {...one} about={one.label} />
          </article>
        ))}
      </Section>
      <Figures figures={resources.figures} />
      <Technical technical={resources.technical} />
    </>
  );
}

function Figures({ figures }: Pick<Resources, 'figures'>) {
  return (
    <Section
      id="chiffres"
      title="Chiffres"
      intro="Connus au niveau national, chacun à sa date : aucun n’est compté ici."
    >
      <ul class="cd-indicators">
        {figures.map((one) => (
          <li>
            <p>
              <strong>
                {formatNumber(one.value)} {one.unit}
              </strong>{' '}
              {one.label} <span class="cd-indicators__when">(au {formatDate(one.date)})</span>
            </p>
            <FoldedSources {...one} about={one.label} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const environments = { production: 'Production', integration: 'Intégration' } as const;

function Technical({ technical }: Pick<Resources, 'technical'>) {
  const { protocol, roles, endpoints, paths, paths_note, scopes, scopes_note, eidas, v2_differences } =
    technical;
  return (
    <Section id="technique" title="Repères techniques" intro={`${protocol}. ${roles}`}>
      <h3>Adresses</h3>
      <Table
        id="table-adresses"
        caption="Adresses de FranceConnect, par environnement"
        captionHidden
        columns={[{ label: 'Adresse' }, { label: 'Environnement' }, { label: 'Version' }]}
        rows={endpoints.map(({ url, environment, product, version }) => [
          <code>{url}</code>,
          `${environments[environment]} (${product})`,
          version === 'v1' ? 'v1, en cours de remplacement' : version,
        ])}
      />
      <SourcesOfEach items={endpoints.map((one) => ({ ...one, label: one.url }))} />
      <ul>
        {paths.map(({ path, use }) => (
          <li>
            <code>{path}</code>
            {use && ` : ${use}`}
          </li>
        ))}
      </ul>
      <p class="fr-hint-text">{paths_note}</p>
      <h3>Scopes</h3>
      <DescriptionList
        items={scopes.map(({ scope, required, use }) => ({
          term: scope,
          value: capitalised(use ?? (required ? 'obligatoire' : 'facultatif')),
        }))}
      />
      <p class="fr-hint-text">{scopes_note}</p>
      {scopes[0] && <FoldedSources {...scopes[0]} about="scopes" />}
      <h3>Niveaux de garantie eIDAS</h3>
      <ul>
        {eidas.levels.map((one) => (
          <li>{capitalised(one)}</li>
        ))}
      </ul>
      <FoldedSources {...eidas} about="niveaux eIDAS" />
      <h3>Ce que change la version 2</h3>
      <ul>
        {v2_differences.items.map((one) => (
          <li>{one}</li>
        ))}
      </ul>
      <FoldedSources {...v2_differences} about="version 2" />
    </Section>
  );
}
