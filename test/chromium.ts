import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import chromiumPackage from '../node_modules/@sparticuz/chromium/package.json' with { type: 'json' };

/** Where the Chromium that npm brought is unpacked, once a machine and user. */
export function chromiumFolder(): string {
  const folder = join(tmpdir(), `cordee-chromium-${chromiumPackage.version}-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The package unpacks into the temporary folder, and its libraries only where it believes to be on Lambda. */
export async function unpackChromium(): Promise<string> {
  const folder = chromiumFolder();
  const { TMPDIR, AWS_EXECUTION_ENV, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x';
  try {
    const { default: lambda } = await import('@sparticuz/chromium');
    return await lambda.executablePath();
  } finally {
    for (const [name, value] of Object.entries({
      TMPDIR,
      AWS_EXECUTION_ENV,
      LD_LIBRARY_PATH,
      FONTCONFIG_PATH,
    })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
