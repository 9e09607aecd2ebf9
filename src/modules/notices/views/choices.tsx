import type { MailRhythm } from '../../../platform/database/index.ts';
import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  choicesOf,
  EmptyState,
  Form,
  FormTroubles,
  formatLongDate,
  HiddenFields,
  PageHeader,
  Section,
  SelectField,
  SubmitRow,
} from '../../../ui/index.ts';
import { AccountNav } from '../../identity/index.ts';
import { nextMorning, rhythmLabels } from '../../membership/index.ts';
import { choicesPath } from '../mails/addresses.ts';
import { mostChoices } from '../schemas.ts';

interface ChosenGroup {
  slug: string;
  title: string;
  mail: MailRhythm;
}

const mostLabels: Record<(typeof mostChoices)[number], string> = {
  '0': 'Aucun : tout attend le récapitulatif',
  '3': '3 courriels',
  '5': '5 courriels',
  '10': '10 courriels',
  '20': '20 courriels',
  '50': '50 courriels',
};

export function ChoicesPage({
  groups,
  form,
  now,
}: {
  groups: readonly ChosenGroup[];
  form: FormState;
  now: Date;
}) {
  const typed = typedByGroup(form);
  return (
    <>
      <FormTroubles form={form} labels={{ plafond: 'Courriels par jour, au plus', rythme: 'Rythme' }} />
      <PageHeader
        title="Mes courriels"
        lead="Ce que vous recevez de vos groupes, et quand. Rien ne vous est envoyé deux fois, ni ce que vous avez déjà lu."
      />
      <AccountNav current={choicesPath} />
      {groups.length === 0 ? (
        <EmptyState title="Vous n’êtes encore membre d’aucun groupe">
          <p>
            <a href="/groupes">Choisissez un groupe à rejoindre</a> : vous réglerez ici ce que vous en
            recevez.
          </p>
        </EmptyState>
      ) : (
        <Form formKey={form.key} action={choicesPath}>
          <Section
            title="Groupe par groupe"
            id="groupes"
            intro={`Les récapitulatifs partent à 8 h, heure de Paris : celui de chaque matin les jours ouvrés (le prochain : ${formatLongDate(nextMorning(now, 'daily'))}), celui de la semaine le mardi (le prochain : ${formatLongDate(nextMorning(now, 'weekly'))}). Sans nouveauté, rien ne part.`}
          >
            {groups.map(({ slug, title, mail }, index) => (
              <>
                <HiddenFields fields={{ groupe: slug }} />
                <SelectField
                  name="rythme"
                  id={index === 0 ? 'rythme' : `rythme-${slug}`}
                  label={title}
                  value={typed.get(slug) ?? mail}
                  choices={choicesOf(rhythmLabels)}
                  placeholder={null}
                  error={index === 0 ? form.errors.rythme : undefined}
                />
              </>
            ))}
          </Section>
          <Section title="Jamais trop à la fois" id="plafond-du-jour">
            <SelectField
              name="plafond"
              label="Courriels par jour, au plus"
              hint="Au-delà, ce qui devait venir tout de suite attend le récapitulatif du matin suivant. Le récapitulatif ne compte pas."
              value={typedText(form.values, 'plafond')}
              choices={mostChoices.map((value) => ({ value, label: mostLabels[value] }))}
              placeholder={null}
              error={form.errors.plafond}
            />
          </Section>
          <SubmitRow label="Enregistrer" cancelHref="/espace/compte" />
        </Form>
      )}
      <Section title="Discussion par discussion" id="discussions">
        <p>
          Sur la page d’une discussion, vous pouvez la suivre : ses réponses viennent alors tout de suite,
          quel que soit le rythme du groupe. Vous pouvez aussi la rendre muette : plus rien n’en vient. Quand
          vous écrivez dans une discussion, vous la suivez.
        </p>
      </Section>
    </>
  );
}

/** What was chosen in a form sent back, by group. */
function typedByGroup({ values }: FormState): Map<string, string> {
  const [slugs, rhythms] = [[values.groupe ?? []].flat(), [values.rythme ?? []].flat()];
  return new Map(slugs.flatMap((slug, index) => (rhythms[index] ? [[slug, rhythms[index]] as const] : [])));
}
