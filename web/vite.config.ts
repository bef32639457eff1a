/** Builds the browser client into dist/web: one shell that is small and cached, the rest when it is asked for. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { budget } from './build/budget.ts'
import { compress } from './build/compress.ts'
import { serviceWorker } from './build/service-worker.ts'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), serviceWorker(), budget({ scriptKiB: 125, styleKiB: 15 }), compress()],
  // The policy is `default-src 'self'`: a font or picture as a data: address would be refused.
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssTarget: 'chrome123',
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': process.env.WINNOW_API ?? 'http://127.0.0.1:7070' } },
})
