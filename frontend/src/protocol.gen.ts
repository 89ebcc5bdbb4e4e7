// Written by `python -m tools.protocol` from src/hamstrong/web/{messages,resources,frames}.py.
// Do not edit.

export const PROTOCOL_VERSION = 1;
export const KEYPOINT_COUNT = 33;
export const KEYPOINT_NAMES = ["nose", "left_eye_inner", "left_eye", "left_eye_outer", "right_eye_inner", "right_eye", "right_eye_outer", "left_ear", "right_ear", "mouth_left", "mouth_right", "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_pinky", "right_pinky", "left_index", "right_index", "left_thumb", "right_thumb", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle", "left_heel", "right_heel", "left_foot_index", "right_foot_index"] as const;
export const SKELETON_EDGES: readonly (readonly [number, number])[] = [[7, 0], [0, 8], [11, 12], [11, 13], [13, 15], [12, 14], [14, 16], [11, 23], [12, 24], [23, 24], [23, 25], [25, 27], [27, 29], [29, 31], [24, 26], [26, 28], [28, 30], [30, 32]];

/** Binary frame, little-endian; offsets in bytes. */
export const FRAME_BYTES = 944;
export const FRAME_OFFSETS = {"sequence": 0, "time": 4, "width": 12, "height": 14, "presence": 16, "keypoints": 20, "world": 416, "visibility": 812} as const;

export type BodyPart = "trunk" | "head" | "pelvis" | "thighs" | "knees" | "shanks" | "feet" | "hands";
export type BoutEnding = "done" | "ended" | "skipped" | "pain";
export type Breath = "in" | "out" | "normal";
export type CommandName = "next" | "pause" | "resume" | "skip" | "repeat" | "easier" | "harder" | "pain" | "end";
export type CueKind = "correction" | "praise" | "instruction" | "safety";
export type MeasuredPhase = "rest" | "out" | "hold" | "back" | "in";
export type Mode = "camera" | "timer";
export type ModeReason = "chosen" | "denied" | "none" | "slow" | "lost";
export type OneSide = "left" | "right";
export type PainChoice = "easier" | "skip" | "end";
export type PauseReason = "command" | "gesture" | "hidden" | "interrupted";
export type SessionSide = "left" | "right" | "both";
export type SetupCheck = "person" | "posture" | "whole-body" | "distance" | "view" | "side" | "light";
export type SetupStatus = "ok" | "wrong" | "unknown";
export type Severity = "minor" | "major";
export type Signal = "count" | "attempt" | "hold-reached" | "countdown" | "go" | "set-done" | "gesture" | "paused" | "resumed";
export type StateName = "screening" | "warm-up" | "intro" | "setup" | "get-ready" | "set" | "rest" | "side-change" | "check-in" | "pain" | "paused" | "summary" | "ended";
export type StoppedBy = "done" | "user" | "pain" | "injury";
export type View = "side" | "front";
export type CloseCode = 4400 | 4404 | 4408 | 4409 | 4410 | 4429 | 4500;
export type RefusalCode = "bad-frame" | "bad-message" | "out-of-order" | "not-now" | "flood" | "wrong-protocol" | "unknown-session" | "in-other-tab" | "taken-over" | "session-over" | "server-fault";

/**
 * Left against right; further only where the difference exceeds the uncertainty.
 */
export interface BalanceInfo {
  exercise: string;
  variation: string;
  stage: string | null;
  left: SideFigureInfo;
  right: SideFigureInfo;
  difference_deg: number;
  uncertainty_deg: number;
  further: OneSide | null;
  caveat: "turn-round" | "mirror";
}

/**
 * A bout done without a camera; logged is how many reps the user told, if any.
 */
export interface BoutToLog {
  stage: string | null;
  side: SessionSide;
  target: number;
  logged: number | null;
}

/**
 * What the camera delivers, about once a second; brightness is the picture's mean luma.
 */
export interface CameraStatus {
  type: "camera";
  time_s: number;
  brightness: number;
  frames_per_s: number;
  inference_ms: number;
  model: "lite" | "full" | "heavy";
}

/**
 * Mean of the first sessions against that of the last ones.
 */
export interface ChangeInfo {
  first: number;
  last: number;
  difference: number;
  uncertainty: number;
  direction: "more" | "less" | "same";
}

/**
 * How the exercise was: effort and pain from 0 to 10, null where not answered.
 *
 * Each answer is kept as it comes, and gives the whole time anew; done goes on.
 */
export interface CheckIn {
  type: "check-in";
  time_s: number;
  effort: number | null;
  pain: number | null;
  cramp: boolean;
  done: boolean;
}

/**
 * The user's word after an exercise: effort and pain from 0 to 10, null where not answered.
 */
export interface CheckInResult {
  effort: number | null;
  pain: number | null;
  cramp: boolean;
}

/**
 * Whether an exercise or self-test can begin: only with fine health answers and no stops.
 *
 * Whoever never answered (unanswered) is asked at the beginning of each session instead.
 */
export interface Clearance {
  screening: "unanswered" | "fine" | "due" | "stop";
  stops: StopInfo[];
}

/**
 * A wish of the user; which are possible now is told by Snapshot.commands.
 */
export interface Command {
  type: "command";
  time_s: number;
  command: CommandName;
}

/**
 * Left less right, the uncertainty of that, and the weaker side where it exceeds it.
 *
 * index is weaker / stronger * 100, None where the test does not compare by it; band is
 * where it lies against what is usual.
 */
export interface ComparisonInfo {
  difference: number;
  uncertainty: number;
  weaker: OneSide | null;
  index: number | null;
  index_uncertainty: number | null;
  band: "usual" | "unclear" | "poor" | null;
}

/**
 * One form of an exercise, of one side and stage, session by session.
 */
export interface CourseInfo {
  exercise: string;
  variation: string;
  stage: string | null;
  side: SessionSide;
  days: string[];
  reps: number[];
  figures: FigureInfo[];
  typical_error_deg: number;
}

/**
 * A session that was begun; connect to /ws/session/{id}.
 */
export interface Created {
  id: string;
}

/**
 * One thing to say; id is a text id, text that text in the connection's language.
 *
 * interrupts: what is being said belongs to what the user has left; break it off.
 */
export interface Cue {
  type: "cue";
  id: string;
  text: string;
  kind: CueKind;
  fault: string | null;
  body_part: BodyPart | null;
  interrupts: boolean;
}

/**
 * Where the history is, how much there is of it, and how it is backed up.
 *
 * folder is None for a history in a database or in memory only, of which no backups are made;
 * backup_problem tells why the last backup could not be made.
 */
export interface DataState {
  folder: string | null;
  sessions: number;
  backups: number;
  last_backup_at: string | null;
  backup_problem: string | null;
}

/**
 * Delete everything; the word must be there so that it never happens by chance.
 */
export interface Erasure {
  confirm: "delete";
}

/**
 * Why a request was refused: a stable code and one sentence.
 */
export interface ErrorAnswer {
  code: string;
  message: string;
}

/**
 * An exercise in a list; its title has the id exercise.<id>.title.
 */
export interface ExerciseCard {
  id: string;
  routine: string;
  posture: "standing" | "seated" | "supine";
  view: View;
  sides: "both" | "each" | "alternating";
  minutes: number;
  variations: string[];
}

/**
 * All about an exercise; texts are looked up by id in /api/texts.
 */
export interface ExercisePage {
  id: string;
  routine: string;
  posture: "standing" | "seated" | "supine";
  view: View;
  sides: "both" | "each" | "alternating";
  minutes: number;
  variations: string[];
  model: "lite" | "full" | "heavy";
  stages: StageInfo[];
  steps: StepInfo[];
  variation_details: VariationInfo[];
  safety: string[];
  mistakes: string[];
  fault_places: FaultPlace[];
  muscles_worked: string[];
  muscles_stretched: string[];
  breathing: Record<string, Breath>;
  references: string[];
}

/**
 * One exercise of a session.
 *
 * reps were counted by the camera, reps_logged by the user: those were not measured.
 */
export interface ExerciseResult {
  exercise: string;
  variation: string;
  sets_done: number;
  sets_planned: number;
  reps: number;
  reps_logged: number;
  attempts: number;
  mean_hold_s: number | null;
  mean_rom_deg: number | null;
  score: number | null;
  left: SideResult | null;
  right: SideResult | null;
  side_difference: SideDifference | null;
  faults: FaultCount[];
  check_in: CheckInResult | null;
  stopped_by_pain: boolean;
}

/**
 * How many reps showed a fault.
 */
export interface FaultCount {
  fault: string;
  reps: number;
}

/**
 * Where the figure can show a fault; a stage of None is every stage.
 *
 * pictured: there is a picture of it too, for browsers that cannot draw the figure.
 */
export interface FaultPlace {
  fault: string;
  variation: string;
  stage: string | null;
  pictured: boolean;
}

/**
 * One rep as the camera would see it, for the demonstration and the outline to step into.
 *
 * points holds for each frame x and y of the 33 keypoints in turn, in pixels of a picture of
 * width times height; phases tells for each frame what goes on. Not mirrored.
 */
export interface Figure {
  exercise: string;
  variation: string;
  stage: string | null;
  side: SessionSide;
  view: View;
  fps: number;
  width: number;
  height: number;
  points: number[][];
  phases: MeasuredPhase[];
  steps: FigureStep[];
  left_is_near: boolean;
}

/**
 * Degrees (rom), seconds (hold) or points of 100 (score), one a session.
 */
export interface FigureInfo {
  quantity: "rom" | "hold" | "score";
  values: (number | null)[];
  change: ChangeInfo | null;
}

/**
 * From this frame on the figure does this step.
 */
export interface FigureStep {
  step: string;
  frame: number;
}

/**
 * How back and front of the thigh have changed against their own first results.
 *
 * ahead is the one that has gained more, None where the uncertainty does not tell.
 */
export interface FrontBack {
  back_test: string;
  front_test: string;
  back: TestChange;
  front: TestChange;
  ahead: "back" | "front" | null;
}

/**
 * The server is alive. saved is False while nothing can be written to disk.
 */
export interface Health {
  status: "ok";
  version: string;
  saved: boolean;
  message: string | null;
}

/**
 * First message of a connection.
 *
 * Without a mode the session keeps its own. takeover takes it from another tab.
 */
export interface Hello {
  type: "hello";
  protocol: number;
  locale: "en" | "de";
  mode?: Mode | null;
  time_s: number;
  takeover?: boolean;
}

/**
 * The tab was hidden (pauses) or is shown again.
 */
export interface Hidden {
  type: "hidden";
  time_s: number;
  hidden: boolean;
}

/**
 * What an archive brought: sessions that were new, grew, or were here already.
 */
export interface Imported {
  new: number;
  grown: number;
  known: number;
}

/**
 * An exercise that is not planned, and why.
 */
export interface LeftOut {
  exercise: string;
  reason: Why;
}

/**
 * Answer to one frame (sequence) or tick (sequence None).
 *
 * share is how far the driving measure is from rest to full range, None where it cannot be
 * told. hold_s is the time held in this rep so far. breath_share runs from 0 to 1 through
 * a breath. faulty are the body parts to mark. gesture_share grows to 1 while the arm is
 * held up to pause or resume. value_deg is what a self-test measures, as it is now.
 * server_ms is the time the server took.
 */
export interface Live {
  type: "live";
  sequence: number | null;
  time_s: number;
  seen: boolean;
  armed: boolean;
  phase: MeasuredPhase;
  share: number | null;
  hold_s: number;
  count: number;
  target: number;
  breath: Breath;
  breath_share: number;
  faulty: BodyPart[];
  gesture_share: number;
  ends_in_s: number | null;
  value_deg: number | null;
  server_ms: number;
}

/**
 * Reps the user counted in the set that ended last.
 *
 * They replace an earlier word on it.
 */
export interface LogReps {
  type: "log-reps";
  time_s: number;
  reps: number;
}

/**
 * The result the user counted or timed in the self-test that ended last.
 */
export interface LogResult {
  type: "log-result";
  time_s: number;
  value: number;
}

/**
 * Go on with or without the camera.
 */
export interface ModeChoice {
  type: "mode";
  time_s: number;
  mode: Mode;
  reason?: ModeReason;
}

/**
 * How one session felt: mean effort and worst pain, 0 to 10.
 */
export interface MoodInfo {
  day: string;
  effort: number;
  pain: number;
  cramp: boolean;
  stopped: boolean;
}

/**
 * How strongly a muscle works and is stretched on each side in each frame, 0 to 1.
 */
export interface MuscleCourse {
  worked_left: number[];
  worked_right: number[];
  stretched_left: number[];
  stretched_right: number[];
}

/**
 * A session to begin; without items it is today's.
 */
export interface NewSession {
  items?: PlanChoice[] | null;
  mode?: Mode;
}

/**
 * A published value; mine tells whether it holds for the user.
 */
export interface NormInfo {
  sex: "female" | "male" | null;
  mean: number | null;
  deviation: number | null;
  limit: number;
  source: string;
  mine: boolean;
}

/**
 * What to do after pain stopped a set.
 */
export interface PainAnswer {
  type: "pain-answer";
  time_s: number;
  choice: PainChoice;
}

/**
 * Pain that stopped a set, time_s after the session's start.
 */
export interface PainReport {
  exercise: string | null;
  variation: string | null;
  time_s: number;
}

/**
 * A drawn figure doing an exercise once, to be played in a loop.
 *
 * rotations are little-endian 32-bit floats in base64: for each frame and each of bones
 * the turn in the world out of the standing posture as a quaternion (x, y, z, w). root is
 * where the pelvis is in each frame, in metres. Axes are those of the figure's file: x to the
 * left of the standing figure, y up, z forward.
 */
export interface Performance {
  exercise: string;
  variation: string;
  stage: string | null;
  side: SessionSide;
  fault: string | null;
  body: "a" | "b";
  view: View;
  fps: number;
  duration_s: number;
  bones: string[];
  rotations: string;
  root: [number, number, number][];
  phases: MeasuredPhase[];
  breathing: Breath[];
  steps: FigureStep[];
  activity: Record<string, MuscleCourse>;
  contacts: PerformedContact[];
}

/**
 * What rests on the floor from one frame to another (that one included).
 */
export interface PerformedContact {
  point: string;
  from_frame: number;
  to_frame: number;
}

/**
 * An exercise the user chose; what is left out is as usual for the variation.
 */
export interface PlanChoice {
  exercise: string;
  variation?: string;
  sets?: number | null;
  reps?: number | null;
  first_side?: OneSide;
  extra_set?: OneSide | null;
}

/**
 * A day of the plan; a day of rest has no entries. minutes with the warm-up.
 */
export interface PlanDay {
  day: string;
  rest: boolean;
  minutes: number;
  warm_up: boolean;
  entries: PlanEntry[];
  left_out: LeftOut[];
}

/**
 * An exercise of the plan, and why it is so.
 */
export interface PlanEntry {
  item: PlanItem;
  reasons: Why[];
}

/**
 * One exercise of a session: sets of reps for each side and stage.
 *
 * Where each side has its turn, first_side begins and extra_set gets one set more.
 */
export interface PlanItem {
  exercise: string;
  variation: string;
  sets: number;
  reps: number;
  hold_s: number;
  rest_s: number;
  first_side: OneSide;
  extra_set: OneSide | null;
  minutes: number;
}

/**
 * The four weeks ahead, beginning with today; later days show what comes if all goes well.
 */
export interface PlanPage {
  days: PlanDay[];
}

/**
 * What the user told about themselves. weekdays are days of training, 0 is Monday.
 */
export interface Profile {
  concerns: ("acute-injury" | "sudden-pop" | "bruising" | "numbness" | "weakness" | "pain-below-knee" | "recent-operation" | "no-supine")[];
  cramp_prone: boolean;
  sedentary: boolean;
  sport: "running" | "golf" | "tennis" | "other" | "none";
  experience: "new" | "some" | "regular";
  minutes: number;
  weekdays: number[];
  sex: "female" | "male" | null;
}

/**
 * What the user told last and whether training is possible.
 *
 * unanswered: the questions were never answered; due: something hurt since; stop: the
 * answers rule training out. at_once: one of them needs a doctor at once.
 */
export interface ProfilePage {
  profile: Profile;
  answered_at: string | null;
  screening: "unanswered" | "fine" | "due" | "stop";
  at_once: boolean;
}

/**
 * What came of the training; story is told in sentences, unknown what cannot be yet.
 */
export interface ProgressPage {
  first_day: string | null;
  last_day: string | null;
  sessions: number;
  minutes: number;
  reps: number;
  reps_logged: number;
  rhythm: RhythmInfo;
  courses: CourseInfo[];
  moods: MoodInfo[];
  balances: BalanceInfo[];
  tests: TestCourseInfo[];
  muscles: FrontBack | null;
  story: StatementInfo[];
  unknown: StatementInfo[];
}

/**
 * A message was not taken; after a fatal one the server closes.
 */
export interface Refusal {
  type: "refusal";
  code: RefusalCode;
  message: string;
  fatal: boolean;
}

/**
 * A rep counts (counts), or a movement was too small to count.
 */
export interface RepMade {
  type: "rep";
  counts: boolean;
  count: number;
  target: number;
  side: SessionSide;
  stage: string | null;
  hold_s: number;
  rom_deg: number;
  score: number;
  faults: string[];
}

/**
 * A rep, or an attempt that did not count; sequence is its place in the session's log.
 *
 * cues are the corrections said during it, or after it and before the next, as text ids.
 */
export interface RepResult {
  sequence: number;
  exercise: string;
  variation: string;
  stage: string | null;
  side: SessionSide;
  set_number: number;
  counts: boolean;
  start_s: number;
  end_s: number;
  hold_s: number;
  rom_deg: number;
  score: number;
  faults: string[];
  cues: string[];
}

/**
 * All weeks from the first training on; run is the row of weeks with training up to now.
 */
export interface RhythmInfo {
  weeks: WeekInfo[];
  trained: number;
  run: number;
  best_run: number;
}

/**
 * Answers to the questions before a session.
 */
export interface Screening {
  type: "screening";
  time_s: number;
  acute_injury: boolean;
  cramp_prone: boolean;
}

/**
 * A session in the list.
 */
export interface SessionCard {
  id: string;
  started_at: string;
  ended_at: string | null;
  open: boolean;
  minutes: number;
  exercises: string[];
  reps: number;
  reps_logged: number;
  score: number | null;
}

/**
 * Past sessions, newest first.
 */
export interface SessionList {
  sessions: SessionCard[];
  total: number;
}

/**
 * All about one session.
 */
export interface SessionPage {
  card: SessionCard;
  plan: PlanItem[];
  summary: SessionSummary;
  reps: RepResult[];
}

/**
 * What came of a session.
 *
 * went_well and improve are text ids; improve is one thing at most.
 */
export interface SessionSummary {
  minutes: number;
  stopped_by: StoppedBy | null;
  exercises: ExerciseResult[];
  reps: number;
  reps_logged: number;
  score: number | null;
  went_well: string[];
  improve: string | null;
  improve_exercise: string | null;
  pain: PainReport[];
}

/**
 * What the user chose; kept in the data folder, never sent anywhere.
 */
export interface Settings {
  locale: "en" | "de";
  first_run_done: boolean;
  voice: boolean;
  voice_name: string | null;
  volume: number;
  sounds: boolean;
  camera: string | null;
  model: "auto" | "lite" | "full" | "heavy";
  units: "metric" | "imperial";
  theme: "auto" | "light" | "dark";
  mirror: boolean;
  routine: string;
}

/**
 * State of the camera check; ready_share grows to 1 while all is well.
 */
export interface Setup {
  type: "setup";
  items: SetupItem[];
  ready_share: number;
}

/**
 * One point of the camera check; hint says what to change where it is wrong.
 */
export interface SetupItem {
  check: SetupCheck;
  status: SetupStatus;
  hint: string | null;
}

/**
 * The change of one side.
 */
export interface SideChange {
  percent: number;
  uncertainty: number;
  direction: "better" | "worse" | "unclear";
  side: SessionSide;
}

/**
 * Range of the left less that of the right side, only told when it exceeds the uncertainty.
 */
export interface SideDifference {
  rom_deg: number;
  uncertainty_deg: number;
}

/**
 * Mean range of motion of one side over its last sessions, in degrees.
 */
export interface SideFigureInfo {
  value: number;
  sessions: number;
}

/**
 * The reps of one side; means are None without a measured rep.
 */
export interface SideResult {
  reps: number;
  mean_hold_s: number | null;
  mean_rom_deg: number | null;
  score: number | null;
}

/**
 * A moment for a short sound. value is the rep counted or the seconds left, if any.
 */
export interface Signalled {
  type: "signal";
  signal: Signal;
  value: number | null;
}

/**
 * Where the session stands: all a page needs to draw itself.
 *
 * side is the side trained now, near_side the one to turn towards the camera (None: face
 * it). A *bout* is one set of one side and stage: what is done without a break. set_number,
 * exercise_number and bout_number count from 1; bouts within their exercise.
 * ends_in_s of lasts_s is left of a state that ends by itself. resumes_to is set while
 * paused. commands are possible now. saved is False while the session cannot be written
 * to disk. test_unit is set in a self-test; its target is 0 where it goes on until the
 * user stops. check_in holds the answers about an exercise that is over, to_log the bout
 * done without a camera whose reps can be told.
 */
export interface Snapshot {
  state: StateName;
  resumes_to: StateName | null;
  pause_reason: PauseReason | null;
  mode: Mode;
  exercise: string | null;
  variation: string | null;
  stage: string | null;
  side: SessionSide | null;
  view: View | null;
  near_side: OneSide | null;
  exercise_number: number;
  exercise_count: number;
  set_number: number;
  set_count: number;
  bout_number: number;
  bout_count: number;
  count: number;
  target: number;
  hold_target_s: number;
  ends_in_s: number | null;
  lasts_s: number | null;
  commands: CommandName[];
  easier: string | null;
  harder: string | null;
  test_unit: "deg" | "s" | "reps" | null;
  check_in: CheckInResult | null;
  to_log: BoutToLog | null;
  saved: boolean;
  plan: PlanItem[];
}

/**
 * A stage; its title has the id stage.<exercise>.<id>.title.
 */
export interface StageInfo {
  id: string;
}

/**
 * Something about the session changed.
 */
export interface State {
  type: "state";
  snapshot: Snapshot;
}

/**
 * A sentence by text id; values fill its places.
 */
export interface StatementInfo {
  id: string;
  values: Record<string, number | string>;
}

/**
 * One instruction; its text has the id exercise.<exercise>.step.<id>.
 */
export interface StepInfo {
  id: string;
  stage: string | null;
}

/**
 * An exercise that rests because of pain, why, and the day on which it comes back.
 */
export interface StopInfo {
  exercise: string;
  reason: Why;
  until: string;
}

/**
 * The session's result, sent with the state summary.
 */
export interface Summary {
  type: "summary";
  summary: SessionSummary;
}

/**
 * A self-test in a list; its title has the id exercise.<id>.title.
 */
export interface TestCard {
  id: string;
  posture: "standing" | "seated" | "supine";
  view: View;
  sides: "both" | "each" | "alternating";
  minutes: number;
  unit: "deg" | "s" | "reps";
  figure: "peak" | "hold_s" | "reps";
  better: "lower" | "higher";
  part: "back" | "front";
  needs_camera: boolean;
  last: TestVerdict | null;
}

/**
 * The newest measured result against the first one, in percent of it.
 */
export interface TestChange {
  percent: number;
  uncertainty: number;
  direction: "better" | "worse" | "unclear";
}

/**
 * All results of one self-test and side, and the newest against the first.
 */
export interface TestCourseInfo {
  test: string;
  side: SessionSide;
  unit: string;
  days: string[];
  values: number[];
  uncertainties: (number | null)[];
  measured: boolean[];
  band: "usual" | "unclear" | "poor" | null;
  higher_is_better: boolean;
  change: ChangeInfo | null;
}

/**
 * The self-tests in their order; due leaves out what pain has stopped.
 */
export interface TestList {
  tests: TestCard[];
  balance: FrontBack | null;
  due: TestsDue | null;
}

/**
 * All about a self-test; history has the newest last.
 *
 * Of the mistakes those in spoils make a try count for nothing.
 */
export interface TestPage {
  id: string;
  posture: "standing" | "seated" | "supine";
  view: View;
  sides: "both" | "each" | "alternating";
  minutes: number;
  unit: "deg" | "s" | "reps";
  figure: "peak" | "hold_s" | "reps";
  better: "lower" | "higher";
  part: "back" | "front";
  needs_camera: boolean;
  last: TestVerdict | null;
  trials: number;
  steps: string[];
  safety: string[];
  mistakes: string[];
  spoils: string[];
  norms: NormInfo[];
  uncertainty_source: string;
  references: string[];
  history: TestVerdict[];
  changes: SideChange[];
}

/**
 * The result of one side; uncertainty is None where the user told it.
 *
 * band is where it lies against the published value that holds for the user, None where none
 * does.
 */
export interface TestSide {
  side: SessionSide;
  value: number;
  uncertainty: number | null;
  trials: number[];
  measured: boolean;
  band: "usual" | "unclear" | "poor" | null;
}

/**
 * What came of a self-test in one session.
 */
export interface TestVerdict {
  test: string;
  session: string;
  at: string;
  unit: "deg" | "s" | "reps";
  sides: TestSide[];
  comparison: ComparisonInfo | null;
}

/**
 * Self-tests to take now: the first ones, to begin with, or again after four weeks.
 */
export interface TestsDue {
  kind: "first" | "again";
  tests: string[];
}

/**
 * Time goes on though no frame comes: about four times a second without a camera.
 */
export interface Tick {
  type: "tick";
  time_s: number;
}

/**
 * Today's session and why it is so. open_session can be resumed.
 *
 * Nothing is planned while screening is due or stop. On a day of rest, or once
 * something was trained today, items are there for who wants to train nevertheless.
 */
export interface Today {
  day: string;
  screening: "unanswered" | "fine" | "due" | "stop";
  rest: boolean;
  trained: boolean;
  warm_up: boolean;
  items: PlanItem[];
  reasons: Record<string, Why[]>;
  left_out: LeftOut[];
  minutes: number;
  open_session: string | null;
  sessions_this_week: number;
  last_session: SessionCard | null;
}

/**
 * A form of an exercise: its usual dose, and the least with which to begin it.
 *
 * Its texts have the ids variation.<exercise>.<id>.title and .description.
 */
export interface VariationInfo {
  id: string;
  order: number;
  sides: "both" | "each" | "alternating";
  steps: StepInfo[];
  mistakes: string[];
  dose: PlanItem;
  least: PlanItem;
}

/**
 * A week from Monday to Sunday.
 */
export interface WeekInfo {
  monday: string;
  sessions: number;
  minutes: number;
  reps: number;
}

/**
 * Answer to Hello. resumed: there is progress from an earlier connection.
 */
export interface Welcome {
  type: "welcome";
  protocol: number;
  session: string;
  resumed: boolean;
  snapshot: Snapshot;
}

/**
 * A reason: its text has the id reason.<id>.
 *
 * values fill its places; one that is itself the id of a text by that text.
 */
export interface Why {
  id: string;
  values: Record<string, string | number>;
}

export type ClientMessage =
  | Hello
  | Tick
  | Command
  | Screening
  | CheckIn
  | PainAnswer
  | LogReps
  | LogResult
  | ModeChoice
  | Hidden
  | CameraStatus;

export type ServerMessage =
  | Welcome
  | State
  | Live
  | RepMade
  | Cue
  | Signalled
  | Setup
  | Summary
  | Refusal;
