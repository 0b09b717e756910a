// What forms keep to, as the server sent it with the page; it refuses what goes beyond.

/** @type {{text: number, name: number, caucus: number, promises: number, temperaments: string[]}} */
export const limits = {
  text: Number.MAX_SAFE_INTEGER,
  name: Number.MAX_SAFE_INTEGER,
  caucus: Number.MAX_SAFE_INTEGER,
  promises: Number.MAX_SAFE_INTEGER,
  temperaments: [],
};
