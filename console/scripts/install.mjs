/**
 * `npm ci` from the lock file, unless what is installed is already what the lock file says: a build of the whole tree
 * then costs no seconds here, and never takes the modules away from under a browser test. For the folder that is
 * given, else for the console.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.argv[2] ? `${resolve(process.argv[2])}/` : fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.citywatch-lock`;
const wanted = createHash('sha256').update(readFileSync(`${root}package-lock.json`)).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`npm ci in ${root}: failed (expected: a registry that npm can reach, or its cache of an earlier build)`);
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
