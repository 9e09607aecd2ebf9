// Everything that can be known without running the product: format, lint, types, boundaries, dead code,
// and whether the database types are those of the migrations.
import { spawn } from 'node:child_process';

const checks = {
  'format and lint': 'biome ci --colors=off .',
  types: 'tsc --noEmit -p .',
  'types of the browser script': 'tsc --noEmit -p src/ui/browser',
  boundaries: 'depcruise src test bench --config .dependency-cruiser.cjs',
  'unused code and dependencies': 'knip',
  'types of the database': 'node scripts/database-types.mjs --verify',
};

function run(name, command) {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (status) => {
      process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name}\n`);
      if (status !== 0) process.stdout.write(`${output}\n`);
      resolve(status === 0);
    });
  });
}

const results = [];
for (const [name, command] of Object.entries(checks)) results.push(await run(name, command));
process.exit(results.every(Boolean) ? 0 : 1);
