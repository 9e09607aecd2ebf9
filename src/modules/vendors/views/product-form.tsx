import { type FormState, typedField, typedList, typedText } from '../../../platform/http/index.ts';
import {
  Button,
  ButtonGroup,
  Checkboxes,
  Form,
  FormTroubles,
  formatDateTime,
  HiddenFields,
  PostButton,
  Section,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import { spacePath } from '../addresses.ts';
import type { Product, ProductChange } from '../product.ts';
import type { Vendor } from '../vendor.ts';

const labels = {
  nom: 'Nom du produit',
  usage: 'À quoi il sert',
  site: 'Page du produit',
  deploiements: 'Déploiements',
};

/** What a product is. */
export function ProductForm({
  form,
  vendor,
  rollouts,
  submit,
}: {
  form: FormState;
  vendor: Vendor;
  rollouts: readonly { slug: string; title: string }[];
  submit: string;
}) {
  return (
    <>
      <FormTroubles form={form} labels={labels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(form.values, 'version') || undefined }} />
        <TextField {...typedField(form, 'nom')} label={labels.nom} maxLength={120} />
        <TextArea
          {...typedField(form, 'usage')}
          label={labels.usage}
          hint="En une ou deux phrases. Ce texte est public."
          rows={3}
          maxLength={1000}
        />
        <TextField
          {...typedField(form, 'site')}
          label={labels.site}
          type="url"
          hint="Exemple : www.exemple.fr"
          required={false}
        />
        <Checkboxes
          name="deploiements"
          label={labels.deploiements}
          hint="Vous ne pouvez déclarer une étape que pour ceux-là."
          values={typedList(form.values, 'deploiements')}
          error={form.errors.deploiements}
          required={false}
          choices={rollouts.map(({ slug, title }) => ({ value: slug, label: title }))}
        />
        <SubmitRow label={submit} cancelHref={spacePath(vendor)} />
      </Form>
    </>
  );
}

const actWords = {
  added: 'Ajouté',
  edited: 'Modifié',
  withdrawn: 'Retiré',
  restored: 'Proposé de nouveau',
} as const;

/** Whether a product is offered, and all that was done to it. */
export function ProductLife({
  vendor,
  product,
  history,
  formKey,
}: {
  vendor: Vendor;
  product: Product;
  history: readonly ProductChange[];
  formKey: string;
}) {
  const here = `${spacePath(vendor)}/produits/${product.id}`;
  return (
    <>
      <Section id="proposer" title={product.withdrawnAt ? 'Le proposer de nouveau' : 'Ne plus le proposer'}>
        {product.withdrawnAt ? (
          <PostButton action={`${here}/remise`} kind="secondary" fields={{ cle: formKey }}>
            Proposer de nouveau ce produit
          </PostButton>
        ) : (
          <ButtonGroup>
            <Button href={`${here}/retrait`} kind="danger">
              Retirer ce produit
            </Button>
          </ButtonGroup>
        )}
      </Section>
      <Section id="historique" title="Historique">
        <ul>
          {history.map((change) => (
            <li id={`changement-${change.id}`}>
              {actWords[change.act]} le {formatDateTime(change.at)}
              {change.by && `, par ${change.by}`} : « {change.name} »
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
