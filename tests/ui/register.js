// Lets Node run the browser's modules as they are: the bare names of the page's import map
// ("preact", ...) lead to the same vendored files, and /static/... to the checkout.
//
//   node --import ./tests/ui/register.js --test tests/ui

import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

const root = new URL("../../", import.meta.url);
const { imports } = JSON.parse(readFileSync(new URL("static/vendor/importmap.json", root), "utf8"));
const served = new URL("static/", root).href;

registerHooks({
  resolve(specifier, context, next) {
    const path = imports[specifier] ?? (specifier.startsWith("/static/") ? specifier : undefined);
    if (path !== undefined) {
      return { url: new URL(`.${path}`, root).href, format: "module", shortCircuit: true };
    }
    const fromPage = context.parentURL?.startsWith(served) && specifier.startsWith(".");
    const found = next(specifier, context);
    // There is no package.json above static/ to say so: its scripts are modules.
    return fromPage || found.url.startsWith(served) ? { ...found, format: "module" } : found;
  },
});
