// What the facilitator did with the talks, in sentences for the table.

import { t, tn } from "../../i18n.js";

/**
 * A facilitator's act in a sentence; null for what the page shows by itself.
 * @param {import("../../store.js").Store} store
 * @param {import("../../entities").Steering} act
 */
export function steeringText(store, act) {
  const forum = act.forum ? (store.peek(`forum/${act.forum}`)?.title ?? act.forum) : "";
  const reason = act.reason ? ` ${t("Reason: {reason}", { reason: act.reason })}` : "";
  switch (act.kind) {
    case "extended":
      return act.seconds % 60 === 0
        ? tn(
            act.seconds / 60,
            "The facilitator adds {n} minute.",
            "The facilitator adds {n} minutes.",
          )
        : tn(act.seconds, "The facilitator adds {n} second.", "The facilitator adds {n} seconds.");
    case "recorded":
      return t("The facilitator records an agreement: {forum}.", { forum });
    case "voided":
      return t("The facilitator voids the agreement: {forum}.", { forum }) + reason;
    case "stepped_back":
      return t("The facilitator goes back one phase.");
    case "rolled_back":
      return t("The facilitator rolls back to the beginning of this phase.") + reason;
    case "concluded":
      return t("The facilitator ends the talks.");
    default:
      return null;
  }
}
