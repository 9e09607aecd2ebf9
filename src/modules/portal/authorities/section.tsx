import type { AuthorityKind } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { keptWithContent } from '../../../platform/http/index.ts';
import { Callout, ItemList, Section } from '../../../ui/index.ts';
import { DeliverableItem, listDeliverables } from '../../library/index.ts';
import { type Authority, type AuthoritySection, distinctName } from '../../territories/index.ts';

/** Whom the deliverables name, of each kind of authority; there may be none for a kind. */
const audiences: Readonly<Record<AuthorityKind, { code: string; title: string; all: string }>> = {
  commune: { code: 'communes', title: 'Pour les communes', all: 'Tout ce qui sert aux communes' },
  epci: { code: 'epci', title: 'Pour les intercommunalités', all: 'Tout ce qui sert aux intercommunalités' },
  ept: { code: 'epci', title: 'Pour les intercommunalités', all: 'Tout ce qui sert aux intercommunalités' },
  departement: { code: 'collectivites', title: 'Pour les collectivités', all: 'Tous les livrables' },
  region: { code: 'collectivites', title: 'Pour les collectivités', all: 'Tous les livrables' },
  com: { code: 'collectivites', title: 'Pour les collectivités', all: 'Tous les livrables' },
};

/** The first deliverables for each audience: the same on the pages of thousands of authorities. */
const firstDeliverables = keptWithContent(async (db) => {
  const codes = [...new Set(Object.values(audiences).map(({ code }) => code))];
  const lists = await Promise.all(codes.map((code) => listDeliverables(db, { audience: code }, { size: 3 })));
  return new Map(codes.map((code, index) => [code, lists[index]?.items ?? []]));
});

/** What the programme has for an authority of this kind, and how its people take part. */
export const programmeSection: AuthoritySection = {
  id: 'programme',
  order: 10,
  render: async (deps: Deps, { authority }) => {
    const { code, title, all } = audiences[authority.kind];
    const first = (await firstDeliverables(deps)).get(code) ?? [];
    // What still holds comes first in the list; what has ended helps no one here.
    const items = first.filter(({ availability }) => availability === 'published');
    const main = (
      <>
        {items.length === 0 ? (
          <Section
            id="groupes"
            title="En cours dans le programme"
            more={{ label: 'Les groupes projets actifs', href: '/groupes?etat=actifs' }}
          >
            <p>
              Aucun livrable en vigueur pour l’instant ; les groupes projets actifs disent ce qu’ils
              préparent.
            </p>
          </Section>
        ) : (
          <Section id="livrables" title={title} more={{ label: all, href: `/livrables?public=${code}` }}>
            <ItemList>
              {items.map((deliverable) => (
                <DeliverableItem deliverable={deliverable} />
              ))}
            </ItemList>
          </Section>
        )}
        <TakingPart authority={authority} />
      </>
    );
    return { main };
  },
};

function TakingPart({ authority }: { authority: Authority }) {
  return (
    <Callout
      title={`Agent ou élu ${authority.of_name} ?`}
      link={{
        label: 'Rejoindre un groupe projet',
        href: `/inscription?${new URLSearchParams({ collectivite: distinctName(authority) })}`,
      }}
    >
      <p>
        Suivez ce que préparent <a href="/groupes">les groupes projets</a>, posez vos questions, dites ce
        qu’il faut à votre collectivité. Une seule inscription, gratuite.
      </p>
    </Callout>
  );
}
