import { defineConfig } from 'vite';
import { places } from './places';

// All that a page needs comes from its own server; the policy allows nothing inline.
export default defineConfig({
  plugins: [places()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  server: { proxy: Object.fromEntries(['/api', '/match', '/search', '/entities', '/catalog', '/reconcile'].map((p) => [p, 'http://127.0.0.1:8787'])) },
});
