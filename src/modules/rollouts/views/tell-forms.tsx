import { type FormState, typedField, typedList, typedText } from '../../../platform/http/index.ts';
import {
  Checkbox,
  Details,
  FileField,
  Form,
  FormTroubles,
  formatNumber,
  PageHeader,
  SubmitRow,
  TextField,
} from '../../../ui/index.ts';
import type { Coverable } from '../covering.ts';
import type { RolloutPlace } from '../place.ts';
import { standingHref } from '../place-address.ts';
import type { Standing } from '../standing.ts';
import { Patterns } from './bar.tsx';
import { SinceField, StageFields } from './stage-fields.tsx';
import { BasisMark } from './standing.tsx';
import { StandingLine } from './standing-panel.tsx';

const backTo = ({ rollout, authority }: RolloutPlace): string => standingHref(rollout, authority);

export interface DeclarationFormProps {
  form: FormState;
  place: RolloutPlace;
  standing: Standing | null;
  /** The day in Paris: nothing is declared of tomorrow. */
  today: string;
  /** Endings of the files that are taken. */
  accept: string;
}

/** Where the authority is, said by its own people: filled with what is known. */
export function DeclarationForm({ form, place, standing, today, accept }: DeclarationFormProps) {
  const { rollout, authority } = place;
  return (
    <>
      <Patterns />
      <PageHeader
        eyebrow={rollout.title}
        title={`Où en est ${authority.name} ?`}
        lead="Choisissez la dernière étape atteinte. Ce que vous dites est public, au nom de la collectivité, jamais au vôtre."
      />
      <StandingLine rollout={rollout} standing={standing} />
      <FormTroubles
        form={form}
        labels={{
          etape: 'Dernière étape atteinte',
          depuis: 'Depuis le',
          preuve: 'Adresse',
          note: 'Précision',
          fichier: 'Fichier',
        }}
      />
      <Form formKey={form.key} multipart>
        <StageFields form={form} rollout={rollout} today={today} withEvidence />
        <Checkbox
          name="bloquee"
          label="Quelque chose nous bloque pour aller plus loin"
          hint="Les copilotes du groupe vous appelleront."
          checked={typedText(form.values, 'bloquee') !== ''}
          required={false}
        />
        <Details
          summary="Joindre une preuve (facultatif)"
          open={['preuve', 'note', 'fichier'].some(
            (name) => form.errors[name] || typedText(form.values, name),
          )}
        >
          <TextField
            {...typedField(form, 'preuve')}
            label="Adresse de la page qui le montre"
            hint="Publique. Exemple : la page de votre téléprocédure."
            type="url"
            required={false}
          />
          <TextField
            {...typedField(form, 'note')}
            label="Précision"
            hint="Publique. N’y nommez personne."
            maxLength={300}
            required={false}
          />
          <FileField
            name="fichier"
            label="Fichier"
            hint="Lu par votre collectivité, les copilotes et l’équipe du programme seulement. 10 Mo au plus."
            accept={accept}
            error={form.errors.fichier}
            required={false}
          />
        </Details>
        <SubmitRow label="Déclarer" cancelHref={backTo(place)} />
      </Form>
    </>
  );
}

export interface CoverageFormProps {
  form: FormState;
  place: RolloutPlace;
  coverable: readonly Coverable[];
  today: string;
}

/** For which communes a body does it: one list, all at once. */
export function CoverageForm({ form, place, coverable, today }: CoverageFormProps) {
  const { rollout, authority } = place;
  const ticked = new Set(typedList(form.values, 'communes'));
  const here = `${backTo(place)}/couverture`;
  return (
    <>
      <Patterns />
      <PageHeader
        eyebrow={rollout.title}
        title={`Pour quelles communes ${authority.name} s’en charge ?`}
        lead="Cochez toutes celles pour lesquelles vous le faites : elles seront « couvertes » et suivront votre avancement. Chacune peut le contester."
      />
      <FormTroubles form={form} labels={{ communes: 'Communes', depuis: 'Depuis le' }} />
      {coverable.length === 0 ? (
        <p>Aucune de vos communes n’est concernée par ce déploiement.</p>
      ) : (
        <Form formKey={form.key}>
          <input type="hidden" name="cochees" value={typedText(form.values, 'cochees')} />
          <p>
            <a href={`${here}?cocher=toutes`}>Cocher les {formatNumber(coverable.length)} communes</a>
            {' · '}
            <a href={`${here}?cocher=aucune`}>Tout décocher</a>
          </p>
          <fieldset
            class="fr-fieldset cd-field cd-coverage"
            aria-describedby={form.errors.communes && 'communes-error'}
          >
            <legend class="fr-fieldset__legend fr-fieldset__legend--regular">Communes</legend>
            {form.errors.communes && (
              <p class="fr-error-text" id="communes-error">
                {form.errors.communes}
              </p>
            )}
            {coverable.map((one, index) => (
              <CoverableBox one={one} index={index} ticked={ticked.has(one.code)} />
            ))}
          </fieldset>
          <SinceField form={form} today={today} hint="Pour ce qui change. Vide : aujourd’hui." />
          <SubmitRow label="Enregistrer" cancelHref={backTo(place)} />
        </Form>
      )}
    </>
  );
}

function CoverableBox({ one, index, ticked }: { one: Coverable; index: number; ticked: boolean }) {
  const id = index === 0 ? 'communes' : `communes-${index}`;
  const says = one.other ? `couverte par ${one.other}` : null;
  return (
    <div class="fr-fieldset__element">
      <div class="fr-checkbox-group">
        <input type="checkbox" id={id} name="communes" value={one.code} checked={ticked} />
        <label class="fr-label" for={id}>
          {one.name}
          <span class="fr-hint-text">
            {one.population !== null && `${formatNumber(one.population)} hab. · `}
            <BasisMark basis={one.basis} />
            {says && ` · ${says}`}
          </span>
        </label>
      </div>
    </div>
  );
}
