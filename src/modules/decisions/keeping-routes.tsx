import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  fields,
  formPage,
  Refusal,
  type TypedValues,
  typedPreview,
} from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { SpaceFrame, spaceMeta } from '../groups/index.ts';
import { actOf, inGroup, onDecision } from './access.ts';
import {
  decisionPath,
  editProposal,
  proposeDecision,
  recordDecision,
  replaceDecision,
  settleDecision,
  settlementsOf,
} from './actions.ts';
import { type Decision, successorsOf } from './queries.ts';
import { byNumber, bySlug, proposalFields, recordFields, replaceFields, settleFields } from './schemas.ts';
import { ProposalForm, RecordForm } from './views/forms.tsx';
import { ReplaceForm, SettleForm } from './views/settle-form.tsx';

/** What the copilots of a group do with its decisions. */
export function keepingRoutes(app: App, deps: Deps): void {
  const base = '/espace/groupes/:slug/decisions';
  const onOne = onDecision(deps, 'decision.keep');
  const today = () => machineDate(deps.clock.now());

  formPage(app, deps, {
    path: `${base}/nouvelle`,
    access: 'decision.keep',
    params: bySlug,
    body: proposalFields,
    load: inGroup(deps, 'decision.keep'),
    initial: () => ({ mode: 'vote', voters: 'person', ballot: 'named', quorum: 'none', opens_on: today() }),
    show: ({ form, thing: { group } }) => ({
      meta: spaceMeta(group, 'Proposer une décision'),
      body: (
        <SpaceFrame group={group} title="Proposer une décision" current="decisions">
          <ProposalForm
            form={form}
            submit="Proposer la décision"
            cancelHref={`/espace/groupes/${group.slug}/decisions`}
            preview={typedPreview(form.values, 'body', { most: 20_000, baseLevel: 3 })}
            today={today()}
          />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input, thing: { actor, group } }) => {
      const { number } = await proposeDecision(tx, actOf(deps, actor), group.id, input);
      return { location: decisionPath(group, number), notice: 'La décision est proposée.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/consigner`,
    access: 'decision.keep',
    params: bySlug,
    body: recordFields,
    load: inGroup(deps, 'decision.keep'),
    initial: () => ({ decided_on: today() }),
    show: ({ form, thing: { group } }) => ({
      meta: spaceMeta(group, 'Consigner une décision'),
      body: (
        <SpaceFrame group={group} title="Consigner une décision prise" current="decisions">
          <RecordForm
            form={form}
            cancelHref={`/espace/groupes/${group.slug}/decisions`}
            preview={typedPreview(form.values, 'body', { most: 20_000, baseLevel: 3 })}
            today={today()}
          />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input, thing: { actor, group } }) => {
      const { number } = await recordDecision(tx, actOf(deps, actor), {
        groupId: group.id,
        title: input.title,
        text: input.body,
        decidedBy: input.decided_by,
        why: input.motivation,
        on: input.decided_on,
        public: input.publicity === 'public',
      });
      return { location: decisionPath(group, number), notice: 'La décision est au registre.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:number/modifier`,
    access: 'decision.keep',
    params: byNumber,
    body: { ...proposalFields, version: fields.version },
    load: onOne,
    initial: ({ thing: { decision } }) => valuesOf(decision),
    show: ({ form, thing: { group, decision } }) => ({
      meta: spaceMeta(group, 'Modifier une décision'),
      body: (
        <SpaceFrame
          group={group}
          eyebrow={decision.title}
          title="Modifier la décision proposée"
          current="decisions"
        >
          <ProposalForm
            form={form}
            submit="Enregistrer"
            cancelHref={decisionPath(group, decision.number)}
            preview={typedPreview(form.values, 'body', { most: 20_000, baseLevel: 3 })}
            today={today()}
          />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input: { version, ...input }, thing: { actor, group, decision } }) => {
      if (decision.mode === 'recorded') throw new Refusal('Ce qui est consigné ne se modifie pas.');
      await editProposal(tx, actOf(deps, actor), { id: decision.id, version }, input);
      return { location: decisionPath(group, decision.number), notice: 'La décision proposée est à jour.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:number/conclusion`,
    access: 'decision.keep',
    params: byNumber,
    body: settleFields,
    load: onOne,
    initial: ({ thing: { decision } }) => ({
      version: String(decision.version),
      decided_by: 'Les copilotes du groupe',
    }),
    show: ({ form, thing: { group, decision } }) => ({
      meta: spaceMeta(group, 'Conclure une décision'),
      body: (
        <SettleForm
          decision={decision}
          form={form}
          states={settlementsOf(decision, deps.clock.now())}
          cancelHref={decisionPath(group, decision.number)}
        />
      ),
    }),
    submit: async ({ tx, input: { version, ...input }, thing: { actor, group, decision } }) => {
      await settleDecision(tx, actOf(deps, actor), { id: decision.id, version }, input);
      return { location: decisionPath(group, decision.number), notice: 'Ce qui est décidé est au registre.' };
    },
  });

  formPage(app, deps, {
    path: `${base}/:number/remplacement`,
    access: 'decision.keep',
    params: byNumber,
    body: replaceFields,
    load: onOne,
    initial: ({ thing: { decision } }) => ({ version: String(decision.version) }),
    show: async ({ form, thing: { group, decision } }) => ({
      meta: spaceMeta(group, 'Remplacer une décision'),
      body: (
        <ReplaceForm
          decision={decision}
          form={form}
          others={await successorsOf(deps.db, decision)}
          cancelHref={decisionPath(group, decision.number)}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { actor, group, decision } }) => {
      const { version, replaced_by } = input;
      await replaceDecision(tx, actOf(deps, actor), { id: decision.id, version }, replaced_by);
      return { location: decisionPath(group, decision.number), notice: 'La décision est remplacée.' };
    },
  });
}

function valuesOf(decision: Decision): TypedValues {
  const { quorum } = decision;
  return {
    title: decision.title,
    publicity: decision.isPublic ? 'public' : 'internal',
    body: decision.body,
    motivation: decision.motivation,
    mode: decision.mode,
    options: decision.options.join('\n'),
    voters: decision.voters ?? 'person',
    ...(decision.bySide ? { by_side: '1' } : {}),
    ballot: decision.secret ? 'secret' : 'named',
    quorum: quorum === null ? 'none' : 'count' in quorum ? 'count' : 'percent',
    quorum_value: quorum === null ? '' : String('count' in quorum ? quorum.count : quorum.percent),
    opens_on: decision.opensAt ? machineDate(decision.opensAt) : '',
    // The vote ends with the first moment of the day after.
    closes_on: decision.closesAt ? machineDate(new Date(decision.closesAt.getTime() - 1)) : '',
    version: String(decision.version),
  };
}
