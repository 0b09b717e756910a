// Questions to the HTTP API that change nothing.

import { at } from "../address.js";
import { t } from "../i18n.js";

/**
 * The answer to GET /api/v1/..., or the sentence of why there is none.
 * @param {string} path
 * @param {Record<string, string | number>} [query]
 * @returns {Promise<{answer?: any, problem?: string}>} never rejects
 */
export async function ask(path, query = {}) {
  const given = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
  try {
    const response = await fetch(at(`/api/v1${path}${given.size > 0 ? `?${given}` : ""}`), {
      headers: { Accept: "application/json" },
    });
    const answer = await response.json();
    return response.ok ? { answer } : { problem: answer.error?.message ?? "" };
  } catch {
    return { problem: t("The server cannot be reached.") };
  }
}
