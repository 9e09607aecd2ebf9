// The door of the design system: components (props in, HTML out), the page layout and French formatting.

export * from './components/arrangement.tsx';
export * from './components/authority-picker.tsx';
export * from './components/button.tsx';
export * from './components/card.tsx';
export * from './components/choice-fields.tsx';
export * from './components/evidence.tsx';
export type { FieldProps } from './components/field.tsx';
export * from './components/filters.tsx';
export * from './components/form.tsx';
export * from './components/headings.tsx';
export { Icon, type IconName } from './components/icon.tsx';
export * from './components/labels.tsx';
export * from './components/mail-step.tsx';
export * from './components/mark-form.tsx';
export * from './components/messages.tsx';
export * from './components/navigation.tsx';
export { Prose } from './components/prose.tsx';
export * from './components/reason.tsx';
export * from './components/table.tsx';
export * from './components/text-fields.tsx';
export * from './components/timeline.tsx';
export * from './format.ts';
export { EmbedLayout, Layout, type LayoutProps, type MenuItem, type Viewer } from './layout.tsx';
export { listHref } from './list-href.ts';
export type { SafeHtml } from './safe-html.ts';
export { AdminNav } from './shell/admin-nav.tsx';
export { typeset } from './typeset.ts';
