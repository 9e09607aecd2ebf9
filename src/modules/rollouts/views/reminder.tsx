import type { FormState } from '../../../platform/http/index.ts';
import { Button, Form, FormTroubles, PageHeader, PostButton, Section, SubmitRow } from '../../../ui/index.ts';
import { type AuthoritySummary, authorityUrl } from '../../territories/index.ts';
import type { Rollout } from '../rollout.ts';
import type { Standing } from '../standing.ts';
import { Patterns } from './bar.tsx';
import { StageFields } from './stage-fields.tsx';
import { StandingLine } from './standing-panel.tsx';

export interface ReminderViewProps {
  authority: AuthoritySummary;
  /** Address of the page: that of the mail. */
  here: string;
  items: readonly { rollout: Rollout; standing: Standing | null }[];
}

/** What is said of the authority today: a click confirms it. */
export function ReminderView({ authority, here, items }: ReminderViewProps) {
  return (
    <>
      <Patterns />
      <PageHeader
        eyebrow={authority.name}
        title="Est-ce toujours exact ?"
        lead="Un clic suffit pour chaque déploiement. Ce que vous dites est public, au nom de la collectivité, jamais au vôtre."
      />
      {items.map(({ rollout, standing }) => (
        <Section title={rollout.title}>
          <StandingLine rollout={rollout} standing={standing} />
          {standing?.basis === 'covered' ? (
            <p>Rien à faire de votre côté.</p>
          ) : (
            <>
              {standing !== null && (
                <PostButton action={`${here}/${rollout.slug}/oui`}>
                  C’est toujours exact<span class="fr-sr-only"> pour {rollout.title}</span>
                </PostButton>
              )}
              <p>
                <Button
                  href={`${here}/${rollout.slug}`}
                  kind={standing === null ? 'primary' : 'tertiary'}
                  context={`pour ${rollout.title}`}
                >
                  {standing === null ? 'Dire où nous en sommes' : 'Cela a changé'}
                </Button>
              </p>
            </>
          )}
        </Section>
      ))}
      <p>
        <a href={authorityUrl(authority)}>Tout ce qui concerne {authority.name}</a>,{' '}
        <a href={`${here}/arret`}>ne plus me le demander</a>
      </p>
    </>
  );
}

export interface AnswerFormProps {
  form: FormState;
  rollout: Rollout;
  authority: AuthoritySummary;
  here: string;
  today: string;
}

/** Where it stands, by the link of a mail: the least that can be asked. */
export function AnswerForm({ form, rollout, authority, here, today }: AnswerFormProps) {
  return (
    <>
      <PageHeader eyebrow={rollout.title} title={`Où en est ${authority.name} ?`} />
      <FormTroubles form={form} labels={{ etape: 'Dernière étape atteinte', depuis: 'Depuis le' }} />
      <Form formKey={form.key}>
        <StageFields form={form} rollout={rollout} today={today} />
        <SubmitRow label="Déclarer" cancelHref={here} />
      </Form>
    </>
  );
}

/** A step with its button, when there is one. */
export function ReminderStep({
  title,
  text,
  act,
}: {
  title: string;
  text: string;
  act?: { label: string; action: string };
}) {
  return (
    <>
      <PageHeader title={title} lead={text} />
      {act && <PostButton action={act.action}>{act.label}</PostButton>}
      <p>
        <a href="/deploiements">Les déploiements</a>
      </p>
    </>
  );
}
