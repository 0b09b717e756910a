// What a place has room for: the fullest of several drawings that does not run past its foot.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { html } from "../../dom.js";

/**
 * @param {{of: string, steps: number, draw: (step: number) => unknown,
 *   settled?: (step: number) => void}} props
 *   `of` says what is drawn: when it changes, the fullest is tried again; `draw` makes one element;
 *   `settled` is told which step fits
 */
export function Fitted({ of, steps, draw, settled }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [tried, go] = useState({ of, step: 0 });
  const step = tried.of === of ? tried.step : 0;
  useLayoutEffect(() => {
    const box = place.current;
    const inside = box?.firstElementChild;
    if (!box || !inside) return;
    const size = () => `${box.clientWidth} ${box.clientHeight}`;
    const before = size();
    const look = () => {
      // A place that grew may have room for more again.
      if (size() !== before) go({ of, step: 0 });
      else if (!fits(box, inside) && step < steps - 1) go({ of, step: step + 1 });
      else settled?.(step);
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(box);
    watch.observe(inside);
    return () => watch.disconnect();
  }, [of, step, steps]);
  // On a screen smaller than the least drawing it scrolls, with the keyboard, too.
  return html`<div class="fitted" ref=${place} data-step=${step} tabindex=${step === steps - 1 ? 0 : undefined}>${draw(step)}</div>`;
}

/**
 * @param {Element} box
 * @param {Element} inside
 */
const fits = (box, inside) =>
  inside.scrollHeight <= box.clientHeight + 1 && inside.scrollWidth <= box.clientWidth + 1;
