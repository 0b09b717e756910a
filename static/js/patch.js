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

/**
 * True when a patch was made against exactly the state we hold.
 * @param {string | null} etag
 * @param {{base: string}} patch
 */
export function fits(etag, patch) {
  return etag !== null && etag === patch.base;
}
