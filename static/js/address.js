// Addresses on this server, which may live under a path of a larger site (/talks/...): this module
// is served from BASE/static/js/, so it knows the base. Elsewhere (in tests) there is none.

const here = new URL("../../", import.meta.url);
const base = here.protocol.startsWith("http") ? here.pathname : "/";

/** @param {string} path from the server's own root, such as "/api/v1/join" */
export const at = (path) => base + path.replace(/^\//, "");
