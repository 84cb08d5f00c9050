import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { catalogues } from "./scripts/catalogues.js";
import { licences } from "./scripts/licences.js";

// The server puts the pages' files behind /a/{hash of all files}/ and writes
// that hash here.
const prefix = "/a/_/";

export default defineConfig(({ command }) => ({
  plugins: [catalogues(), svelte(), licences()],
  base: command === "build" ? "./" : "/",
  resolve: {
    alias: { $lib: fileURLToPath(new URL("./src/lib", import.meta.url)) },
    conditions: process.env.VITEST ? ["browser"] : undefined,
  },
  build: {
    target: ["chrome125", "firefox128", "safari18"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { staff: "staff.html", kit: "kit.html", wall: "wall.html" },
      output: {
        // Names are stable, so that git keeps one history a file.
        entryFileNames: "assets/[name].js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
        codeSplitting: {
          groups: [
            { name: "vendor", test: /node_modules\/(svelte|esm-env|clsx|@formatjs|intl-messageformat|openapi-fetch)\// },
            { name: "menus", test: /node_modules\/(bits-ui|@floating-ui|svelte-toolbelt|runed|@internationalized|style-to-object|inline-style-parser|tabbable)\// },
          ],
        },
      },
    },
  },
  experimental: {
    renderBuiltUrl: (file, { hostType }) => (hostType === "html" ? prefix + file : { relative: true }),
  },
  server: {
    proxy: {
      "/api": "http://localhost:8080",
      "/s/session": "http://localhost:8080",
      "/ws": { target: "http://localhost:8080", ws: true },
    },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts", "scripts/**/*.test.ts"] },
}));
