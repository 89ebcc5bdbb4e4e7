import type {
  BodyPart,
  Breath,
  CommandName,
  FrontBack,
  PainChoice,
  PauseReason,
  Profile,
  SessionSide,
  SetupCheck,
  StateName,
  StoppedBy,
} from '../protocol.gen';
import type { CareMessages } from './care';
import type { ProgressMessages } from './progress';
import type { LearnMessages, ViewerMessages } from './viewer';

type TestUnit = 'deg' | 's' | 'reps';

/** All texts of the pages; a language lacks none, or the build fails. */
export interface Messages {
  language: string;
  app: {
    skip: string;
    menu: string;
    offline: string;
    offlineHow: string;
    trouble: string;
    retry: string;
  };
  notSaved: string;
  saveFailed: string;
  nav: {
    today: string;
    exercises: string;
    learn: string;
    progress: string;
    history: string;
    settings: string;
  };
  common: {
    back: string;
    next: string;
    done: string;
    loading: string;
    failed: string;
    notFound: string;
    minutes: (minutes: number) => string;
    reps: (reps: number) => string;
    sets: (sets: number) => string;
    seconds: (seconds: string) => string;
    degrees: (degrees: number) => string;
    dose: (sets: number, reps: number) => string;
    less: (what: string) => string;
    more: (what: string) => string;
    none: string;
  };
  side: Record<SessionSide, string>;
  part: Record<BodyPart, string>;
  welcome: {
    title: string;
    lead: string;
    language: string;
    picturesTitle: string;
    pictures: string[];
    rulesTitle: string;
    rulesLead: string;
    rulesAgree: string;
    youTitle: string;
    youLead: string;
    start: string;
    step: (step: number, of: number) => string;
  };
  today: {
    title: string;
    lead: (minutes: number) => string;
    start: string;
    startTimer: string;
    resume: string;
    resumeLead: string;
    adjust: string;
    adjustDone: string;
    include: (exercise: string) => string;
    variation: string;
    sets: string;
    reps: string;
    week: (sessions: number) => string;
    last: string;
    nothing: string;
    rest: string;
    trained: string;
    ahead: string;
    unanswered: string;
    answer: string;
  };
  plan: {
    title: string;
    lead: string;
    week: (number: number) => string;
    rest: string;
    warmUp: string;
    nothing: string;
    calendar: string;
    calendarHelp: string;
    download: string;
    subscribe: string;
    change: string;
  };
  profile: {
    title: string;
    device: string;
    healthTitle: string;
    healthLead: string;
    noneApplies: string;
    dueTitle: string;
    dueLead: string;
    stopTitle: string;
    answerAgain: string;
    aboutTitle: string;
    minutes: string;
    weekdays: string;
    experience: string;
    experiences: Record<Profile['experience'], string>;
    sport: string;
    sports: Record<Profile['sport'], string>;
    sex: string;
    sexes: Record<'female' | 'male' | 'untold', string>;
    cramps: string;
    crampsHelp: string;
    sedentary: string;
    sedentaryHelp: string;
    save: string;
    saved: string;
  };
  exercises: {
    title: string;
    lead: string;
    learnTitle: string;
    howTo: string;
    why: string;
    camera: string;
    variations: string;
    mistakes: string;
    say: (cue: string) => string;
    safety: string;
    breathing: string;
    works: string;
    stretches: string;
    practise: string;
    play: string;
    stop: string;
    figure: (exercise: string) => string;
    references: string;
    bothSides: string;
    eachSide: string;
    alternating: string;
  };
  viewer: ViewerMessages;
  learn: LearnMessages;
  phase: { rest: string; out: string; hold: string; back: string; in: string };
  breath: Record<Breath, string>;
  live: {
    title: string;
    state: Record<StateName, string>;
    command: Record<CommandName, string>;
    pain: string;
    painHelp: string;
    exerciseOf: (number: number, count: number) => string;
    setOf: (number: number, count: number) => string;
    countOf: (count: number, target: number) => string;
    hold: (seconds: string, target: string) => string;
    range: string;
    rangeValue: (percent: number) => string;
    sideNow: Record<SessionSide, string>;
    nextSide: Record<SessionSide, string>;
    toCamera: Record<'left' | 'right' | 'side' | 'front', string>;
    connecting: string;
    lost: string;
    kept: string;
    noVoice: string;
    looking: string;
    unseen: string;
    notArmed: string;
    camera: Record<'denied' | 'none' | 'lost' | 'slow' | 'failed', string>;
    cameraTitle: string;
    useTimer: string;
    tryCamera: string;
    stayWatched: string;
    timerNote: string;
    screeningTitle: string;
    injury: string;
    injuryHelp: string;
    injuryYes: string;
    crampToday: string;
    begin: string;
    stopNow: string;
    warmUpLead: string;
    introStart: string;
    introStartTimer: string;
    stepOf: (number: number, count: number) => string;
    setupFine: string;
    setupStep: string;
    distance: { metric: string; imperial: string };
    getReadyLead: string;
    restLead: string;
    endsIn: (seconds: number) => string;
    gestureHelp: string;
    gestureNext: string;
    pausedBy: Record<PauseReason, string>;
    otherTab: string;
    otherTabHelp: string;
    takeOver: string;
    over: string;
    unknown: string;
    fault: string;
    toToday: string;
    logTitle: string;
    logHelp: string;
    logSave: string;
    details: string;
    detailRows: {
      model: string;
      frames: string;
      inference: string;
      answer: string;
      server: string;
    };
    tooSmall: string;
  };
  setup: Record<SetupCheck, string>;
  setupStatus: { ok: string; wrong: string; unknown: string };
  checkIn: {
    title: string;
    effort: string;
    effortLow: string;
    effortHigh: string;
    pain: string;
    painLow: string;
    painHigh: string;
    cramp: string;
    save: string;
  };
  painStop: { title: string; lead: string; choice: Record<PainChoice, string> };
  summary: {
    title: string;
    well: string;
    improve: string;
    nothingToImprove: string;
    reps: string;
    logged: string;
    score: string;
    hold: string;
    range: string;
    attempts: string;
    setsDone: string;
    time: string;
    sides: string;
    sideDifference: (side: SessionSide, degrees: number, uncertainty: number) => string;
    sideSame: string;
    faults: string;
    faultIn: (reps: number) => string;
    noFaults: string;
    notMeasured: string;
    effort: string;
    pain: string;
    cramp: string;
    stoppedByPain: string;
    stoppedBy: Record<StoppedBy, string>;
    chart: string;
    chartKind: Record<'clean' | 'fault' | 'attempt', string>;
    coach: (words: string) => string;
    eachRep: string;
    rep: string;
    notCounted: string;
    again: string;
  };
  tests: {
    title: string;
    lead: string;
    none: string;
    last: string;
    start: string;
    startTimer: string;
    needsCamera: string;
    byHand: string;
    part: Record<'back' | 'front', string>;
    value: Record<TestUnit, (value: number) => string>;
    live: Record<TestUnit, string>;
    logTitle: Record<TestUnit, string>;
    band: Record<'usual' | 'unclear' | 'poor', string>;
    notMeasured: string;
    trials: (values: string) => string;
    trialOf: (trial: number, of: number) => string;
    even: string;
    weaker: (side: 'left' | 'right', difference: string, uncertainty: string) => string;
    index: (percent: number, uncertainty: number) => string;
    limit: (limit: number) => string;
    normsTitle: string;
    norm: (
      sex: 'female' | 'male' | null,
      mean: number | null,
      deviation: number | null,
      limit: number,
      better: 'lower' | 'higher',
    ) => string;
    noNorms: string;
    change: (
      side: SessionSide,
      percent: number,
      uncertainty: number,
      direction: 'better' | 'worse' | 'unclear',
    ) => string;
    balanceTitle: string;
    balance: (balance: FrontBack) => string;
    spoils: string;
    stopsIn: (seconds: number) => string;
    untilDone: string;
    untilTired: string;
  };
  care: CareMessages;
  progress: ProgressMessages;
  history: {
    title: string;
    lead: string;
    empty: string;
    emptyHow: string;
    open: string;
    more: string;
    resume: string;
  };
  settings: {
    title: string;
    language: string;
    theme: string;
    themes: Record<'auto' | 'light' | 'dark', string>;
    units: string;
    unitNames: Record<'metric' | 'imperial', string>;
    voiceTitle: string;
    voice: string;
    voiceName: string;
    voiceDefault: string;
    noVoices: string;
    volume: string;
    sounds: string;
    test: string;
    testWords: string;
    cameraTitle: string;
    camera: string;
    cameraDefault: string;
    cameraNames: string;
    cameraNumber: (number: number) => string;
    mirror: string;
    model: string;
    models: Record<'auto' | 'lite' | 'full' | 'heavy', string>;
    modelHelp: string;
    bodyTitle: string;
    profile: string;
    version: (version: string) => string;
    welcome: string;
    licences: string;
  };
  data: {
    title: string;
    lead: string;
    sessions: string;
    lastBackup: string;
    noBackup: string;
    folder: string;
    backupProblem: string;
    download: string;
    restore: string;
    restored: (added: number, known: number) => string;
    archiveHelp: string;
    fhir: string;
    fhirHelp: string;
    erase: string;
    eraseTitle: string;
    eraseHelp: string;
    eraseWord: string;
    eraseType: (word: string) => string;
    eraseNow: string;
    eraseNot: string;
  };
}
