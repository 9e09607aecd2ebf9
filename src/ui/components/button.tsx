import type { ComponentChildren } from 'preact';
import { HiddenFields } from './form.tsx';
import { Icon, type IconName } from './icon.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'tertiary' | 'danger';

const kindClass: Record<ButtonKind, string> = {
  primary: '',
  secondary: ' fr-btn--secondary',
  tertiary: ' fr-btn--tertiary-no-outline',
  danger: ' fr-btn--secondary cd-btn--danger',
};

export interface ButtonProps {
  children: ComponentChildren;
  /** With an address, a link that looks like a button; without, a submit button. */
  href?: string;
  kind?: ButtonKind;
  size?: 'sm' | 'md' | 'lg';
  icon?: IconName;
  iconAfter?: IconName;
  name?: string;
  value?: string;
  /** A question asked in a dialog before the form is sent (with JavaScript). */
  confirm?: string;
  /** Skips the browser's own validation: for "preview" or "save the draft". */
  skipValidation?: boolean;
  formAction?: string;
  /** In a form with files: sends what was typed alone, as an act that keeps no file. */
  withoutFiles?: boolean;
  /** Completes the visible words for screen readers: "Modifier" + "le livrable Guide RGPD". */
  context?: string;
  download?: boolean;
}

export function Button(props: ButtonProps) {
  const { children, href, kind = 'primary', size = 'md', icon, iconAfter, context } = props;
  const look = `fr-btn${kindClass[kind]}${size === 'md' ? '' : ` fr-btn--${size}`}`;
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <span>
        {children}
        {context && <span class="fr-sr-only"> {context}</span>}
      </span>
      {iconAfter && <Icon name={iconAfter} />}
    </>
  );
  if (href !== undefined) {
    return (
      <a class={look} href={href} download={props.download}>
        {inside}
      </a>
    );
  }
  return (
    <button
      class={look}
      type="submit"
      name={props.name}
      value={props.value}
      formAction={props.formAction}
      formenctype={props.withoutFiles ? 'application/x-www-form-urlencoded' : undefined}
      formNoValidate={props.skipValidation}
      data-confirm={props.confirm}
    >
      {inside}
    </button>
  );
}

/** Buttons in a row, stacked where there is no room. */
export function ButtonGroup({ children }: { children: ComponentChildren }) {
  return <div class="fr-btns-group cd-btns">{children}</div>;
}

export interface PostButtonProps extends Omit<ButtonProps, 'href' | 'formAction' | 'download'> {
  action: string;
  fields?: Record<string, string | undefined>;
}

/** One act, one button: a small form that POSTs. */
export function PostButton({ action, fields = {}, ...button }: PostButtonProps) {
  return (
    <form class="cd-post" method="post" action={action}>
      <HiddenFields fields={fields} />
      <Button {...button} />
    </form>
  );
}

/** One place up or down in a list, for whoever orders it: the field `sens` that `fields.direction` reads. */
export function MoveButtons({
  action,
  context,
  up,
  down,
  kind = 'tertiary',
}: Pick<PostButtonProps, 'action' | 'context' | 'kind'> & { up: boolean; down: boolean }) {
  const look = { action, kind, size: 'sm', context } as const;
  return (
    <>
      {up && (
        <PostButton fields={{ sens: 'haut' }} {...look}>
          Monter
        </PostButton>
      )}
      {down && (
        <PostButton fields={{ sens: 'bas' }} {...look}>
          Descendre
        </PostButton>
      )}
    </>
  );
}
