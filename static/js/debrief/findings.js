// The findings in sentences: what happened, why, and whether it could have been known then.

import { html } from "../dom.js";
import { clockText, points } from "../format.js";
import { t, tn } from "../i18n.js";
import { stanceWord } from "./names.js";

/** @typedef {import("./data").Moment} Moment */
/** @typedef {import("./names.js").Names} Names */
/** @typedef {{title: string, what: string, why: string, known?: string, offer?: string}} Told */

/** @param {{moments: Moment[], names: Names, replay?: string}} props `replay` is its address */
export function Findings({ moments, names, replay }) {
  if (moments.length === 0) {
    return html`<p class="notice">${t("Nothing stands out: no package failed by a single issue, nobody stood alone, and no agreement was below a walk-away.")}</p>`;
  }
  return html`<ol class="findings">${moments.map((moment, n) => {
    const told = tell(moment, names);
    const forum = names.forum(moment.forum);
    return html`<li key=${n} class="card" data-kind=${moment.kind}>
      <p class="over">${forum?.title ?? ""}${moment.clock > 0 && html` · ${t("round {n}, {clock} on the clock", { n: moment.round, clock: clockText(moment.clock) })}`}</p>
      <h3>${told.title}</h3>
      <p>${told.what}</p>
      <p><b>${t("Why")}</b> ${told.why}</p>
      ${told.known && html`<p class="known"><b>${t("Could it be known?")}</b> ${told.known}</p>`}
      ${told.offer && html`<p class="no-print"><a href=${`#${told.offer}`}>${t("To the proposal")}</a>${replay && html` · <a href=${`${replay}#${encodeURIComponent(labelOf(moment, names))}`}>${t("To the moment")}</a>`}</p>`}
    </li>`;
  })}</ol>`;
}

/** As many questions as a class has time for. */
const QUESTIONS = 5;

/** What to talk about: questions from what happened here. @param {{moments: Moment[], names: Names}} props */
export function Questions({ moments, names }) {
  const asked = [...new Set(moments.map((m) => question(m, names)))].slice(0, QUESTIONS);
  if (asked.length === 0) return null;
  return html`<div class="questions"><h3>${t("To talk about")}</h3><ul>${asked.map((q) => html`<li key=${q}>${q}</li>`)}</ul></div>`;
}

/** @param {Moment} m @param {Names} names */
function question(m, names) {
  const forum = names.forum(m.forum);
  switch (m.kind) {
    case "one_change":
      return t(
        "{delegations}: what would you have had to hear, and from whom, before “{option}” was offered to you?",
        {
          delegations: names.all(m.came),
          option: names.option(forum, m.issue, m.option),
        },
      );
    case "single_objector":
      return m.gain < 0
        ? t(
            "What could the others have offered {delegation}, in this forum or elsewhere, and why did nobody?",
            { delegation: names.short(m.objector) },
          )
        : t(
            "{delegation}: what did you hope for when you stood alone, and when did you know whether it would come?",
            { delegation: names.short(m.objector) },
          );
    case "first_acceptable":
      return t(
        "What made {delegations} wait for something better, and what told them whether to?",
        { delegations: names.all(Object.keys(m.refused)) },
      );
    case "never_tabled":
      return t(
        "Which question, asked aloud, would have led to a package that everybody could accept in {forum}?",
        { forum: forum?.title ?? "" },
      );
    case "refused_above":
      return t("{delegation}: how did you judge the offers you refused, and against what?", {
        delegation: names.short(m.delegation),
      });
    case "below_walk_away":
      return t("{delegations}: what did you get elsewhere for what you gave up in {forum}?", {
        delegations: names.all(Object.keys(m.gains)),
        forum: forum?.title ?? "",
      });
    case "across_red_line":
      return t("{delegation}: how would you explain at home what you signed?", {
        delegation: names.short(m.delegation),
      });
    case "promise_contradicted":
      return t("What is a promise worth that only those who gave it know of?");
    default:
      return t("Who could have used what was agreed in one forum to move another?");
  }
}

/**
 * @param {Moment} m
 * @param {Names} names
 * @returns {Told}
 */
export function tell(m, names) {
  const forum = names.forum(m.forum);
  const offer = "proposal" in m ? names.offer(forum, m.proposal) : null;
  const at = offer ? { offer: offerId(offer.proposal) } : {};
  switch (m.kind) {
    case "one_change":
      return { ...oneChange(m, names), ...at };
    case "single_objector":
      return { ...objector(m, names), ...at };
    case "first_acceptable":
      return {
        title: t("Acceptable to every party, and not agreed"),
        what: t(
          "{proposal} was the first package above everybody's walk-away. {delegations} did not accept it.",
          {
            proposal: names.called(offer),
            delegations: names.all(Object.keys(m.refused)),
          },
        ),
        why: t("It was above their walk-aways too: {gains}.", { gains: gains(m.refused, names) }),
        known: t(
          "Each knew its own walk-away; that the others were above theirs too was for nobody to see.",
        ),
        ...at,
      };
    case "never_tabled":
      return neverTabled(m, names);
    case "refused_above":
      return {
        title: t("{delegation} refused more than it got", {
          delegation: names.short(m.delegation),
        }),
        what: t(
          "{delegation} rejected {proposal}, which was {gain} points above its walk-away, and came out with {less} fewer.",
          {
            delegation: names.short(m.delegation),
            proposal: names.called(offer),
            gain: points(m.gain),
            less: points(m.forgone),
          },
        ),
        why:
          reason(m.reason) ||
          t(
            "It gave no reason. To hold out for more is a choice, and this time more did not come.",
          ),
        known: t("Its own walk-away it knew; how the talks would end, nobody did."),
        ...at,
      };
    case "below_walk_away":
      return {
        title: t("An agreement below a walk-away"),
        what: t("{delegations} agreed to less than no agreement would have been worth: {gains}.", {
          delegations: names.all(Object.keys(m.gains)),
          gains: gains(m.gains, names),
        }),
        why: t(
          "A walk-away is what a delegation has without an agreement in this forum; only gains elsewhere could make up for it.",
        ),
        known: t("It could: each delegation knew its own mandate."),
      };
    case "across_red_line":
      return {
        title: t("A red line was crossed"),
        what: t(
          "{delegation} agreed to “{option}” on {issue}, across its own red line, at a cost of {cost} points.",
          {
            delegation: names.short(m.delegation),
            option: names.option(forum, m.issue, m.option),
            issue: names.issue(forum, m.issue),
            cost: points(m.cost),
          },
        ),
        why: m.why,
        known: t("It could: the delegation knew its own mandate."),
      };
    case "promise_contradicted":
      return promise(m, names);
    default:
      return {
        title: t("A linkage that nobody used"),
        what: t(
          "“{linkage}” never took hold. With it {more} packages would have been acceptable here instead of {fewer}.",
          {
            linkage: m.name,
            more: m.zone_with,
            fewer: m.zone,
          },
        ),
        why: m.rule,
      };
  }
}

/** @param {Moment} m @param {Names} names */
function labelOf(m, names) {
  const proposal = "proposal" in m ? m.proposal : "nearest" in m ? m.nearest : null;
  return proposal ? (names.offer(names.forum(m.forum), proposal)?.label ?? "") : "";
}

/** The id of a proposal's place on the page. @param {string} proposal */
export const offerId = (proposal) => `offer-${proposal}`;

/** @param {Extract<Moment, {kind: "one_change"}>} m @param {Names} names */
function oneChange(m, names) {
  const forum = names.forum(m.forum);
  const before = Object.entries(m.before);
  const offer = names.called(names.offer(forum, m.proposal));
  const what = t(
    "{proposal} failed. With “{option}” instead of “{was}” on {issue} it would have met the rule.",
    {
      proposal: offer,
      option: names.option(forum, m.issue, m.option),
      was: names.option(forum, m.issue, m.was),
      issue: names.issue(forum, m.issue),
    },
  );
  const below = before.filter(([, gain]) => gain < 0);
  const why = [
    t("As it was, it lay below the walk-away of {delegations}: {gains}.", {
      delegations: names.all(below.map(([d]) => d)),
      gains: gains(Object.fromEntries(below), names),
    }),
    t("With the change {delegations} would have come over: {gains}.", {
      delegations: names.all(m.came),
      gains: gains(Object.fromEntries(m.came.map((d) => [d, m.after[d]])), names),
    }),
    m.lost.length > 0
      ? t("{delegations} would have left, and the rule could do without.", {
          delegations: names.all(m.lost),
        })
      : "",
  ];
  const shown = Object.entries(m.signalled);
  const known = m.knowable
    ? t("It could: {signals}.", {
        signals: [
          ...shown.map(([d, p]) =>
            t("{delegation} had backed that option in {proposal}", {
              delegation: names.short(d),
              proposal: names.called(names.offer(forum, p)),
            }),
          ),
          ...m.said
            .filter((d) => !(d in m.signalled))
            .map((d) =>
              t("{delegation} had said in the plenary that it would sign it", {
                delegation: names.short(d),
              }),
            ),
        ].join("; "),
      })
    : t(
        "Not from what was said in the open: nobody who would have come over had backed that option yet. It is clear only in hindsight.",
      );
  return { title: t("One change away"), what, why: why.filter(Boolean).join(" "), known };
}

/** @param {Extract<Moment, {kind: "single_objector"}>} m @param {Names} names */
function objector(m, names) {
  const forum = names.forum(m.forum);
  const cost = Object.values(m.forgone).reduce((sum, n) => sum + n, 0);
  const what = t(
    "All others accepted {proposal}; {delegation} {stands}. What came of it in the end was worth {points} points less to the others together.",
    {
      proposal: names.called(names.offer(forum, m.proposal)),
      delegation: names.short(m.objector),
      stands: stanceWord(m.stance ?? undefined),
      points: points(cost),
    },
  );
  const where =
    m.gain >= 0
      ? t("It was {gain} points above {delegation}'s walk-away.", {
          gain: points(m.gain),
          delegation: names.short(m.objector),
        })
      : t(
          "It was {gain} points below {delegation}'s walk-away, so the no was sound; the others had to find those points.",
          {
            gain: points(-m.gain),
            delegation: names.short(m.objector),
          },
        );
  return {
    title: t("{delegation} stood alone", { delegation: names.short(m.objector) }),
    what,
    why: [where, reason(m.reason)].filter(Boolean).join(" "),
    known: t(
      "That it stood alone was there for all to see. Where its walk-away lay, only {delegation} knew.",
      {
        delegation: names.short(m.objector),
      },
    ),
  };
}

/** @param {Extract<Moment, {kind: "never_tabled"}>} m @param {Names} names */
function neverTabled(m, names) {
  const forum = names.forum(m.forum);
  const nearest = m.nearest ? names.offer(forum, m.nearest) : null;
  const terms = Object.entries(m.package).map(
    ([issue, option]) => `${names.issue(forum, issue)}: ${names.option(forum, issue, option)}`,
  );
  const what = t(
    "No package that every party would have accepted was ever on the table. {n} existed, for example: {terms}.",
    {
      n: m.many,
      terms: terms.join("; "),
    },
  );
  const why = nearest
    ? tn(
        m.differs.length,
        "{proposal} came nearest; it differed on {n} issue: {issues}.",
        "{proposal} came nearest; it differed on {n} issues: {issues}.",
        {
          proposal: names.called(nearest),
          issues: m.differs.map((i) => names.issue(forum, i)).join(", "),
        },
      )
    : t("No complete package was tabled here at all.");
  return {
    title: t("Everybody would have accepted it, and nobody tabled it"),
    what,
    why: `${why} ${t("It would have been worth, above the walk-aways: {gains}.", { gains: gains(m.gains, names) })}`,
    known: t("Nobody could see it alone: it takes all mandates side by side."),
    ...(nearest ? { offer: offerId(nearest.proposal) } : {}),
  };
}

/** @param {Extract<Moment, {kind: "promise_contradicted"}>} m @param {Names} names */
function promise(m, names) {
  const p = m.promised;
  const deed = p.deeds.find((d) => !["kept", "backed"].includes(d.kind));
  return {
    title: t("A promise, and a deed against it"),
    what: t("In a letter {delegation} promised: “{what}”. {deed}", {
      delegation: names.short(p.by),
      what: p.what,
      deed: deed ? deedWords(deed) : "",
    }),
    why: reason(deed?.words ?? "") || t("It gave no reason."),
    known: t("Those who had signed the letter knew; the others did not know of it."),
  };
}

/** @param {{kind: string, label: string}} deed */
export function deedWords(deed) {
  const proposal = deed.label;
  switch (deed.kind) {
    case "kept":
      return t("It reported this done.");
    case "backed":
      return t("It accepted {proposal}, as promised.", { proposal });
    case "broke":
      return t("It did not do it.");
    case "rejected":
      return t("It rejected {proposal}, which held just that.", { proposal });
    case "broke_silence":
      return t("It broke the silence on {proposal}, which held just that.", { proposal });
    case "tabled_other":
      return t("It tabled {proposal}, which held something else.", { proposal });
    default:
      return t("It accepted {proposal}, which held something else.", { proposal });
  }
}

/** @param {string} words */
const reason = (words) => (words.trim() ? t("Its reason: “{words}”", { words: words.trim() }) : "");

/**
 * "USA +3.0, Japan -1.5".
 * @param {Record<string, number>} by
 * @param {Names} names
 */
function gains(by, names) {
  return Object.entries(by)
    .map(([d, n]) => `${names.short(d)} ${n < 0 ? "−" : "+"}${points(Math.abs(n))}`)
    .join(", ");
}
