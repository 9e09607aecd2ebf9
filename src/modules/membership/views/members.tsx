import type { MembershipRole, Side } from '../../../platform/database/index.ts';
import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Badge,
  type BadgeKind,
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  PageHeader,
  RadioGroup,
  ReasonForm,
  Section,
  SubmitRow,
} from '../../../ui/index.ts';
import type { Member } from '../membership-queries.ts';
import { roleChoices, roleLabels, sideWords } from '../schemas.ts';

/** How a role shows. */
export const roleKinds: Record<MembershipRole, BadgeKind> = {
  copilot: 'accent',
  member: 'neutral',
  observer: 'info',
};

/** "Copilote, côté État", "Membre". */
export function roleWords({ role, side }: { role: MembershipRole; side: Side | null }): string {
  return side ? `${roleLabels[role]}, ${sideWords[side]}` : roleLabels[role];
}

/** Roles as a form offers them. */
export const roleTexts: Record<keyof typeof roleChoices, { label: string; hint: string }> = {
  'copilote-etat': {
    label: 'Copilote, côté État',
    hint: 'Anime le groupe : plan, points d’avancement, membres.',
  },
  'copilote-collectivites': { label: 'Copilote, côté collectivités', hint: 'Mêmes droits que l’autre côté.' },
  membre: { label: 'Membre', hint: 'Agent ou élu d’une collectivité : participe aux travaux.' },
  observateur: { label: 'Observateur', hint: 'Hors collectivité : suit les travaux et les échanges.' },
};

/** The choice that stands for a role. */
export function roleChoiceOf({ role, side }: { role: MembershipRole; side: Side | null }): string {
  const found = Object.entries(roleChoices).find(([, one]) => one.role === role && one.side === side);
  return found?.[0] ?? '';
}

export interface MemberPageProps {
  group: { slug: string; title: string };
  member: Member;
  /** Roles that the viewer may give. */
  roles: readonly MembershipRole[];
  mayRemove: boolean;
  /** Where the reader came from. */
  back: string;
  form: FormState;
}

export function MemberPage({ group, member, roles, mayRemove, back, form }: MemberPageProps) {
  const here = `/espace/groupes/${group.slug}/membres`;
  const offered = Object.entries(roleTexts).filter(([choice]) =>
    roles.some((role) =>
      Object.entries(roleChoices).some(([name, one]) => name === choice && one.role === role),
    ),
  );
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader
        eyebrow={group.title}
        title={member.name}
        lead={[member.functionTitle, member.affiliation].filter(Boolean).join(' · ')}
        meta={<Badge kind={roleKinds[member.role]}>{roleWords(member)}</Badge>}
      />
      <Form formKey={form.key} action={`${here}/${member.accountId}`}>
        <RadioGroup
          name="role"
          label="Rôle dans le groupe"
          hint="Le changement vaut tout de suite ; la personne en est avertie par courriel."
          value={typedText(form.values, 'role')}
          choices={offered.map(([value, words]) => ({ value, ...words }))}
          error={form.errors.role}
        />
        <SubmitRow label="Changer le rôle" cancelHref={back} />
      </Form>
      {mayRemove && (
        <Section title="Retirer du groupe" id="retrait">
          <p>
            La personne garde son compte et ses messages restent ; elle lira le motif. Elle ne pourra revenir
            que si un copilote ou l’équipe du programme le permet.
          </p>
          <ButtonGroup>
            <Button href={`${here}/${member.accountId}/retrait`} kind="danger">
              Retirer {member.name} du groupe
            </Button>
          </ButtonGroup>
        </Section>
      )}
    </>
  );
}

export function RemovalPage({ group, member, form }: Omit<MemberPageProps, 'roles' | 'mayRemove' | 'back'>) {
  const here = `/espace/groupes/${group.slug}/membres/${member.accountId}`;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <PageHeader eyebrow={group.title} title={`Retirer ${member.name} du groupe`} />
      <ReasonForm
        action={`${here}/retrait`}
        formKey={form.key}
        value={typedText(form.values, 'motif')}
        errors={form.errors}
        submit="Retirer du groupe"
        cancelHref={here}
      />
    </>
  );
}
