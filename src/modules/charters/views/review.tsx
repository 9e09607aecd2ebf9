import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  Alert,
  EmptyState,
  Form,
  FormTroubles,
  ItemList,
  ListItem,
  PageHeader,
  Pagination,
  RadioGroup,
  ReasonField,
  Section,
  SubmitRow,
  Time,
} from '../../../ui/index.ts';
import type { Charter } from '../charter.ts';
import { partyLabels } from '../parties.ts';
import type { Reviewed, Waiting } from '../review-queries.ts';
import { siretWords } from '../siret.ts';
import { SignatureFacts } from './confirm.tsx';
import { CharterFrame } from './frame.tsx';

/** What waits, the longest first; one's own are there, for another to review. */
export function ReviewList({
  charter,
  listed,
  isOwn,
}: {
  charter: Charter;
  listed: { items: readonly Waiting[]; total: number; page: number; pages: number };
  isOwn: (one: Waiting) => boolean;
}) {
  const path = `/chartes/${charter.slug}/relecture`;
  return (
    <CharterFrame
      charter={charter}
      current={path}
      waiting={listed.total}
      header={{
        eyebrow: charter.title,
        title: 'Signatures à relire',
        lead: 'Rien n’est public avant votre décision. La plus ancienne en premier.',
      }}
    >
      {listed.total === 0 ? (
        <EmptyState title="Aucune signature à relire">
          <p>Celles dont l’adresse aura été confirmée viendront ici, et vous recevrez un courriel.</p>
        </EmptyState>
      ) : (
        <Section title="En attente" id="attente">
          <ItemList label="Signatures à relire">
            {listed.items.map((one) => (
              <ListItem
                title={one.organisation}
                href={isOwn(one) ? `${path}#votre-signature` : `${path}/${one.id}`}
                meta={
                  <>
                    <span>{partyLabels[one.kind]}</span>
                    <span>SIRET {siretWords(one.siret)}</span>
                    <span>
                      confirmée le <Time value={one.confirmedAt} withTime />
                    </span>
                  </>
                }
              >
                {isOwn(one) && (
                  <p id="votre-signature">Vous l’avez signée : une autre personne doit la relire.</p>
                )}
              </ListItem>
            ))}
          </ItemList>
        </Section>
      )}
      <Pagination page={listed.page} pages={listed.pages} hrefOf={(to) => `${path}?page=${to}`} />
    </CharterFrame>
  );
}

/** A signature as it was sent, and the decision. */
export function ReviewForm({
  charter,
  signature,
  texts,
  form,
}: {
  charter: Charter;
  signature: Reviewed;
  texts: ReadonlyMap<string, string>;
  form: FormState;
}) {
  const path = `/chartes/${charter.slug}/relecture`;
  const published = signature.others.find(({ slug }) => slug !== null);
  const waiting = signature.others.filter(({ state }) => state === 'waiting');
  return (
    <>
      <PageHeader
        eyebrow={`${charter.title}, à relire`}
        title={signature.organisation}
        meta={
          <span>
            Adresse confirmée le <Time value={signature.confirmedAt} withTime />
          </span>
        }
      />
      <FormTroubles form={form} labels={{}} />
      {published && (
        <Alert kind="warning" title="Cet organisme est déjà au registre">
          <p>
            Si vous acceptez, cette signature remplacera{' '}
            <a href={`/chartes/${charter.slug}/signataires/${published.slug}`}>celle qui est publiée</a> et en
            gardera l’adresse.
          </p>
        </Alert>
      )}
      {waiting.length > 0 && (
        <Alert kind="warning" title="Une autre signature du même SIRET attend">
          <ul>
            {waiting.map(({ id, organisation }) => (
              <li>
                <a href={`${path}/${id}`}>{organisation}</a>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {signature.version !== charter.version.number && (
        <Alert kind="info">
          <p>
            Elle porte sur la version {signature.version} ; la version {charter.version.number} a été publiée
            depuis.
          </p>
        </Alert>
      )}
      <SignatureFacts signature={signature} texts={texts} />
      <p>
        Adresse du signataire, jamais publiée : <strong>{signature.email}</strong>. Correspond-elle à
        l’organisme ?{' '}
        <a href={`https://annuaire-entreprises.data.gouv.fr/etablissement/${signature.siret}`}>
          Ce SIRET dans l’annuaire des entreprises
        </a>
      </p>
      <Form formKey={form.key} action={`${path}/${signature.id}`}>
        <RadioGroup
          {...typedField(form, 'decision')}
          label="Décision"
          choices={[
            { value: 'accepter', label: 'Publier', hint: 'La page du signataire paraît aussitôt.' },
            { value: 'refuser', label: 'Ne pas publier', hint: 'Dites pourquoi, ci-dessous.' },
          ]}
        />
        <ReasonField
          label="Motif, si vous ne publiez pas"
          hint="Le signataire le lira tel quel."
          value={typedText(form.values, 'motif')}
          error={form.errors.motif}
        />
        <SubmitRow label="Enregistrer la décision" cancelHref={path} />
      </Form>
    </>
  );
}
