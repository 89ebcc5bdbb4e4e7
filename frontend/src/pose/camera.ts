/** Why there is no picture; the words are those of the wire's `mode` message. */
export type CameraProblem = 'denied' | 'none' | 'lost';

export class CameraError extends Error {
  constructor(readonly problem: CameraProblem) {
    super(problem);
  }
}

/**
 * Open a camera at a size that shows a lying person well and costs little.
 *
 * Throws `CameraError`.
 */
export async function openCamera(deviceId: string | null): Promise<MediaStream> {
  // Without a secure origin browsers hide the interface altogether.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new CameraError('none');
  const size = {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30 },
    // Never crop to the wished size: an upright camera would lose head and feet.
    resizeMode: { ideal: 'none' },
  };
  const chosen = deviceId ? { deviceId: { ideal: deviceId } } : { facingMode: { ideal: 'user' } };
  try {
    return await devices.getUserMedia({ audio: false, video: { ...size, ...chosen } });
  } catch (error) {
    throw new CameraError(problemOf(error));
  }
}

/** Give the camera back. */
export function closeCamera(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => {
    track.stop();
  });
}

export interface CameraChoice {
  id: string;
  label: string;
}

/** The cameras there are; without permission they have no names. */
export async function listCameras(): Promise<CameraChoice[]> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const found = (await devices?.enumerateDevices()) ?? [];
  return found
    .filter((device) => device.kind === 'videoinput' && device.deviceId)
    .map((device) => ({ id: device.deviceId, label: device.label }));
}

function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotReadableError' ? 'lost' : 'none';
}
