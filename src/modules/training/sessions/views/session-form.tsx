import {
  type FormState,
  typedField,
  typedList,
  typedPreview,
  typedText,
} from '../../../../platform/http/index.ts';
import {
  AuthorityPicker,
  Checkboxes,
  choicesOf,
  DateField,
  FieldSet,
  Form,
  FormTroubles,
  formatDate,
  Grid,
  HiddenFields,
  MarkdownField,
  RadioGroup,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../../ui/index.ts';
import { authorityDetail } from '../../../territories/index.ts';
import { type Mode, modeLabels } from '../content.ts';
import { contentLabels } from '../content-words.ts';
import type { FormParts } from '../form-parts.ts';

export interface SessionFormProps extends FormParts {
  form: FormState;
  /** People count on it: it stays published. */
  isPublic: boolean;
  submit: string;
  cancelHref: string;
}

export function SessionForm(props: SessionFormProps) {
  const { form, isPublic, offers, organisers, known, places, submit, cancelHref } = props;
  const { values } = form;
  const publics = [...(known.get('publics')?.values.values() ?? [])].filter(({ retired }) => !retired);
  return (
    <>
      <FormTroubles form={{ ...form, values: typedWords(props) }} labels={contentLabels} />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(values, 'version') || undefined }} />
        <SelectField
          {...typedField(form, 'offre')}
          label={contentLabels.offre}
          hint="La session paraîtra aussi sur la page de l’offre. Laissez vide si la formation n’est pas au catalogue."
          required={false}
          placeholder="Aucune"
          choices={offers.map(({ slug, title }) => ({ value: slug, label: title }))}
        />
        <TextField {...typedField(form, 'titre')} label={contentLabels.titre} maxLength={160} />
        <MarkdownField
          {...typedField(form, 'description')}
          label={contentLabels.description}
          hint="Ce que l’on y apprend, le programme, ce qu’il faut apporter. N’y mettez pas le lien de la visioconférence : il a son champ."
          maxLength={10_000}
          preview={typedPreview(values, 'description', { most: 10_000 })}
        />
        <FieldSet legend={contentLabels.quand} hint="À l’heure de Paris.">
          <Grid min="sm">
            <DateField {...typedField(form, 'jour')} label="Jour, ou premier jour" />
            <DateField
              {...typedField(form, 'jour_fin')}
              label="Dernier jour, s’il y en a plusieurs"
              required={false}
            />
            <TextField
              {...typedField(form, 'debut')}
              label="Début"
              hint="Exemple : 9 h 30"
              width="short"
              maxLength={10}
            />
            <TextField
              {...typedField(form, 'fin')}
              label="Fin"
              hint="Exemple : 12 h"
              width="short"
              maxLength={10}
            />
          </Grid>
          <TextField
            {...typedField(form, 'duree')}
            label={contentLabels.duree}
            hint="Pour l’attestation, pauses non comprises. Exemple : 2 h 30. Vide : du début à la fin, si la session tient sur un jour."
            required={false}
            width="short"
            maxLength={20}
          />
        </FieldSet>
        <FieldSet legend="Lieu">
          <RadioGroup
            {...typedField(form, 'mode')}
            label={contentLabels.mode}
            choices={choicesOf(modeLabels)}
          />
          <AuthorityPicker
            {...typedField(form, 'lieu')}
            label={contentLabels.lieu}
            hint="La commune où l’on se retrouve. À distance : le territoire visé, s’il y en a un."
            chosen={typedText(values, 'lieu_id')}
            required={false}
            choices={places.map((place) => ({
              id: place.id,
              label: place.name,
              detail: authorityDetail(place),
            }))}
          />
          <TextArea
            {...typedField(form, 'adresse')}
            label={contentLabels.adresse}
            hint="Bâtiment, rue, salle. Seulement si l’on vient sur place."
            required={false}
            rows={2}
            maxLength={500}
          />
          <TextField
            {...typedField(form, 'lien')}
            type="url"
            label={contentLabels.lien}
            hint="En https. Donné aux seules personnes inscrites, dans leur invitation."
            required={false}
            maxLength={2000}
          />
        </FieldSet>
        <SelectField
          {...typedField(form, 'organisateur')}
          label={contentLabels.organisateur}
          hint="Il manque à la liste ? L’équipe du programme peut l’ajouter aux organismes."
          choices={organisers.map(({ slug, label }) => ({ value: slug, label }))}
        />
        <TextField
          {...typedField(form, 'contact')}
          type="email"
          label={contentLabels.contact}
          hint="Publiée sur la page de la session : une adresse de service plutôt que la vôtre."
          required={false}
          maxLength={254}
        />
        <Checkboxes
          name="publics"
          label={contentLabels.publics}
          hint="Aucune case : tous les publics."
          required={false}
          values={typedList(values, 'publics')}
          choices={publics.map(({ code, label }) => ({ value: code, label }))}
          error={form.errors.publics}
        />
        <FieldSet legend="Inscriptions">
          <TextField
            {...typedField(form, 'places')}
            label={contentLabels.places}
            hint="Au-delà, une liste d’attente. Vide : sans limite."
            required={false}
            inputMode="numeric"
            width="short"
            maxLength={10}
          />
          <Grid min="sm">
            <DateField {...typedField(form, 'ouverture')} label={contentLabels.ouverture} required={false} />
            <DateField
              {...typedField(form, 'cloture')}
              label={contentLabels.cloture}
              hint="Ce jour compris. Vide : jusqu’au début."
              required={false}
            />
          </Grid>
        </FieldSet>
        {isPublic ? (
          <HiddenFields fields={{ etat: 'publiee' }} />
        ) : (
          <RadioGroup
            {...typedField(form, 'etat')}
            label="Publication"
            choices={[
              {
                value: 'brouillon',
                label: 'Brouillon',
                hint: 'Seules les personnes qui peuvent la modifier la voient.',
              },
              { value: 'publiee', label: 'Publiée', hint: 'Tout le monde la voit, et peut s’inscrire.' },
            ]}
          />
        )}
        <SubmitRow label={submit} cancelHref={cancelHref} />
      </Form>
    </>
  );
}

const isMode = (text: string): text is Mode => text in modeLabels;

/** What was typed, in the words in which a conflict tells what the other wrote. */
function typedWords({ form: { values }, offers, organisers }: SessionFormProps) {
  const text = (name: string) => typedText(values, name);
  const day = (name: string) => (/^\d{4}-\d\d-\d\d$/.test(text(name)) ? formatDate(text(name)) : text(name));
  const mode = text('mode');
  return {
    ...values,
    offre: offers.find(({ slug }) => slug === text('offre'))?.title ?? text('offre'),
    organisateur: organisers.find(({ slug }) => slug === text('organisateur'))?.label ?? text('organisateur'),
    mode: isMode(mode) ? modeLabels[mode] : mode,
    quand: [day('jour'), text('debut'), day('jour_fin'), text('fin')].filter(Boolean).join(', '),
    places: text('places') || 'Non limité',
    ouverture: day('ouverture'),
    cloture: day('cloture'),
  };
}
