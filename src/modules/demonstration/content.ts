import { z } from 'zod';
import { slug } from '../../platform/provenance.ts';
import { deliverableAudience, deliverableKind } from '../library/index.ts';
import { answersSchema, questionnaireSchema } from '../surveys/index.ts';

/** Every text a visitor may read is marked, so that nobody takes it for the programme's own words. */
const mark = '[Démonstration]';
const marked = z.string().startsWith(`${mark} `);

/** Reserved by RFC 2606 and RFC 6761: no mail can ever leave for such an address. */
const email = z.email().regex(/@demonstration\.invalid$/);

const key = slug;
const daysAgo = z.int().nonnegative();
const authority = z.string().regex(/^(commune:[0-9AB]{5}|epci:\d{9}|departement:[0-9AB]{2,3}|region:\d{2})$/);

const quality = z.enum(['agent', 'elected_official', 'state_agent', 'association', 'vendor']);

const person = z.strictObject({
  key,
  name: z.string().endsWith(' Démonstration'),
  email,
  quality,
  /** Exactly one of the two: where the person works. */
  authority: authority.nullable(),
  organisation: slug.nullable(),
  function: marked,
});

export const demonstrationAccount = person.extend({
  /** One line on the page where a visitor takes a seat. */
  seat: z.string().min(1),
  programme_team: z.boolean(),
  joined_days_ago: daysAgo,
  memberships: z.array(
    z.strictObject({
      group: slug,
      role: z.enum(['copilot', 'member', 'observer']),
      side: z.enum(['etat', 'collectivites']).nullable(),
    }),
  ),
});

export const demonstrationRequest = person.extend({
  groups: z.array(slug).min(1),
  requested_days_ago: daysAgo,
});

/** The name of a file of `data/demonstration`. */
const shippedFile = z.string().regex(/^[a-z0-9-]+\.(pdf|csv)$/);

/** Confidence in a group's work, from the best level to the worst. */
export const weather = z.enum(['secured', 'reachable', 'support_needed', 'compromised']);

export const demonstrationGroup = z.strictObject({
  group: slug,
  steps: z.array(
    z.strictObject({
      title: marked,
      owner: key.nullable(),
      /** Negative when the date has passed. */
      due_in_days: z.int(),
      state: z.enum(['todo', 'doing', 'done']),
      tasks: z.array(
        z.strictObject({
          title: marked,
          owner: key.nullable(),
          due_in_days: z.int(),
          state: z.enum(['todo', 'doing', 'done', 'dropped']),
        }),
      ),
    }),
  ),
  /** Folders of documents. */
  folders: z.array(
    z.strictObject({
      name: marked,
      documents: z.array(z.strictObject({ file: shippedFile, author: key, days_ago: daysAgo, note: marked })),
    }),
  ),
  /** Deliverables in preparation, which the side of their author wants to publish. */
  drafts: z.array(
    z.strictObject({
      title: marked,
      description: marked,
      kind: deliverableKind,
      audiences: z.array(deliverableAudience),
      licence: z.literal('etalab-2.0'),
      file: shippedFile,
      author: key,
      side: z.enum(['etat', 'collectivites']),
      days_ago: daysAgo,
    }),
  ),
  /** Invitations that wait for their answer. */
  invitations: z.array(
    z.strictObject({
      email,
      role: z.enum(['member', 'observer']),
      word: marked,
      author: key,
      days_ago: daysAgo,
    }),
  ),
  progress_points: z.array(z.strictObject({ author: key, days_ago: daysAgo, weather, body: marked })),
  /** Put to the group, or taken elsewhere when it has no voices. */
  decisions: z.array(
    z.strictObject({
      author: key,
      days_ago: daysAgo,
      title: marked,
      body: marked,
      motivation: marked,
      public: z.boolean(),
      /** Null for what was recorded. */
      vote: z
        .strictObject({
          days: z.int().positive(),
          voters: z.enum(['person', 'organisation']),
          by_side: z.boolean(),
          voices: z.array(
            z.strictObject({
              author: key,
              choice: z.enum(['oui', 'reserve', 'non', 'abstention']),
              reservation: marked.nullable(),
            }),
          ),
        })
        .nullable(),
    }),
  ),
  threads: z.array(
    z.strictObject({
      kind: z.enum(['announcement', 'discussion', 'question', 'decision', 'experience']),
      title: marked,
      author: key,
      days_ago: daysAgo,
      pinned: z.boolean(),
      body: marked,
      replies: z.array(
        z.strictObject({
          author: key,
          days_ago: daysAgo,
          body: marked,
          /** It is the accepted answer of the question. */
          accepted: z.boolean().default(false),
          /** Who thanks for it. */
          thanks: z.array(key).default([]),
          /** A report of it that waits for the copilots. */
          reported: z.strictObject({ by: key, comment: marked, days_ago: daysAgo }).optional(),
        }),
      ),
    }),
  ),
});

const hourOfDay = z.string().regex(/^\d{2}:\d{2}$/);

