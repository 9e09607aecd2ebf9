/** The public site: home, pages, news, search, site map, and their editor. See README.md. */
export { programmeSection } from './authorities/section.tsx';
export { type FileReport, importJekyll, type JekyllFile } from './import/import.ts';
export { loadPages } from './load.ts';
export { type MenuEntry, menuOf } from './menu.ts';
