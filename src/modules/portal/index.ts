export { type MenuEntry, menuOf } from './menu.ts';
