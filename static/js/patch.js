// Patches as pure functions: what turns one set of entities into another, and whether a patch fits.

/** @typedef {import("./entities").Entity} Entity */
/** @typedef {{put: Record<string, Entity>, drop: string[]}} Patch */

/**
 * What turns the entities held into those of a whole view; entities that say the same are left out,
 * so that a resync redraws only what differs.
 * @param {ReadonlyMap<string, Entity>} held
 * @param {Record<string, Entity>} whole
 * @returns {Patch}
 */
export function difference(held, whole) {
  /** @type {Patch} */
  const patch = { put: {}, drop: [] };
  for (const [key, entity] of Object.entries(whole)) {
    const before = held.get(key);
    if (before === undefined || JSON.stringify(before) !== JSON.stringify(entity)) {
      patch.put[key] = entity;
    }
  }
  for (const key of held.keys()) {
    if (!(key in whole)) patch.drop.push(key);
  }
  return patch;
}

/** @param {unknown} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** What tells an item of a list from the others. @param {Record<string, any>} item */
const nameOf = (item) =>
  [item.id, item.forum, item.issue, item.option].find((name) => typeof name === "string") ?? "";

/**
 * What is held, with what is said to differ: members are laid over members, items found by their
 * names; the member "" lists what is gone. Anything else is taken as it is said.
 * @param {any} held
 * @param {any} said
 * @returns {any}
 */
export function joined(held, said) {
  if (!isObject(said)) return said;
  if (Array.isArray(held))
    return held.map((item) => {
      const name = nameOf(item);
      return Object.hasOwn(said, name) ? joined(item, said[name]) : item;
    });
  if (!isObject(held)) return said;
  const { "": gone = [], ...rest } = said;
  const kept = Object.entries(held).filter(([name]) => !gone.includes(name));
  const stays = new Map(kept);
  const laid = Object.entries(rest).map(([name, value]) => [
    name,
    stays.has(name) ? joined(stays.get(name), value) : value,
  ]);
  return Object.fromEntries([...kept, ...laid]);
}

/**
 * The same for each entity of a view or patch.
 * @param {(key: string) => Entity | undefined} held
 * @param {Record<string, any>} said
 * @returns {Record<string, Entity>}
 */
export const allJoined = (held, said) =>
  Object.fromEntries(Object.entries(said).map(([key, one]) => [key, joined(held(key) ?? {}, one)]));

/**
 * True when a patch was made against exactly the state we hold.
 * @param {string | null} etag
 * @param {{base: string}} patch
 */
export function fits(etag, patch) {
  return etag !== null && etag === patch.base;
}
