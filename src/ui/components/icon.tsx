// One icon set, drawn on a 24 px grid with one stroke. Icons only repeat what words say: hidden from readers.

const paths = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20.5 20.5',
  menu: 'M4 7h16M4 12h16M4 17h10',
  close: 'M6 6l12 12M18 6 6 18',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.5c.8-3.7 3.7-5.5 7.5-5.5s6.7 1.8 7.5 5.5',
  people:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM2.5 19.5c.6-3.2 3-4.7 6.5-4.7s5.9 1.5 6.5 4.7M15.5 5.3a3.3 3.3 0 0 1 0 6.4M17.5 15.2c2.2.5 3.6 1.9 4 4.3',
  'arrow-right': 'M4 12h15M13 6l6 6-6 6',
  'arrow-left': 'M20 12H5M11 6l-6 6 6 6',
  'chevron-right': 'M9.5 6l6 6-6 6',
  'chevron-left': 'M14.5 6l-6 6 6 6',
  'chevron-down': 'M6 9.5l6 6 6-6',
  external: 'M14 4.5h5.5V10M19.5 4.5 11 13M17.5 14v5.5h-13v-13H10',
  download: 'M12 4v11M7 10.5l5 5 5-5M4.5 20h15',
  upload: 'M12 16V5M7 9.5l5-5 5 5M4.5 20h15',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  plus: 'M12 5v14M5 12h14',
  success: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM8 12.3l2.8 2.7L16 9.5',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 11v5.5M12 7.6v.1',
  warning: 'M12 4 2.8 19.5h18.4L12 4ZM12 10v4.5M12 17v.1',
  error: 'M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7l5-5ZM12 7.8v5M12 16v.1',
  calendar: 'M4 6h16v14H4V6ZM4 10.5h16M8 3.5V8M16 3.5V8',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3.5 2.5',
  file: 'M6 3.5h8l4.5 4.5v12.5H6v-17ZM13.5 3.5v5h5M9 13h6.5M9 16.5h6.5',
  map: 'M12 21c4.5-4.5 7-7.9 7-11.1A7 7 0 0 0 5 9.9C5 13.1 7.5 16.5 12 21ZM12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  mail: 'M3.5 5.5h17v13h-17v-13ZM3.5 7l8.5 6.5L20.5 7',
  chat: 'M4 5h16v11.5h-9L6.5 20.5v-4H4V5Z',
  edit: 'M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5l-4.5 1ZM13.5 7l3.5 3.5',
  trash: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13',
  pin: 'M9 4h6l-.8 6.5 3.3 3.5h-11l3.3-3.5L9 4ZM12 14v6.5',
  bell: 'M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5h-14l1.5-1.5ZM10 20.5h4',
  lock: 'M5.5 11h13v9.5h-13V11ZM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  flag: 'M6 21V4M6 4.5h12l-2.5 4 2.5 4H6',
  sunny:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  fair: 'M9 3v1.5M3 9.5h1.5M4.8 5.3l1 1M13.2 5.3l-1 1M6.1 12.3A3.5 3.5 0 1 1 12.3 9M8.5 20.5a3.6 3.6 0 1 1 .6-7.1 5 5 0 0 1 9.5 1.2 3 3 0 0 1-.6 5.9H8.5Z',
  cloudy: 'M7.5 18.5a4.2 4.2 0 1 1 .7-8.4 5.6 5.6 0 0 1 10.8 1.5 3.5 3.5 0 0 1-.8 6.9H7.5Z',
  stormy: 'M7 15.5a4 4 0 1 1 .7-7.9 5.5 5.5 0 0 1 10.6 1.4 3.3 3.3 0 0 1 .2 6.5M13 11.5l-3 5h4l-3 5',
} as const;

/** Names of the icons. */
export type IconName = keyof typeof paths;

/** A decorative icon; always beside words, never alone without a hidden label. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
