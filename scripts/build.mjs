// Makes dist/: the server as one file (packages stay outside), and the style sheets and scripts under names
// that change with their content, each with its compressed twins. Does nothing when nothing changed.
// Safe beside a running server, and beside another build: names that change with the content are written first and
// kept for a while, those that stay are replaced at one stroke.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const out = 'dist';
const stamp = join(out, 'build.json');
const keepOldFor = 7 * 24 * 3_600_000;

const source = await hashOf(['src', 'scripts/build.mjs', 'package-lock.json']);
if (!(await isBuilt(source))) await make();

async function hashOf(roots) {
  const hash = createHash('sha256').update(process.version);
  for (const root of roots) {
    const paths = (await stat(root)).isDirectory() ? await filesBelow(root) : [root];
    const contents = await Promise.all(paths.map((path) => readFile(path)));
    for (const [index, path] of paths.entries()) hash.update(`\0${path}\0`).update(contents[index]);
  }
  return hash.digest('hex');
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function isBuilt(source) {
  try {
    const built = JSON.parse(await readFile(stamp, 'utf8'));
    if (built.source !== source) return false;
    await Promise.all(built.files.map((file) => stat(join(out, file))));
    return true;
  } catch {
    return false;
  }
}

async function make() {
  const { build } = await import('esbuild');
  // Before the script that asks for it by its address, on the few pages that want it.
  const editor = await asset(build, 'src/ui/browser/editor.ts', 'editor', 'js');
  const [server, app, etat, embed, script, component, icon] = await Promise.all([
    build({
      entryPoints: [
        'src/main.ts',
        'src/commands/*.ts',
        'src/platform/pdf/worker.ts',
        'src/platform/inbound-mail/worker.ts',
        'src/platform/file-texts/worker.ts',
      ],
      outdir: out,
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
      write: false,
    }),
    asset(build, 'src/ui/styles/app.css', 'app', 'css'),
    asset(build, 'src/ui/styles/etat.css', 'etat', 'css'),
    asset(build, 'src/ui/styles/embed.css', 'embed', 'css'),
    asset(build, 'src/ui/browser/app.ts', 'app', 'js', 'hashed', { editorAddress: editor.address }),
    asset(build, 'src/ui/browser/embed/cordee-catalogue.ts', 'cordee-catalogue', 'js', 'stable'),
    readFile('src/ui/static/icon.svg').then((contents) => named(contents, 'icon', 'svg')),
  ]);
  const brand = (css) => ({
    css: [css.address],
    js: [script.address],
    icon: icon.address,
    embedCss: embed.address,
  });
  const manifest = { neutral: brand(app), etat: brand(etat) };

  const written = server.outputFiles.map(({ path, contents }) => [relative(out, path), contents]);
  const isChunk = ([file]) => file.startsWith('chunks/');
  const hashed = [app, etat, embed, editor, script, icon].flatMap(({ files }) => files);
  const first = [...hashed, ...written.filter(isChunk)];
  const last = [
    ...written.filter((file) => !isChunk(file)),
    ...component.files,
    ['assets/manifest.json', JSON.stringify(manifest)],
  ];
  for (const files of [first, last])
    await Promise.all(files.map(([file, contents]) => place(file, contents)));
  const files = [...first, ...last].map(([file]) => file);
  await place('build.json', JSON.stringify({ source, files }));
  await removeOld(new Set([...files, 'build.json']));
}

async function asset(build, entry, name, extension, naming, addresses = {}) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    outdir: join(out, 'assets'),
    format: 'esm',
    publicPath: '/assets',
    assetNames: 'fonts/[name]-[hash]',
    target: ['es2020', 'chrome90', 'firefox90', 'safari14.1'],
    external: ['/assets/*'],
    define: Object.fromEntries(
      Object.entries(addresses).map(([name, address]) => [name, JSON.stringify(address)]),
    ),
    // Every browser of the target reads woff2.
    loader: { '.svg': 'dataurl', '.woff2': 'file', '.woff': 'empty' },
    logLevel: 'warning',
  });
  const main = outputFiles.find(({ path }) => path.endsWith(`.${extension}`));
  const { address, files } = await named(main.contents, name, extension, naming);
  const fonts = outputFiles.filter(({ path }) => path.endsWith('.woff2'));
  return {
    address,
    files: [...files, ...fonts.map(({ path, contents }) => [relative(out, path), contents])],
  };
}

/** A file under a name that changes with its content, unless other sites know it by name; and its compressed twins. */
async function named(contents, name, extension, naming = 'hashed') {
  const hash = createHash('sha256').update(contents).digest('base64url').slice(0, 10);
  const file = `assets/${naming === 'stable' ? name : `${name}-${hash}`}.${extension}`;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(contents, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: contents.length } }),
    promisify(gzip)(contents, { level: 9 }),
  ]);
  return {
    address: `/${file}`,
    files: [
      [file, contents],
      [`${file}.br`, br],
      [`${file}.gz`, gz],
    ],
  };
}

async function place(file, contents) {
  const path = join(out, file);
  const draft = `${path}.${randomUUID()}.new`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, contents);
  await rename(draft, path);
}

/** A server that still runs an older build keeps its files for a week. */
async function removeOld(current) {
  for (const path of await filesBelow(out)) {
    if (current.has(relative(out, path))) continue;
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > keepOldFor) await rm(path, { force: true });
  }
}
