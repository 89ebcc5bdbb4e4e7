export type ModelSize = 'lite' | 'full' | 'heavy';

/** What the page asks of the pose worker. */
export type WorkerRequest =
  { type: 'load'; model: ModelSize } | { type: 'picture'; picture: ImageBitmap; time_ms: number };

/**
 * What the worker answers. `frame` is the binary frame of `hamstrong.web.frames`, without its
 * sequence number; `brightness` is the picture's mean luma, told about once a second.
 */
export type WorkerAnswer =
  | { type: 'loaded'; model: ModelSize; delegate: 'CPU' | 'GPU' }
  | { type: 'failed'; message: string }
  | {
      type: 'pose';
      frame: ArrayBuffer;
      inference_ms: number;
      brightness: number | null;
    };
