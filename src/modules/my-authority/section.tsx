import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import {
  type AuthorityParts,
  type AuthoritySection,
  authorityUrl,
  type Placed,
} from '../territories/index.ts';
import { givenAnswers } from './answers.ts';
import { aroundOf } from './around.ts';
import { asData } from './data.ts';
import { marksOf } from './marks.ts';
import { can } from './policy.ts';
import { isTold, readAgenda, readingOf } from './reading.ts';
import { nextAction } from './standing.ts';
import { BodiesAbove, Peers } from './views/around.tsx';
import { Folded, Groups } from './views/groups.tsx';
import { EndedNotice, Lead, OverseasCaution } from './views/lead.tsx';
import { AnswersGiven, Questions } from './views/questions.tsx';

/** What concerns an authority, and why, when, what to do. */
export const myAuthoritySection: AuthoritySection = {
  id: 'my-authority',
  order: 0,
  render,
  data: asData,
  alternates: ({ authority }) => {
    if (!isTold(authority)) return [];
    const url = authorityUrl(authority);
    const title = `Ce qui concerne ${authority.name}`;
    return [
      { type: 'text/calendar', href: `${url}.ics`, title: `${title} : calendrier` },
      { type: 'application/atom+xml', href: `${url}.atom`, title: `${title} : changements` },
      { type: 'application/pdf', href: `${url}.pdf`, title: `${title} : fiche pour le conseil` },
    ];
  },
};

async function render(deps: Deps, place: Placed, reader: FastifyRequest | null): Promise<AuthorityParts> {
  const { authority } = place;
  if (authority.ended_at) return { lead: <EndedNotice /> };
  if (!isTold(authority)) return { lead: <OverseasCaution /> };
  const agenda = await readAgenda(deps);
  const isColleague = can(reader?.actor ?? null, 'authority.mark', authority.id);
  const [answers, marks] = await Promise.all([
    givenAnswers(deps, reader, authority.id, agenda.flags),
    isColleague ? marksOf(deps.db, authority.id) : null,
  ]);
  const reading = readingOf(agenda, place, answers.all);
  const { standing, flags } = reading;
  const around = await aroundOf(deps.db, reading, place);
  const url = authorityUrl(authority);
  const isOver = (state: string | undefined) => state === 'done' || state === 'not_for_us';
  const isDealtWith = (id: string, act: string) => {
    const mark = marks?.get(id);
    return isOver(mark?.state) || isOver(mark?.acts.get(act));
  };
  return {
    lead: (
      <Lead
        authority={authority}
        standing={standing}
        action={nextAction(standing, isDealtWith)}
        hasAnswers={answers.all.size > 0}
      />
    ),
    main: (
      <>
        <Groups
          measures={standing.measures}
          flags={flags}
          marking={marks && { marks, hrefOf: (slug) => `${url}/mesures/${slug}` }}
        />
        <Questions
          questions={standing.questions}
          unaskable={standing.measures.filter((one) => one.place === 'unknown' && one.question === null)}
          flags={flags}
          action={`${url}/reponses`}
        />
        <AnswersGiven
          answers={answers}
          flags={flags}
          action={`${url}/reponses`}
          mayKeep={can(reader?.actor ?? null, 'authority.keep-answers', authority.id)}
        />
        <Folded measures={standing.measures} />
        <BodiesAbove above={around.above} />
      </>
    ),
    tail: <Peers {...around} />,
  };
}