const demonstrationMeeting = z.strictObject({
  group: slug,
  title: marked,
  author: key,
  /** Negative when it is over. */
  in_days: z.int(),
  starts_at: hourOfDay,
  ends_at: hourOfDay,
  /** Null: from afar. */
  place: marked.nullable(),
  points: z
    .array(
      z.strictObject({
        title: z.string().min(1),
        minutes: z.int().positive().nullable(),
        presenter: z.string().endsWith(' Démonstration').nullable(),
        said: marked.or(z.literal('')),
        postponed: z.boolean(),
        decisions: z.array(marked),
        actions: z.array(z.strictObject({ text: marked, owner: key, due_in_days: z.int() })),
      }),
    )
    .min(1),
  answers: z.array(z.strictObject({ person: key, answer: z.enum(['yes', 'maybe', 'no']) })),
  present: z.array(key),
  /** The copilots who approved its minutes. */
  approved_by: z.array(key),
});

export const demonstrationSignature = z.strictObject({
  charter: slug,
  kind: z.enum(['etat', 'associations', 'vendors', 'authorities']),
  organisation: marked,
  /** Of nobody: eight zeros at least. */
  siret: z.string().regex(/^0{8}\d{6}$/),
  perimeter: marked,
  products: z.array(marked),
  pledges: z
    .array(
      z.strictObject({
        code: slug,
        planned_in_days: z.int(),
        progress: z.array(
          z.strictObject({
            days_ago: daysAgo,
            state: z.enum(['todo', 'doing', 'done', 'dropped']),
            note: marked,
            evidence_url: z.url().nullable(),
          }),
        ),
      }),
    )
    .min(1),
  name: z.string().endsWith(' Démonstration'),
  function: marked,
  email,
  named: z.boolean(),
  signed_days_ago: daysAgo,
  /** Who published it; null when it waits to be reviewed. */
  reviewer: key.nullable(),
});

/** A vendor that does not exist: its SIREN is nobody's, and all that it says is marked. */
export const demonstrationVendor = z.strictObject({
  name: marked,
  siren: z.literal('000000000'),
  person: demonstrationAccount,
  products: z.array(
    z.strictObject({
      name: marked,
      purpose: marked,
      rollouts: z.array(slug),
      equips: z.array(z.strictObject({ authority, days_ago: daysAgo })),
    }),
  ),
});

/** A session that is not held, a few days away; who comes are fictional people. */
export const demonstrationSession = z.strictObject({
  offer: slug.nullable(),
  title: marked,
  description: marked,
  in_days: z.int(),
  starts_at: z.string().regex(/^\d\d:\d\d$/),
  ends_at: z.string().regex(/^\d\d:\d\d$/),
  mode: z.enum(['onsite', 'remote', 'hybrid']),
  address: marked.nullable(),
  territory: authority.nullable(),
  organiser: slug,
  capacity: z.int().positive().nullable(),
  publics: z.array(slug),
  people: z.array(
    z.strictObject({
      name: z.string().endsWith(' Démonstration'),
      email,
      body: marked,
      attended: z.boolean().nullable(),
    }),
  ),
});

/** A survey that nobody leads: its questions are invented, its answers nobody's. */
export const demonstrationSurvey = z.strictObject({
  slug: z.string().startsWith('demonstration-'),
  title: marked,
  introduction: marked,
  privacy: marked,
  minutes: z.int().positive(),
  group: slug,
  mode: z.enum(['anonymous', 'authority']),
  opened_days_ago: daysAgo,
  /** Negative when it is over. */
  closes_in_days: z.int(),
  shared: z.array(z.string()),
  questionnaire: questionnaireSchema,
  responses: z.int().nonnegative(),
  /** By question, or row of a matrix: how often each choice is given, or what is written. */
  answers: z.record(z.string(), z.union([z.record(z.string(), z.number().positive()), z.array(marked)])),
});

/** Self-assessments that fictional people sent, and others without a name that comparisons are made from. */
export const demonstrationMaturity = z.strictObject({
  assessments: z.array(z.strictObject({ person: key, days_ago: daysAgo, answers: answersSchema })),
  peers: z.array(
    z.strictObject({
      kind: z.enum(['commune', 'epci', 'departement', 'region']),
      population: z.tuple([z.int(), z.int()]),
      count: z.int().positive(),
      /** Around which level they answer. */
      level: z.number().min(0).max(4),
    }),
  ),
});

/** The whole file `data/demonstration.json`; loaded on demonstration instances only. */
export const demonstrationFile = z.strictObject({
  notice: z.string().min(1),
  accounts: z.array(demonstrationAccount),
  requests: z.array(demonstrationRequest),
  groups: z.array(demonstrationGroup),
  meetings: z.array(demonstrationMeeting),
  signatures: z.array(demonstrationSignature),
  vendors: z.array(demonstrationVendor),
  sessions: z.array(demonstrationSession),
  surveys: z.array(demonstrationSurvey),
  maturity: demonstrationMaturity,
});

export type DemonstrationContent = z.infer<typeof demonstrationFile>;
export type DemonstrationAccount = z.infer<typeof demonstrationAccount>;
export type DemonstrationGroup = z.infer<typeof demonstrationGroup>;
