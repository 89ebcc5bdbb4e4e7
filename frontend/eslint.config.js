import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['node_modules/', 'src/protocol.gen.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      'max-lines': ['error', 500],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      complexity: ['error', 12],
      'no-console': 'error',
      eqeqeq: 'error',
      // Paths are our own and absolute; there is no base path to resolve them against.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // A page's script is one function to the linter, and its size is bounded by max-lines.
    files: ['**/*.svelte'],
    rules: { 'max-lines-per-function': 'off' },
  },
  { files: ['*.config.ts', '*.config.js'], languageOptions: { globals: globals.node } },
);
