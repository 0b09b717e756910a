// Where the pages of one seat that are open in this browser tell each other of the facilitator's words.

/** @param {string | undefined} talks */
export const wordsOf = (talks) => new BroadcastChannel(`sixparty:words:${talks}`);
