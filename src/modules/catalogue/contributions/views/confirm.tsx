import { PageHeader, PostButton, Section } from '../../../../ui/index.ts';
import { type Catalogue, catalogueHref } from '../../catalogues.ts';
import type { Unconfirmed } from '../contributing.ts';

/** The step of the link: what it is about, and the button that uses it. */
export function ConfirmPage({
  catalogue,
  sent,
  action,
}: {
  catalogue: Catalogue;
  sent: Unconfirmed;
  action: string;
}) {
  const isReport = sent.kind === 'report';
  return (
    <>
      <PageHeader
        eyebrow={`Catalogue ${catalogue.of}`}
        title={isReport ? 'Recevoir la réponse à cette adresse ?' : 'Confirmer la contribution ?'}
        lead={
          isReport
            ? 'Votre signalement est déjà transmis. Confirmez pour que la réponse vous parvienne.'
            : 'Une fois confirmée, elle sera relue par ceux qui tiennent le catalogue. Ils vous répondront par courriel.'
        }
      />
      <Section title={sent.title ?? 'Votre contribution'}>
        {sent.comment !== '' && <p class="cd-verbatim">{sent.comment}</p>}
      </Section>
      <PostButton action={action}>Confirmer</PostButton>
      <p>Ce n’est pas vous ? Fermez cette page : sans confirmation, l’adresse est effacée.</p>
    </>
  );
}

export function ConfirmDone({ catalogue, sent }: { catalogue: Catalogue; sent: Unconfirmed }) {
  return (
    <>
      <PageHeader
        eyebrow={`Catalogue ${catalogue.of}`}
        title={sent.kind === 'report' ? 'C’est noté' : 'Votre contribution est transmise'}
        lead={
          sent.kind === 'report'
            ? 'La réponse vous parviendra à cette adresse.'
            : 'Ceux qui tiennent le catalogue vont la relire. Un courriel vous dira ce qu’il en est.'
        }
      />
      <p>
        <a href={catalogueHref(catalogue.slug)}>Revenir au catalogue</a>
      </p>
    </>
  );
}

export function ConfirmGone({ catalogue }: { catalogue: Catalogue }) {
  return (
    <>
      <PageHeader
        eyebrow={`Catalogue ${catalogue.of}`}
        title="Ce lien n’est plus valable"
        lead="Il a déjà servi, ou il a expiré."
      />
      <p>
        <a href={`${catalogueHref(catalogue.slug)}/proposer`}>Proposer une ressource</a>
      </p>
    </>
  );
}
