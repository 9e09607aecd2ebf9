// Makes dist/: the server as one file (packages stay outside), and the style sheets and scripts under names
// that change with their content, each with its compressed twins.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const out = 'dist/assets';
await mkdir(out, { recursive: true });

const entries = ['src/main.ts', ...(existsSync('src/commands') ? ['src/commands/*.ts'] : [])];
const server = build({
  entryPoints: entries,
  outdir: 'dist',
  outbase: 'src',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[hash]',
  packages: 'external',
  platform: 'node',
  target: 'node22',
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: true,
  logLevel: 'warning',
});

async function asset(entry, name, extension) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    outdir: out,
    publicPath: '/assets',
    assetNames: 'fonts/[name]-[hash]',
    target: ['es2020', 'chrome90', 'firefox90', 'safari14'],
    external: ['/assets/*'],
    // Every browser of the target reads woff2.
    loader: { '.svg': 'dataurl', '.woff2': 'file', '.woff': 'empty' },
    logLevel: 'warning',
  });
  for (const { path, contents } of outputFiles) {
    if (!path.endsWith('.woff2')) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  }
  return write(outputFiles.find(({ path }) => path.endsWith(`.${extension}`)).contents, name, extension);
}

async function write(contents, name, extension) {
  const hash = createHash('sha256').update(contents).digest('base64url').slice(0, 10);
  const file = `${name}-${hash}.${extension}`;
  await Promise.all([
    writeFile(`${out}/${file}`, contents),
    writeFile(`${out}/${file}.br`, brotliCompressSync(contents)),
    writeFile(`${out}/${file}.gz`, gzipSync(contents, { level: 9 })),
  ]);
  return `/assets/${file}`;
}

const [css, etat, js, icon] = await Promise.all([
  asset('src/ui/styles/app.css', 'app', 'css'),
  asset('src/ui/styles/etat.css', 'etat', 'css'),
  asset('src/ui/browser/app.ts', 'app', 'js'),
  readFile('src/ui/static/icon.svg').then((contents) => write(contents, 'icon', 'svg')),
  server,
]);
await writeFile(
  `${out}/manifest.json`,
  JSON.stringify({ neutral: { css: [css], js: [js], icon }, etat: { css: [etat], js: [js], icon } }),
);
