// A package as a list of issues and options, with differences marked where it amends another.

import { cx, html } from "../dom.js";
import { brief } from "../format.js";
import { t } from "../i18n.js";

/** @typedef {import("../entities").Forum} Forum */
/** @typedef {import("../entities").Package} Package */

/**
 * @param {Forum} forum
 * @param {string} issue
 * @param {string | null | undefined} option
 */
export function optionText(forum, issue, option) {
  const found = forum.issues?.find((i) => i.id === issue)?.options.find((o) => o.id === option);
  return found?.text ?? option ?? "";
}

/**
 * @param {{forum: Forum, package: Package, old?: Package | null,
 *   worthOf?: (issue: string, option: string) => string | null, crossed?: Set<string>}} props
 *   `old` is the package this one amends; `crossed` names issues where a red line is crossed
 */
export function PackageList({ forum, package: chosen, old, worthOf, crossed }) {
  return html`<dl class="package">
    ${forum.issues?.map((issue) => {
      const now = chosen[issue.id];
      const was = old?.[issue.id];
      if (now === undefined && was === undefined) return null;
      const text = optionText(forum, issue.id, now);
      const changed = old !== undefined && old !== null && was !== now;
      return html`<div key=${issue.id} class=${cx(changed && "changed", crossed?.has(issue.id) && "crossed")}>
        <dt>${brief(issue.title)}</dt>
        <dd title=${text}>
          ${changed && was !== undefined && html`<del>${brief(optionText(forum, issue.id, was))}</del> `}
          ${now === undefined ? html`<ins>${t("left out")}</ins>` : changed ? html`<ins>${brief(text)}</ins>` : brief(text)}
          ${now !== undefined && worthOf && html`<small>${worthOf(issue.id, now)}</small>`}
        </dd>
      </div>`;
    })}
  </dl>`;
}
