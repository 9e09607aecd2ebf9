import { type FormState, typedField, typedText } from '../../../../platform/http/index.ts';
import {
  Button,
  ButtonGroup,
  Checkbox,
  choicesOf,
  FieldSet,
  Form,
  FormTroubles,
  Grid,
  HiddenFields,
  Panel,
  RadioGroup,
  SelectField,
  SubmitRow,
  TextArea,
  TextField,
} from '../../../../ui/index.ts';
import type { Resource } from '../../../catalogue/index.ts';
import { contentLabels, mostSteps } from '../content.ts';
import { profileLabels } from '../profiles.ts';
import { fieldOf, resourceTyped, rowCount } from '../rows.ts';

export interface PathFormProps {
  form: FormState;
  /** Published resources among those that the rows name. */
  known: ReadonlyMap<string, Resource>;
  action: string;
  cancelHref: string;
}

export function PathForm({ form, known, action, cancelHref }: PathFormProps) {
  const { values } = form;
  const count = rowCount(values);
  const labels: Readonly<Record<string, string>> = profileLabels;
  return (
    <>
      <FormTroubles
        form={{
          ...form,
          values: {
            ...values,
            profil: labels[typedText(values, 'profil')] ?? '',
            etapes: stepWords(values, known),
          },
        }}
        labels={contentLabels}
      />
      <Form formKey={form.key}>
        <HiddenFields fields={{ version: typedText(values, 'version') || undefined }} />
        {/* Enter in a field saves, rather than pressing the first button that arranges the steps. */}
        <button class="fr-sr-only" type="submit" tabIndex={-1} aria-hidden="true">
          Enregistrer
        </button>
        <SelectField
          {...typedField(form, 'profil')}
          label={contentLabels.profil}
          choices={choicesOf(profileLabels)}
        />
        <TextField {...typedField(form, 'titre')} label={contentLabels.titre} maxLength={160} />
        <TextArea {...typedField(form, 'resume')} label={contentLabels.resume} rows={3} maxLength={600} />
        <TextArea
          {...typedField(form, 'origine')}
          label={contentLabels.origine}
          hint="Qui le propose, et à partir de quoi : les lecteurs le liront."
          rows={2}
          maxLength={600}
        />
        <div id="etapes">
          <FieldSet
            legend={contentLabels.etapes}
            hint="Dans l’ordre. Chaque étape est une ressource d’un catalogue ; rien n’est enregistré avant le bouton « Enregistrer »."
          >
            {Array.from({ length: count }, (_, index) => (
              <StepRow form={form} index={index} count={count} known={known} action={action} />
            ))}
            {count < mostSteps && (
              <Button
                kind="secondary"
                size="sm"
                icon="plus"
                name="apercu"
                value="ajouter"
                formAction={`${action}#etape-${count}`}
                skipValidation
              >
                Ajouter une étape
              </Button>
            )}
          </FieldSet>
        </div>
        <RadioGroup
          {...typedField(form, 'etat')}
          label="Publication"
          choices={[
            {
              value: 'brouillon',
              label: 'Brouillon',
              hint: 'Seuls ceux qui tiennent le catalogue le voient.',
            },
            { value: 'publie', label: 'Publié', hint: 'Tout le monde le voit, dès l’enregistrement.' },
          ]}
        />
        <TextArea
          {...typedField(form, 'motif')}
          label="Ce qui change"
          hint="Pour l’historique."
          rows={2}
          maxLength={500}
        />
        <SubmitRow label="Enregistrer" cancelHref={cancelHref} />
      </Form>
    </>
  );
}

function StepRow({
  form,
  index,
  count,
  known,
  action,
}: Pick<PathFormProps, 'form' | 'known' | 'action'> & { index: number; count: number }) {
  const typed = typedText(form.values, fieldOf(index));
  const slug = resourceTyped(typed);
  const resource = slug === null ? undefined : known.get(slug);
  const title = resource?.title ?? (typed === '' ? 'à choisir' : `${typed} (retirée ou inconnue)`);
  const arrange = (
    act: string,
    words: string,
    icon: 'arrow-left' | 'arrow-right' | 'trash' | undefined,
    to: number,
  ) => (
    <Button
      kind="tertiary"
      size="sm"
      icon={icon}
      name="apercu"
      value={`${act}:${index}`}
      formAction={`${action}#etape-${to}`}
      skipValidation
      context={`: étape ${index + 1}`}
    >
      {words}
    </Button>
  );
  return (
    <div class="cd-step-row" id={`etape-${index}`}>
      <Panel>
        <FieldSet legend={`Étape ${index + 1} : ${title}`}>
          <TextField
            {...typedField(form, fieldOf(index, 'ressource'))}
            label="Fiche de la ressource"
            hint={index === 0 ? 'Adresse de sa page dans un catalogue : /catalogues/donnees/…' : undefined}
            spellcheck={false}
            maxLength={400}
          />
          <TextArea
            {...typedField(form, fieldOf(index, 'pourquoi'))}
            label="Pourquoi cette étape, à ce moment"
            rows={2}
            maxLength={600}
          />
          <Grid min="sm">
            <TextField
              {...typedField(form, fieldOf(index, 'duree'))}
              label="Temps"
              hint={
                resource?.effort ? `Vide : ${resource.effort.label}, comme sur la fiche.` : 'Exemple : 20 min'
              }
              required={false}
              width="short"
              maxLength={60}
            />
            <Checkbox
              name={fieldOf(index, 'sessions')}
              label="Montrer les prochaines sessions de cette offre"
              required={false}
              checked={typedText(form.values, fieldOf(index, 'sessions')) !== ''}
            />
          </Grid>
          <ButtonGroup>
            {index > 0 && arrange('monter', 'Monter', undefined, index - 1)}
            {index < count - 1 && arrange('descendre', 'Descendre', undefined, index + 1)}
            {arrange('retirer', 'Retirer', 'trash', Math.max(0, index - 1))}
          </ButtonGroup>
        </FieldSet>
      </Panel>
    </div>
  );
}

/** The steps as typed, in the words in which a conflict tells those of the other. */
function stepWords(values: FormState['values'], known: ReadonlyMap<string, Resource>): string {
  return Array.from({ length: rowCount(values) }, (_, index) => {
    const text = (column: 'ressource' | 'pourquoi' | 'duree' | 'sessions') =>
      typedText(values, fieldOf(index, column));
    const slug = resourceTyped(text('ressource'));
    const title = (slug === null ? undefined : known.get(slug)?.title) ?? text('ressource');
    const time = text('duree') ? ` (${text('duree')})` : '';
    return `${index + 1}. ${title}${time}${text('sessions') ? ', avec ses prochaines sessions' : ''} : ${text('pourquoi')}`;
  }).join('\n');
}
