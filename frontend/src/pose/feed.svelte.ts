import type { Settings } from '../protocol.gen';
import { CameraError, closeCamera, openCamera, type CameraProblem } from './camera';
import type { ModelSize } from './messages';
import { PoseTracker, type TrackerEvents } from './tracker.svelte';

export type FeedProblem = CameraProblem | 'failed';

/** What the feed tells its owner about each picture and about the light. */
export type FeedEvents = Omit<TrackerEvents, 'failed'>;

/** The camera and the eye on it: from permission to keypoints. */
export class CameraFeed {
  status = $state<'off' | 'starting' | 'on' | 'problem'>('off');
  problem = $state<FeedProblem | null>(null);
  /** A picture of this feed has been looked at. */
  looked = $state(false);
  tracker = $state.raw<PoseTracker | null>(null);
  width = $state(16);
  height = $state(9);
  #stream: MediaStream | null = null;
  #run = 0;

  constructor(private readonly events: FeedEvents) {}

  /** Show the camera in `video` and look at it. */
  async start(
    video: HTMLVideoElement,
    settings: Pick<Settings, 'camera' | 'model'>,
    wanted: ModelSize,
  ): Promise<void> {
    this.stop();
    const run = ++this.#run;
    this.status = 'starting';
    try {
      const stream = await openCamera(settings.camera);
      if (run !== this.#run) {
        closeCamera(stream);
        return;
      }
      await this.#show(stream, video);
      if (run !== this.#run) return;
      this.#watch(video, settings.model === 'auto' ? null : settings.model, wanted);
    } catch (error) {
      if (run !== this.#run) return;
      this.#fail(error instanceof CameraError ? error.problem : 'lost');
    }
  }

  stop(): void {
    this.#run += 1;
    this.tracker?.stop();
    this.tracker = null;
    closeCamera(this.#stream);
    this.#stream = null;
    this.status = 'off';
    this.problem = null;
    this.looked = false;
  }

  async #show(stream: MediaStream, video: HTMLVideoElement): Promise<void> {
    this.#stream = stream;
    stream.getVideoTracks()[0]?.addEventListener('ended', () => {
      this.#fail('lost');
    });
    video.srcObject = stream;
    await video.play();
    this.width = video.videoWidth;
    this.height = video.videoHeight;
  }

  #watch(video: HTMLVideoElement, chosen: ModelSize | null, wanted: ModelSize): void {
    const events: TrackerEvents = {
      ...this.events,
      pose: (frame, timing) => {
        this.looked = true;
        this.events.pose(frame, timing);
      },
      failed: () => {
        this.#fail('failed');
      },
    };
    this.tracker = new PoseTracker(video, events, chosen, wanted);
    this.status = 'on';
  }

  #fail(problem: FeedProblem): void {
    this.stop();
    this.status = 'problem';
    this.problem = problem;
  }
}
