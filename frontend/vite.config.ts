import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const LICENCES = 'licenses.md';
const COACH = 'http://127.0.0.1:8765';
const NETS = ['vision_wasm_module_internal.js', 'vision_wasm_module_internal.wasm'];

/** The pose runtime is loaded by name at run time, so it goes into `wasm/` as it is. */
function poseRuntime(): Plugin {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('@mediapipe/tasks-vision')),
    'wasm',
  );
  return {
    name: 'pose-runtime',
    apply: 'build',
    generateBundle() {
      for (const name of NETS) {
        const source = readFileSync(join(folder, name));
        this.emitFile({ type: 'asset', fileName: `wasm/${name}`, source });
      }
    },
  };
}

/** Vite lists the licences of the scripts; these parts it does not see. */
const UNSEEN = ['@mediapipe/tasks-vision', '@fontsource-variable/archivo'];

function otherLicences(): Plugin {
  return {
    name: 'other-licences',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const list = bundle[LICENCES];
        if (list?.type !== 'asset') this.error(`${LICENCES} was not written`);
        list.source = [String(list.source).trimEnd(), ...UNSEEN.map(licenceOf)].join('\n\n');
      },
    },
  };
}

function licenceOf(name: string): string {
  const folder = join(import.meta.dirname, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf-8')) as {
    version: string;
    license: string;
  };
  const text = existsSync(join(folder, 'LICENSE'))
    ? readFileSync(join(folder, 'LICENSE'), 'utf-8')
    : 'The text of this licence comes with Hamstrong itself.';
  return `## ${name} - ${version} (${license})\n\n${text.trim()}\n`;
}

export default defineConfig({
  plugins: [svelte(), poseRuntime(), otherLicences()],
  build: {
    outDir: '../src/hamstrong/web/static',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    // Newer than the scripts need: the colours are written with light-dark().
    cssTarget: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    license: { fileName: LICENCES },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': COACH,
      '/models': COACH,
      '/wasm': COACH,
      '/ws': { target: COACH, ws: true },
    },
  },
});
