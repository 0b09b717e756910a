// How automated negotiators bargain, in words.

import { t } from "../../i18n.js";

/** @param {string} name */
export function temperamentWord(name) {
  const words = {
    balanced: t("balanced"),
    cooperative: t("cooperative"),
    firm: t("firm"),
    historical: t("as history has it"),
  };
  return words[/** @type {keyof typeof words} */ (name)] ?? name;
}
