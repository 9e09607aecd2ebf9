import { Badge, type BadgeKind, Panel, PostButton, plural, Time } from '../../../ui/index.ts';
import type { Point } from '../content.ts';
import { type Mark, stateLabels } from '../marks.ts';
import type { Progress } from '../progress.ts';

/** How far the reader's authority is, and where to go on. */
export function ProgressPanel({ authority, progress }: { authority: { name: string }; progress: Progress }) {
  const { done, total, notForUs, next } = progress;
  const label = `${done} sur ${total}`;
  return (
    <Panel title={`Où en est ${authority.name}`}>
      <div class="cd-progress">
        <p class="cd-progress__count">
          <strong>{label}</strong>{' '}
          <span>
            {done > 1 ? 'points faits' : 'point fait'}
            {notForUs > 0 &&
              `, ${plural(notForUs, 'autre n’est pas pour vous', 'autres ne sont pas pour vous')}`}
          </span>
        </p>
        <progress value={done} max={Math.max(total, 1)} aria-label={`Avancement : ${label}`} />
      </div>
      {next ? (
        <p>
          Prochain point : <a href={`#point-${next.slug}`}>{next.title}</a>
        </p>
      ) : (
        <p>Tout est fait.</p>
      )}
      <p class="fr-hint-text">
        Seuls vos collègues inscrits au nom de la même collectivité voient ces notes ; elles ne sont jamais
        publiées.
      </p>
    </Panel>
  );
}

/** To whoever has no account: what one would be good for. */
export function KeepProgress() {
  return (
    <p class="cd-checklist__note cd-checklist__keep">
      Vous travaillez pour une collectivité ? <a href="/connexion">Connectez-vous</a> ou{' '}
      <a href="/inscription">inscrivez-vous</a> : votre avancement est gardé, et partagé avec vos collègues.
    </p>
  );
}

const looks: Record<Mark['state'], BadgeKind> = { todo: 'accent', done: 'success', not_for_us: 'neutral' };

/** Where the reader's authority is with a point, and the buttons that change it. */
export function PointState({ base, point, mark }: { base: string; point: Point; mark: Mark | undefined }) {
  const state = mark?.state ?? 'todo';
  const action = `${base}/${point.slug}`;
  const version = String(mark?.version ?? 0);
  return (
    <div class="cd-point__state">
      <p class="cd-point__mark">
        <Badge kind={looks[state]}>{stateLabels[state]}</Badge>
        {mark && (
          <span class="cd-point__by">
            {' '}
            noté par {mark.by} le <Time value={mark.at} withTime />
          </span>
        )}
      </p>
      <div class="cd-point__acts">
        <PostButton
          action={`${action}/etat`}
          fields={{ etat: state === 'done' ? 'todo' : 'done', version }}
          kind="secondary"
          size="sm"
          context={`: ${point.title}`}
        >
          {state === 'done' ? 'Remettre à faire' : 'C’est fait'}
        </PostButton>
        <a href={action}>
          Écrire une note<span class="fr-sr-only"> : {point.title}</span>
        </a>
      </div>
      {mark?.note && <p class="cd-verbatim cd-point__note">{mark.note}</p>}
    </div>
  );
}
