import { type FormState, typedField, typedText } from '../../../platform/http/index.ts';
import { renderMarkdown } from '../../../platform/markdown/index.ts';
import {
  Alert,
  Button,
  choicesOf,
  DateField,
  FieldSet,
  Form,
  FormTroubles,
  HiddenFields,
  Panel,
  Prose,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../ui/index.ts';
import type { Charter } from '../charter.ts';
import type { Pledge } from '../content.ts';
import { partyTitles } from '../parties.ts';
import { fieldName, rowsShown } from '../version-input.ts';
import { CharterFrame, Hash } from './frame.tsx';
import { PledgesByParty } from './pledges.tsx';

/** What would be published, when the form was sent to be seen first. */
export interface VersionPreview {
  body: string;
  pledges: readonly Pledge[];
  hash: string;
}

export function VersionForm({
  charter,
  form,
  preview,
  waiting,
}: {
  charter: Charter;
  form: FormState;
  preview: VersionPreview | null;
  waiting: number;
}) {
  const path = `/chartes/${charter.slug}/nouvelle-version`;
  const { values } = form;
  return (
    <CharterFrame
      charter={charter}
      current={path}
      waiting={waiting}
      header={{
        eyebrow: charter.title,
        title: 'Publier une nouvelle version',
        lead: `La version ${charter.version.number} restera lisible telle quelle, et ceux qui l’ont signée restent liés par elle.`,
      }}
    >
      <FormTroubles form={form} labels={{ texte: 'Texte' }} />
      {preview && (
        <Panel title={`Aperçu de la version ${charter.version.number + 1}`}>
          <Prose html={renderMarkdown(preview.body, { baseLevel: 3 })} />
          <PledgesByParty pledges={preview.pledges} />
          <p>
            Empreinte du texte (SHA-256) : <Hash value={preview.hash} />
          </p>
        </Panel>
      )}
      <Form formKey={form.key} action={path}>
        <HiddenFields fields={{ version: typedText(values, 'version') || String(charter.version.number) }} />
        <TextArea
          {...typedField(form, 'texte')}
          label="Texte, sans les engagements"
          hint="En Markdown : **gras**, [lien](https://…), ## Sous-titre, - liste."
          rows={12}
          maxLength={60_000}
        />
        <TextField
          {...typedField(form, 'duree')}
          label="Durée d’une signature, en mois"
          inputMode="numeric"
          width="short"
        />
        <FieldSet
          legend="Engagements"
          hint="Videz le texte d’une ligne pour retirer l’engagement. Une échéance est une date, ou un nombre de mois après la signature."
        >
          {Array.from({ length: rowsShown(values) }, (_, index) => (
            <PledgeRow form={form} index={index} />
          ))}
        </FieldSet>
        <TextArea
          {...typedField(form, 'motif')}
          label="Ce qui change"
          hint="Tout le monde le lira."
          rows={3}
          maxLength={1000}
        />
        <Alert kind="warning">
          <p>Une version publiée ne peut plus être modifiée ni retirée.</p>
        </Alert>
        <SubmitRow label="Publier la version" cancelHref={`/chartes/${charter.slug}`}>
          <Button kind="secondary" name="apercu" value="1" skipValidation>
            Voir l’aperçu et l’empreinte
          </Button>
        </SubmitRow>
      </Form>
    </CharterFrame>
  );
}

function PledgeRow({ form, index }: { form: FormState; index: number }) {
  const of = (column: Parameters<typeof fieldName>[1]) => typedField(form, fieldName(index, column));
  return (
    <fieldset class="cd-pledge-row">
      <legend class="fr-sr-only">Engagement {index + 1}</legend>
      <HiddenFields fields={{ [fieldName(index, 'code')]: of('code').value || undefined }} />
      <SelectField {...of('partie')} label="Qui s’engage" required={false} choices={choicesOf(partyTitles)} />
      <TextField {...of('texte')} label={`Engagement ${index + 1}`} required={false} maxLength={500} />
      <TextField {...of('verification')} label="Comment on le vérifie" required={false} maxLength={500} />
      <div class="cd-pledge-row__due">
        <DateField {...of('echeance')} label="Au plus tard le" required={false} />
        <TextField
          {...of('mois')}
          label="Ou, en mois après la signature"
          required={false}
          inputMode="numeric"
          width="short"
        />
      </div>
    </fieldset>
  );
}
