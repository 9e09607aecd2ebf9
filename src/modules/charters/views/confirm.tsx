import { DescriptionList, formatDate, PageHeader, PostButton } from '../../../ui/index.ts';
import type { Charter } from '../charter.ts';
import { partyLabels } from '../parties.ts';
import type { Reviewed } from '../review-queries.ts';
import { siretWords } from '../siret.ts';

/** What is about to be confirmed, or to be reviewed. */
export function SignatureFacts({
  signature,
  texts,
}: {
  signature: Reviewed;
  /** Words of the pledges of the signed version. */
  texts: ReadonlyMap<string, string>;
}) {
  return (
    <DescriptionList
      items={[
        { term: 'Organisme', value: `${signature.organisation} (${partyLabels[signature.kind]})` },
        { term: 'SIRET', value: siretWords(signature.siret) },
        { term: 'Texte signé', value: `version ${signature.version}` },
        { term: 'Périmètre', value: <span class="cd-verbatim">{signature.perimeter}</span> },
        { term: 'Produits', value: signature.products.length > 0 && <Plain items={signature.products} /> },
        {
          term: 'Engagements',
          value: (
            <Plain
              items={signature.pledges.map(
                ({ code, plannedOn }) => `${texts.get(code) ?? code}, pour le ${formatDate(plannedOn)}`,
              )}
            />
          ),
        },
        {
          term: 'Signataire',
          value: `${[signature.name, signature.functionTitle].filter(Boolean).join(', ')} (${signature.isNamed ? 'nom public' : 'nom non public'})`,
        },
      ]}
    />
  );
}

const Plain = ({ items }: { items: readonly string[] }) => (
  <ul>
    {items.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
);

/** A step of the link that confirms: what it is about, and its button while there is something to confirm. */
export function ConfirmPage({
  charter,
  signature,
  texts,
  action,
}: {
  charter: Charter;
  signature: Reviewed;
  texts: ReadonlyMap<string, string>;
  action: string;
}) {
  return (
    <>
      <PageHeader
        eyebrow={charter.title}
        title="Confirmer la signature ?"
        lead="Relisez ce qui suit. Une fois confirmée, la signature sera relue par une autre personne, puis publiée."
      />
      <SignatureFacts signature={signature} texts={texts} />
      <PostButton action={action}>Confirmer la signature</PostButton>
      <p>Ce n’est pas vous, ou c’est une erreur ? Fermez cette page : sans confirmation, rien n’est gardé.</p>
    </>
  );
}

export function ConfirmDone({ charter }: { charter: Charter }) {
  return (
    <>
      <PageHeader
        eyebrow={charter.title}
        title="Votre signature est confirmée"
        lead="Une autre personne va la relire. Un courriel vous dira ce qu’il en est."
      />
      <p>
        <a href={`/chartes/${charter.slug}`}>Revenir à la charte</a>
      </p>
    </>
  );
}

export function ConfirmGone({ charter }: { charter: Charter }) {
  return (
    <>
      <PageHeader
        eyebrow={charter.title}
        title="Ce lien n’est plus valable"
        lead="Il a déjà servi, il a expiré, ou une nouvelle demande l’a remplacé."
      />
      <p>
        <a href={`/chartes/${charter.slug}/signer`}>Signer la charte</a>
      </p>
    </>
  );
}
