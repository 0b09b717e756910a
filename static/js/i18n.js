// Words for people. The English text is the key; the page's catalogue may replace it.
//
//   t("Round {n} of {of}", { n: 2, of: 6 })
//   tn(n, "{n} change", "{n} changes")        the plural form of the page's language
// Call useCatalogue(boot.messages, boot.locale) once, before the first render.

/** @type {Record<string, string | string[]>} */
let catalogue = {};
let locale = "en";
let plurals = new Intl.PluralRules("en");

const ORDER = ["zero", "one", "two", "few", "many", "other"];

/**
 * @param {Record<string, string | string[]> | undefined} messages plural forms are lists
 * @param {string | undefined} language a BCP 47 tag
 */
export function useCatalogue(messages, language) {
  catalogue = messages ?? {};
  locale = language ?? "en";
  plurals = new Intl.PluralRules(locale);
}

/** The page's language, for Intl. */
export const language = () => locale;

/**
 * @param {string} text
 * @param {Record<string, string | number>} [params]
 */
export function t(text, params) {
  const said = catalogue[text];
  return fill(typeof said === "string" && said !== "" ? said : text, params);
}

/**
 * @param {number} n
 * @param {string} one
 * @param {string} other
 * @param {Record<string, string | number>} [params] {n} is filled in by itself
 */
export function tn(n, one, other, params) {
  const forms = catalogue[one];
  const category = plurals.select(n);
  /** @type {string} */
  let said = category === "one" ? one : other;
  if (Array.isArray(forms) && forms.length > 0) {
    const known = plurals.resolvedOptions().pluralCategories;
    const at = ORDER.filter((name) => known.some((k) => k === name)).indexOf(category);
    said = forms[Math.min(Math.max(at, 0), forms.length - 1)];
  }
  return fill(said, { n, ...params });
}

// Letters that run from the right, and marks of direction: they turn what stands beside them.
const TURNS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/;

/**
 * What somebody wrote, for a sentence of plain text: it turns nothing around it. Markup has <bdi>.
 * @param {string} text
 */
export const isolated = (text) => (TURNS.test(text) ? `\u2068${text}\u2069` : text);

/**
 * @param {string} text
 * @param {Record<string, string | number>} [params]
 */
function fill(text, params) {
  if (params === undefined) return text;
  return text.replace(/\{(\w+)\}/g, (hole, name) =>
    name in params ? isolated(String(params[name])) : hole,
  );
}
