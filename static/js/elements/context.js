// The store a page draws from, for every element below it: <Stage.Provider value=${store}>.

import { createContext } from "preact";
import { useContext } from "preact/hooks";

export const Stage = createContext(/** @type {import("../store.js").Store | null} */ (null));

/** The page's store; elements read entities from it by key. */
export function useStore() {
  const store = useContext(Stage);
  if (store === null) throw new Error("no store around this element");
  return store;
}
