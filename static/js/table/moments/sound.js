// Two short sounds, made here and never fetched: a silence period begins, something is agreed.

/** @type {AudioContext | null} */
let context = null;

/** Frequencies in hertz, one after the other. */
const NOTES = { silence: [392], agreed: [392, 523.25] };
const SECONDS = 0.5;

/** @param {"silence" | "agreed"} kind */
export function chime(kind) {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  NOTES[kind].forEach((frequency, n) => {
    const from = currentTime + n * (SECONDS / 2);
    const [tone, volume] = [
      new OscillatorNode(/** @type {AudioContext} */ (context), { frequency }),
      new GainNode(/** @type {AudioContext} */ (context), { gain: 0 }),
    ];
    volume.gain.linearRampToValueAtTime(0.12, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, from + SECONDS);
    tone.connect(volume).connect(destination);
    tone.start(from);
    tone.stop(from + SECONDS);
  });
}
