/// <reference lib="webworker" />
import { FilesetResolver, PoseLandmarker } from '@mediapipe/tasks-vision';
import { packFrame, type NetPoint } from './frame';
import type { ModelSize, WorkerAnswer, WorkerRequest } from './messages';

declare const self: DedicatedWorkerGlobalScope;

const BRIGHTNESS_EVERY_MS = 1000;
const SAMPLE = { width: 32, height: 18 };

let landmarker: PoseLandmarker | null = null;
let runtime: Awaited<ReturnType<typeof FilesetResolver.forVisionTasks>> | null = null;
let lastTime_ms = 0;
let lastSample_ms = -Infinity;
const sampler = new OffscreenCanvas(SAMPLE.width, SAMPLE.height).getContext('2d', {
  willReadFrequently: true,
});

quieten();

self.onmessage = (event: MessageEvent<WorkerRequest>) => {
  const request = event.data;
  if (request.type === 'load') void load(request.model);
  else look(request.picture, request.time_ms);
};

/** A worker has one net for life: the runtime cannot be started twice. */
async function load(model: ModelSize): Promise<void> {
  try {
    const [net, delegate] = await createNet(model, hasGraphicsCard() ? 'GPU' : 'CPU');
    landmarker = net;
    answer({ type: 'loaded', model, delegate });
  } catch (error) {
    answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

async function createNet(
  model: ModelSize,
  delegate: 'CPU' | 'GPU',
): Promise<[PoseLandmarker, 'CPU' | 'GPU']> {
  runtime ??= await FilesetResolver.forVisionTasks(`${self.location.origin}/wasm`, true);
  const modelAssetPath = `${self.location.origin}/models/pose_landmarker_${model}.task`;
  const options = { runningMode: 'VIDEO', numPoses: 1 } as const;
  try {
    const baseOptions = { modelAssetPath, delegate };
    return [await PoseLandmarker.createFromOptions(runtime, { ...options, baseOptions }), delegate];
  } catch (error) {
    if (delegate === 'CPU') throw error;
    return createNet(model, 'CPU');
  }
}

/** Software rendering is slower than the processor's own code, so it does not count. */
function hasGraphicsCard(): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|software|basic render/i.test(renderer);
}

/** The runtime reports its progress as errors and warnings, which it prefixes with I or W. */
function quieten(): void {
  /* eslint-disable no-console */
  for (const level of ['error', 'warn'] as const) {
    const original = console[level].bind(console);
    console[level] = (...words: unknown[]) => {
      if (!/^(INFO:|[IW]\d{4} )/.test(String(words[0]))) original(...words);
    };
  }
  /* eslint-enable no-console */
}

function look(picture: ImageBitmap, time_ms: number): void {
  if (!landmarker) {
    picture.close();
    return;
  }
  const started = performance.now();
  // The net wants times that grow, in whole milliseconds at least.
  lastTime_ms = Math.max(Math.round(time_ms), lastTime_ms + 1);
  const found = landmarker.detectForVideo(picture, lastTime_ms);
  const points = (found.landmarks[0] ?? []) as NetPoint[];
  const world = (found.worldLandmarks[0] ?? []) as NetPoint[];
  const info = { width: picture.width, height: picture.height, time_s: time_ms / 1000 };
  const frame = packFrame(info, points, world);
  const brightness = sampleBrightness(picture, time_ms);
  picture.close();
  const inference_ms = performance.now() - started;
  answer({ type: 'pose', frame, inference_ms, brightness }, [frame]);
}

function sampleBrightness(picture: ImageBitmap, time_ms: number): number | null {
  if (!sampler || time_ms - lastSample_ms < BRIGHTNESS_EVERY_MS) return null;
  lastSample_ms = time_ms;
  sampler.drawImage(picture, 0, 0, SAMPLE.width, SAMPLE.height);
  const { data } = sampler.getImageData(0, 0, SAMPLE.width, SAMPLE.height);
  const weights = [0.2126, 0.7152, 0.0722, 0] as const;
  const sum = data.reduce((total, value, index) => total + value * (weights[index % 4] ?? 0), 0);
  return sum / (255 * SAMPLE.width * SAMPLE.height);
}

function answer(message: WorkerAnswer, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
