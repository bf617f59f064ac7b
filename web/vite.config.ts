import { defineConfig } from "vite";

// Nothing inline: the pages are served under a policy without 'unsafe-inline'.
export default defineConfig({
  base: "/",
  cacheDir: ".cache",
  build: {
    outDir: "../src/dragoman/web/static",
    copyPublicDir: true,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    sourcemap: false,
    target: "es2022",
    chunkSizeWarningLimit: 400,
  },
  server: { proxy: { "/api": "http://127.0.0.1:8765" } },
});
