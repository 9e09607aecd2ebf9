import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import {
  Badge,
  Button,
  ButtonGroup,
  Confirmation,
  choicesOf,
  ErrorSummary,
  Form,
  formatDate,
  PageHeader,
  RadioGroup,
  ReasonField,
  Section,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import type { Charter, Version } from '../charter.ts';
import { progressLabels, standingOf } from '../event-words.ts';
import type { SignatoryFile } from '../register-queries.ts';
import { stateKinds, stateLabels } from '../state.ts';

interface Managed {
  charter: Charter;
  file: SignatoryFile;
  version: Version;
}

/** Asks for the link, by the address that signed. */
export function AskLinkForm({
  charter,
  file,
  form,
}: Pick<Managed, 'charter' | 'file'> & { form: FormState }) {
  return (
    <>
      <PageHeader
        eyebrow={file.organisation}
        title="Gérer la signature"
        lead="Donnez l’adresse électronique avec laquelle la charte a été signée : un lien y sera envoyé."
      />
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key}>
        <TextField
          {...typedField(form, 'courriel')}
          type="email"
          label="Adresse électronique du signataire"
          autocomplete="email"
        />
        <SubmitRow
          label="Recevoir le lien"
          cancelHref={`/chartes/${charter.slug}/signataires/${file.slug}`}
        />
      </Form>
      <p>
        Vous n’avez plus accès à cette adresse ? <a href="/contact">Écrivez à l’équipe du programme</a>, ou
        signez de nouveau : la nouvelle signature, une fois relue, remplacera l’ancienne.
      </p>
    </>
  );
}

/** All that the signatory may do, by the link of the mail. */
export function ManagePage({
  charter,
  file,
  version,
  today,
  base,
  whyNotRenew,
}: Managed & { today: string; base: string; whyNotRenew: string | null }) {
  const textOf = (code: string) => version.pledges.find((pledge) => pledge.code === code)?.text ?? code;
  return (
    <>
      <PageHeader
        eyebrow={`${charter.title}, votre signature`}
        title={file.organisation}
        meta={
          <>
            <Badge kind={stateKinds[file.state]}>{stateLabels[file.state]}</Badge>
            <span>
              {file.state === 'expired' ? 'depuis le' : 'jusqu’au'} {formatDate(file.expiresOn)}
            </span>
          </>
        }
        lead={<a href={`/chartes/${charter.slug}/signataires/${file.slug}`}>Voir votre page publique</a>}
      />
      <Section title="Où vous en êtes de vos engagements" id="engagements">
        <ul class="cd-taken">
          {file.taken.map((taken) => {
            const { label, kind } = standingOf(taken, today);
            return (
              <li>
                <h3 class="cd-taken__text">{textOf(taken.code)}</h3>
                <p class="cd-meta">
                  <Badge kind={kind}>{label}</Badge>
                  <span>prévu pour le {formatDate(taken.plannedOn)}</span>
                </p>
                <p class="cd-taken__act">
                  <a href={`${base}/avancement?engagement=${taken.code}`}>
                    Dire où vous en êtes<span class="fr-sr-only"> : {textOf(taken.code)}</span>
                  </a>
                </p>
              </li>
            );
          })}
        </ul>
      </Section>
      <Section title="La signature" id="signature">
        {whyNotRenew && <p>{whyNotRenew}</p>}
        <ButtonGroup>
          {whyNotRenew === null && <Button href={`${base}/renouvellement`}>Renouveler la signature</Button>}
          {file.version !== charter.version.number && (
            <Button href={`/chartes/${charter.slug}/signer`}>Signer la nouvelle version</Button>
          )}
          <Button href={`${base}/retrait`} kind="danger">
            Retirer la signature
          </Button>
        </ButtonGroup>
      </Section>
    </>
  );
}

export function ProgressForm({
  charter,
  file,
  version,
  form,
  base,
}: Managed & { form: FormState; base: string }) {
  return (
    <>
      <PageHeader
        eyebrow={`${charter.title}, ${file.organisation}`}
        title="Dire où vous en êtes"
        lead="Ce que vous écrivez est publié aussitôt sur votre page, et y reste."
      />
      <ErrorSummary errors={form.errors} />
      <Form formKey={form.key} action={`${base}/avancement`}>
        <SelectField
          {...typedField(form, 'engagement')}
          label="Engagement"
          choices={file.taken.map(({ code }) => ({
            value: code,
            label: version.pledges.find((pledge) => pledge.code === code)?.text ?? code,
          }))}
        />
        <RadioGroup
          {...typedField(form, 'etat')}
          label="Où vous en êtes"
          choices={choicesOf(progressLabels)}
        />
        <TextArea
          {...typedField(form, 'note')}
          label="Ce qui est fait, ce qui reste"
          rows={5}
          maxLength={2000}
        />
        <TextField
          {...typedField(form, 'preuve')}
          type="url"
          label="Lien vers une preuve"
          hint="Page de produit, notice, communiqué. Exemple : https://www.exemple.fr/page"
          required={false}
        />
        <SubmitRow label="Publier" cancelHref={base} />
      </Form>
    </>
  );
}

export function RenewForm({
  charter,
  file,
  form,
  base,
}: Omit<Managed, 'version'> & { form: FormState; base: string }) {
  return (
    <Confirmation
      about={file.organisation}
      question="Renouveler la signature ?"
      warning={`Vous vous engagez de nouveau, sur la version ${charter.version.number}, pour ${charter.version.validMonths} mois de plus. Cette version n’a pas changé depuis votre signature.`}
      act="Renouveler la signature"
      form={form}
      cancelHref={base}
    />
  );
}

export function WithdrawForm({
  file,
  form,
  base,
}: Pick<Managed, 'file'> & { form: FormState; base: string }) {
  return (
    <Confirmation
      about={file.organisation}
      question="Retirer la signature ?"
      warning="Le registre et le badge diront qu’elle est retirée, avec votre motif. Pour revenir, il faudra signer de nouveau."
      act="Retirer la signature"
      form={form}
      cancelHref={base}
    >
      <ReasonField
        label="Pourquoi"
        hint="Tout le monde le lira."
        value={typedText(form.values, 'motif')}
        error={form.errors.motif}
      />
    </Confirmation>
  );
}

/** The team suspends or reinstates, and says why to everybody. */
export function SuspendForm({
  file,
  form,
  suspended,
  cancelHref,
}: Pick<Managed, 'file'> & { form: FormState; suspended: boolean; cancelHref: string }) {
  return (
    <Confirmation
      about={file.organisation}
      question={suspended ? 'Suspendre la signature ?' : 'Rétablir la signature ?'}
      warning={
        suspended
          ? 'Le registre et le badge le diront aussitôt, avec votre motif, et le signataire sera prévenu.'
          : 'Le registre et le badge la diront de nouveau en vigueur, avec votre motif, et le signataire sera prévenu.'
      }
      act={suspended ? 'Suspendre la signature' : 'Rétablir la signature'}
      form={form}
      cancelHref={cancelHref}
    >
      <ReasonField
        hint="Tout le monde le lira, et le signataire dans un courriel."
        value={typedText(form.values, 'motif')}
        error={form.errors.motif}
      />
    </Confirmation>
  );
}
