import { type FormState, typedField, typedList } from '../../../../platform/http/index.ts';
import {
  Alert,
  Button,
  Checkbox,
  ErrorSummary,
  FieldSet,
  Form,
  formatNumber,
  Grid,
  PageHeader,
  SubmitRow,
  spanLine,
  TextField,
} from '../../../../ui/index.ts';
import type { Actor } from '../../../identity/index.ts';
import { sessionHref, sessionsPath } from '../../addresses.ts';
import { isFull, type TrainingSession } from '../../sessions/session.ts';
import { placesWords } from '../../words.ts';
import { monthsKept } from '../mails.ts';
import { mostColleagues } from '../places.ts';
import { colleagueRows } from '../schemas.ts';

/** What is done of names and addresses, said wherever they are asked. */
export const keptWords = `Ces informations servent à tenir cette session : places, invitations, rappel, attestation, une question trois mois après. Seuls l’organisateur et les copilotes du groupe les lisent. Elles sont effacées ${monthsKept} mois après la session.`;

export function RegisterClosed({ session, why }: { session: TrainingSession; why: string }) {
  return (
    <>
      <PageHeader eyebrow={session.title} title="S’inscrire" lead={why} />
      <p>
        <a href={sessionsPath}>Voir les autres sessions</a>
      </p>
    </>
  );
}

export function RegisterForm({
  session,
  form,
  actor,
  isIn,
}: {
  session: TrainingSession;
  form: FormState;
  actor: Actor | null;
  /** Who reads has a place, or waits for one. */
  isIn: boolean;
}) {
  const rows = colleagueRows(form.values);
  const here = sessionHref(session.slug);
  return (
    <>
      <PageHeader
        eyebrow={session.title}
        title={actor ? 'Inscrire des collègues' : 'S’inscrire, soi ou ses collègues'}
        lead={spanLine(session)}
        meta={<span>{placesWords(session)}</span>}
      />
      <ErrorSummary errors={form.errors} />
      {isFull(session) && (
        <Alert kind="info" title="La session est complète">
          <p>
            Vous pouvez demander une inscription sur la liste d’attente : une place qui se libère va à la
            première personne de la liste, prévenue par courriel.
          </p>
        </Alert>
      )}
      <Form formKey={form.key}>
        {!actor && (
          <FieldSet
            legend="Qui demande"
            hint="Un courriel part à cette adresse : rien n’est fait avant que vous confirmiez."
          >
            <TextField
              {...typedField(form, 'nom')}
              label="Votre prénom et votre nom"
              autocomplete="name"
              maxLength={100}
            />
            <TextField
              {...typedField(form, 'courriel')}
              type="email"
              label="Votre adresse électronique professionnelle"
              autocomplete="email"
              maxLength={254}
            />
          </FieldSet>
        )}
        <TextField
          {...typedField(form, 'organisme')}
          label="Votre collectivité ou organisme"
          hint="Pour l’organisateur. Vaut pour toutes les personnes inscrites ici."
          required={false}
          maxLength={200}
        />
        {isIn ? (
          <p>Vous êtes déjà inscrit à cette session.</p>
        ) : (
          <Checkbox
            name="moi"
            label="Je participe"
            hint="Décochez si vous n’inscrivez que des collègues."
            required={false}
            checked={typedList(form.values, 'moi').length > 0}
            error={form.errors.moi}
          />
        )}
        <div id="collegues">
          <FieldSet
            legend="Vos collègues"
            hint={`Chaque personne reçoit un courriel qui dit qui l’a inscrite, avec un lien pour annuler. ${formatNumber(mostColleagues)} au plus ; laissez vide ce qui ne sert pas.`}
          >
            {rows.map(({ name, email }, index) => (
              <Grid min="sm">
                <TextField
                  {...typedField(form, name)}
                  label={`Collègue ${index + 1} : prénom et nom`}
                  required={false}
                  autocomplete="off"
                  maxLength={100}
                />
                <TextField
                  {...typedField(form, email)}
                  type="email"
                  label={`Collègue ${index + 1} : adresse électronique`}
                  required={false}
                  autocomplete="off"
                  maxLength={254}
                />
              </Grid>
            ))}
            {rows.length < mostColleagues && (
              <Button
                kind="secondary"
                size="sm"
                icon="plus"
                name="apercu"
                value="collegue"
                formAction={`${here}/inscription#collegues`}
                skipValidation
              >
                Ajouter un collègue
              </Button>
            )}
          </FieldSet>
        </div>
        {/* Machines fill in every field; people do not see this one. */}
        <div class="fr-sr-only" aria-hidden="true">
          <label for="site_web">Laissez ce champ vide</label>
          <input type="text" id="site_web" name="site_web" tabIndex={-1} autocomplete="off" />
        </div>
        <Checkbox
          name="information"
          label="J’ai lu à quoi servent ces informations"
          hint={keptWords}
          checked={typedList(form.values, 'information').length > 0}
          error={form.errors.information}
        />
        <SubmitRow label={actor ? 'Inscrire' : 'Envoyer la demande'} cancelHref={here} />
      </Form>
    </>
  );
}
