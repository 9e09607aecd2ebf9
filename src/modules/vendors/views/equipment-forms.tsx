import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  AuthorityPicker,
  Checkbox,
  Confirmation,
  DateField,
  ErrorSummary,
  Form,
  formatDate,
  PageHeader,
  ReasonField,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import type { Rollout } from '../../rollouts/index.ts';
import { type AuthorityHit, authorityDetail } from '../../territories/index.ts';
import { spacePath } from '../addresses.ts';
import type { Equipment } from '../equipment.ts';
import type { Product } from '../product.ts';
import type { Vendor } from '../vendor.ts';

/** One more authority. */
export function EquipForm({
  form,
  vendor,
  products,
  choices,
}: {
  form: FormState;
  vendor: Vendor;
  products: readonly Product[];
  choices: readonly AuthorityHit[];
}) {
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <SelectField
          {...typedField(form, 'produit')}
          label="Produit"
          choices={products
            .filter(({ withdrawnAt }) => !withdrawnAt)
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
        <AuthorityPicker
          {...typedField(form, 'collectivite')}
          label="Collectivité"
          hint="Son nom, ou son code INSEE ou SIREN"
          chosen={typedText(form.values, 'collectivite_id')}
          choices={choices.map((hit) => ({ id: hit.id, label: hit.name, detail: authorityDetail(hit) }))}
        />
        <DateField {...typedField(form, 'depuis')} label="Équipée depuis le" />
        <SubmitRow label="Ajouter la collectivité" cancelHref={`${spacePath(vendor)}/collectivites`} />
      </Form>
    </>
  );
}

interface OnEquipment {
  form: FormState;
  vendor: Vendor;
  equipment: Equipment;
}

const hereOf = ({ vendor, equipment }: Pick<OnEquipment, 'vendor' | 'equipment'>) =>
  `${spacePath(vendor)}/collectivites/${equipment.id}`;

/** Which stage a customer reached. */
export function StageForm({
  form,
  vendor,
  equipment,
  rollouts,
}: OnEquipment & { rollouts: readonly Rollout[] }) {
  return (
    <>
      <PageHeader
        eyebrow={`${equipment.authority.name}, ${equipment.product.name}`}
        title="Déclarer une étape"
        lead="Votre déclaration est publique, sous le nom de l’éditeur. Celle de la collectivité, si elle en fait une, passe avant."
      />
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <SelectField
          {...typedField(form, 'etape')}
          label="Étape"
          choices={rollouts.flatMap((rollout) => [
            { value: `${rollout.slug}/`, label: `${rollout.title} : rien n’est commencé` },
            ...rollout.stages.map(({ slug, title, position }) => ({
              value: `${rollout.slug}/${slug}`,
              label: `${rollout.title} : ${position}. ${title}`,
            })),
          ])}
        />
        <DateField {...typedField(form, 'date')} label="Depuis le" />
        <Checkbox
          name="bloquee"
          label="Quelque chose l’empêche d’aller plus loin"
          checked={typedText(form.values, 'bloquee') !== ''}
          required={false}
        />
        <TextField
          {...typedField(form, 'preuve')}
          label="Adresse qui le montre"
          type="url"
          hint="Exemple : le téléservice ouvert aux usagers"
          required={false}
        />
        <TextArea
          {...typedField(form, 'note')}
          label="Note"
          hint="Publique. N’y nommez personne."
          rows={3}
          maxLength={2000}
          required={false}
        />
        <SubmitRow label="Déclarer cette étape" cancelHref={hereOf({ vendor, equipment })} />
      </Form>
    </>
  );
}

/** Until when. */
export function EndForm({ form, vendor, equipment }: OnEquipment) {
  return (
    <>
      <PageHeader
        eyebrow={`${equipment.authority.name}, ${equipment.product.name}`}
        title="Dire la fin du contrat"
        lead={`Équipée depuis le ${formatDate(equipment.from)}. Elle ne sera plus comptée, et vous ne déclarerez plus d’étape pour elle.`}
      />
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <DateField {...typedField(form, 'fin')} label="Équipée jusqu’au" min={equipment.from} />
        <SubmitRow label="Enregistrer la fin" cancelHref={hereOf({ vendor, equipment })} />
      </Form>
    </>
  );
}

/** It was a mistake. */
export function WithdrawForm({ form, vendor, equipment }: OnEquipment) {
  return (
    <Confirmation
      about={`${equipment.authority.name}, ${equipment.product.name}`}
      question="Retirer ce lien ?"
      warning="Faites-le si ce produit n’a jamais équipé cette collectivité. Les étapes que vous avez déclarées pour elle sont retirées aussi. Si le contrat est fini, dites plutôt sa fin."
      act="Retirer ce lien"
      form={form}
      cancelHref={hereOf({ vendor, equipment })}
    >
      <ReasonField
        hint="Il reste public avec les étapes retirées. N’y nommez personne."
        value={typedText(form.values, 'motif')}
        error={form.errors.motif}
      />
    </Confirmation>
  );
}

/** A stage was told by mistake. */
export function TakeBackForm({ form, vendor, equipment, words }: OnEquipment & { words: string }) {
  return (
    <Confirmation
      about={`${equipment.authority.name}, ${equipment.product.name}`}
      question="Retirer cette étape ?"
      warning={`« ${words} » ne comptera plus. La déclaration reste dans l’historique, avec votre motif.`}
      act="Retirer cette étape"
      form={form}
      cancelHref={hereOf({ vendor, equipment })}
    >
      <ReasonField
        hint="Il est public. N’y nommez personne."
        value={typedText(form.values, 'motif')}
        error={form.errors.motif}
      />
    </Confirmation>
  );
}
