// The way to the Joint Statement.

import { html } from "../dom.js";
import { t } from "../i18n.js";
import { useTable } from "./model.js";

/** To the Joint Statement, once there is something it could say. */
export function StatementLink() {
  const { store, boot, talks } = useTable();
  const url = boot.urls?.statement;
  if (!url || !store.get("scoreboard")?.agreed) return null;
  const over = talks.value?.state !== "running";
  return html`<p><a href=${url} target="_blank">${over ? t("Joint Statement") : t("Joint Statement, as it stands")}</a></p>`;
}
