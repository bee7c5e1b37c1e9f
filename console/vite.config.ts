import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Relative addresses, so that the pages work under any path that a city's proxy gives them.
  base: './',
  build: {
    outDir: 'target/classes/console',
    emptyOutDir: true,
    target: 'es2022',
    // MapLibre alone is about 900 kB; it is loaded from the same machine and cached by name.
    chunkSizeWarningLimit: 1200,
    // The server's content security policy allows no data addresses for scripts and styles.
    assetsInlineLimit: 0,
    rollupOptions: { input: { index: 'index.html', police: 'police.html', responder: 'responder.html' } },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    restoreMocks: true,
  },
});
