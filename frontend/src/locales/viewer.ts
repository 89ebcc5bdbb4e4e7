/** What the moving figure and the page about the hamstrings say. */
export interface ViewerMessages {
  figure: (exercise: string) => string;
  loading: string;
  position: string;
  moment: (seconds: string, of: string) => string;
  speed: (times: string) => string;
  loop: string;
  turn: string;
  turnedBy: (degrees: number) => string;
  view: string;
  views: Record<'coach' | 'front' | 'side' | 'back' | 'free', string>;
  body: string;
  bodies: Record<'a' | 'b', string>;
  works: string;
  stretches: string;
  behind: string;
  seconds: (seconds: string) => string;
  legend: string;
  right: string;
  compare: string;
  endCompare: string;
  picture: (exercise: string) => string;
  noDrawing: string;
}

export interface LearnMessages {
  title: string;
  lead: string;
  muscles: string;
  tap: string;
  hip: string;
  knee: string;
  hipValue: (degrees: number) => string;
  kneeValue: (degrees: number) => string;
  length: string;
  longer: (percent: number) => string;
  shorter: (percent: number) => string;
  asStanding: string;
  figureless: string;
  lengthNote: string;
  poses: string;
  pose: Record<'standing' | 'curl' | 'toes' | 'lifted', string>;
  what: string;
  balance: string;
  untrained: string;
  train: string;
  safety: string;
  exercises: string;
  source: string;
  /** Words in the drawing; lists are lines of one label. */
  drawing: {
    title: string;
    nerve: string[];
    gluteus: string[];
    shortHead: string;
    sitBone: string;
    fibula: string;
    inner: string;
    outer: string;
  };
  /** What each muscle is and does, by its id. */
  muscle: Record<MuscleName, { name: string; does: string }>;
}

export type MuscleName =
  | 'biceps-femoris'
  | 'semitendinosus'
  | 'semimembranosus'
  | 'gluteus-maximus'
  | 'quadriceps'
  | 'calf'
  | 'piriformis'
  | 'hip-rotators'
  | 'spinal-erectors'
  | 'adductors'
  | 'deep-core'
  | 'leg-nerves';

interface Words {
  viewer: ViewerMessages;
  learn: LearnMessages;
}

export const viewerEn: Words = {
  viewer: {
    figure: (exercise) => `A moving figure shows: ${exercise}`,
    loading: 'The figure is on its way …',
    position: 'Moment of the movement',
    moment: (seconds, of) => `${seconds} of ${of} seconds`,
    speed: (times) => `Speed ${times}`,
    loop: 'Again and again',
    turn: 'Turn the figure',
    turnedBy: (degrees) => `seen from ${degrees} degrees`,
    view: 'Seen from',
    views: { coach: 'Camera', front: 'Front', side: 'Side', back: 'Back', free: 'All around' },
    body: 'Body',
    bodies: { a: 'Woman', b: 'Man' },
    works: 'works',
    stretches: 'is stretched',
    behind: 'lies behind',
    seconds: (seconds) => `${seconds} s`,
    legend: 'Muscles',
    right: 'Right',
    compare: 'Show the difference',
    endCompare: 'Only the right way',
    picture: (exercise) => `A picture of the movement: ${exercise}`,
    noDrawing: 'This browser shows pictures instead of a figure you can turn.',
  },
  learn: {
    title: 'Know your hamstrings',
    lead: 'Three muscles at the back of each thigh. Tap a muscle, turn the figure, bend the leg.',
    muscles: 'The three muscles',
    tap: 'Tap a muscle in the drawing, on the figure or in this list.',
    hip: 'Bend the hip',
    knee: 'Bend the knee',
    hipValue: (degrees) => `Hip bent ${degrees} degrees`,
    kneeValue: (degrees) => `Knee bent ${degrees} degrees`,
    length: 'Length of the muscles',
    longer: (percent) => `${percent} % longer`,
    shorter: (percent) => `${percent} % shorter`,
    asStanding: 'as when standing',
    figureless: 'This browser shows the drawing only, not the figure you can turn.',
    lengthNote: 'Compared with standing upright, for an average adult.',
    poses: 'Try',
    pose: {
      standing: 'Standing',
      curl: 'Heel to the buttock',
      toes: 'Leg stretched forward',
      lifted: 'Knee lifted',
    },
    what: 'What they do',
    balance: 'Why the balance matters',
    untrained: 'When they are not trained',
    train: 'How to train them',
    safety: 'Stay safe',
    exercises: 'To the exercises',
    drawing: {
      title: 'Drawing: the right thigh from behind',
      nerve: ['Sciatic', 'nerve'],
      gluteus: ['Large', 'buttock muscle'],
      shortHead: 'Short head',
      sitBone: 'Sit bone',
      fibula: 'Fibula',
      inner: 'inner side',
      outer: 'outer side',
    },
    muscle: {
      'biceps-femoris': {
        name: 'Biceps femoris',
        does: 'On the outer side. Extends the hip and bends the knee.',
      },
      semitendinosus: {
        name: 'Semitendinosus',
        does: 'On the inner side, with a long tendon. Extends the hip and bends the knee.',
      },
      semimembranosus: {
        name: 'Semimembranosus',
        does: 'On the inner side, under the semitendinosus. Extends the hip and bends the knee.',
      },
      'gluteus-maximus': {
        name: 'Large buttock muscle',
        does: 'Extends the hip together with the hamstrings.',
      },
      quadriceps: {
        name: 'Quadriceps',
        does: 'The front of the thigh, the hamstrings’ opponent. Straightens the knee.',
      },
      calf: { name: 'Calf', does: 'Pushes the front of the foot down.' },
      piriformis: { name: 'Piriformis', does: 'Lies deep. Turns the leg outwards.' },
      'hip-rotators': { name: 'Hip rotators', does: 'Lie deep. Turn the leg in the hip.' },
      'spinal-erectors': {
        name: 'Back extensors',
        does: 'Hold the spine up. They take over when buttocks and hamstrings are weak.',
      },
      adductors: { name: 'Adductors', does: 'The inner thigh. Draw the leg inwards.' },
      'deep-core': { name: 'Belly muscles', does: 'Steady the trunk.' },
      'leg-nerves': {
        name: 'Sciatic nerve',
        does: 'Runs from the spine down the back of the leg. Very sensitive.',
      },
    },
    source: 'Lengths after Hawkins and Hull, Journal of Biomechanics 23 (1990), 487–494.',
  },
};

export const viewerDe: Words = {
  viewer: {
    figure: (exercise) => `Eine bewegte Figur zeigt: ${exercise}`,
    loading: 'Die Figur kommt gleich …',
    position: 'Stelle in der Bewegung',
    moment: (seconds, of) => `${seconds} von ${of} Sekunden`,
    speed: (times) => `Tempo ${times}`,
    loop: 'Immer wieder',
    turn: 'Figur drehen',
    turnedBy: (degrees) => `aus ${degrees} Grad gesehen`,
    view: 'Gesehen von',
    views: { coach: 'Kamera', front: 'Vorn', side: 'Seite', back: 'Hinten', free: 'Ringsum' },
    body: 'Körper',
    bodies: { a: 'Frau', b: 'Mann' },
    works: 'arbeitet',
    stretches: 'wird gedehnt',
    behind: 'liegt hinten',
    seconds: (seconds) => `${seconds} s`,
    legend: 'Muskeln',
    right: 'Richtig',
    compare: 'Unterschied zeigen',
    endCompare: 'Nur die richtige Form',
    picture: (exercise) => `Ein Bild der Bewegung: ${exercise}`,
    noDrawing: 'Dieser Browser zeigt Bilder statt einer Figur zum Drehen.',
  },
  learn: {
    title: 'Die Oberschenkelrückseite',
    lead: 'Drei Muskeln hinten an jedem Oberschenkel. Dreh die Figur, tippe einen Muskel an, beuge das Bein.',
    muscles: 'Die drei Muskeln',
    tap: 'Tippe einen Muskel an: in der Zeichnung, an der Figur oder in dieser Liste.',
    hip: 'Hüfte beugen',
    knee: 'Knie beugen',
    hipValue: (degrees) => `Hüfte ${degrees} Grad gebeugt`,
    kneeValue: (degrees) => `Knie ${degrees} Grad gebeugt`,
    length: 'Länge der Muskeln',
    longer: (percent) => `${percent} % länger`,
    shorter: (percent) => `${percent} % kürzer`,
    asStanding: 'wie im Stehen',
    figureless: 'Dieser Browser zeigt nur die Zeichnung, nicht die Figur zum Drehen.',
    lengthNote: 'Verglichen mit dem aufrechten Stand, bei durchschnittlichen Erwachsenen.',
    poses: 'Probier',
    pose: {
      standing: 'Stehen',
      curl: 'Ferse zum Gesäß',
      toes: 'Bein nach vorn gestreckt',
      lifted: 'Knie gehoben',
    },
    what: 'Was sie tun',
    balance: 'Warum das Gleichgewicht zählt',
    untrained: 'Wenn sie nicht trainiert werden',
    train: 'Wie man sie trainiert',
    safety: 'Auf Nummer sicher',
    exercises: 'Zu den Übungen',
    drawing: {
      title: 'Zeichnung: der rechte Oberschenkel von hinten',
      nerve: ['Ischiasnerv'],
      gluteus: ['Großer', 'Gesäßmuskel'],
      shortHead: 'Kurzer Kopf',
      sitBone: 'Sitzbein',
      fibula: 'Wadenbein',
      inner: 'innen',
      outer: 'außen',
    },
    muscle: {
      'biceps-femoris': {
        name: 'Biceps femoris',
        does: 'Liegt außen. Streckt die Hüfte und beugt das Knie.',
      },
      semitendinosus: {
        name: 'Semitendinosus',
        does: 'Liegt innen, mit langer Sehne. Streckt die Hüfte und beugt das Knie.',
      },
      semimembranosus: {
        name: 'Semimembranosus',
        does: 'Liegt innen, unter dem Semitendinosus. Streckt die Hüfte und beugt das Knie.',
      },
      'gluteus-maximus': {
        name: 'Großer Gesäßmuskel',
        does: 'Streckt die Hüfte, zusammen mit der Oberschenkelrückseite.',
      },
      quadriceps: {
        name: 'Quadrizeps',
        does: 'Die Vorderseite des Oberschenkels, der Gegenspieler. Streckt das Knie.',
      },
      calf: { name: 'Wade', does: 'Drückt den Vorfuß nach unten.' },
      piriformis: { name: 'Piriformis', does: 'Liegt tief. Dreht das Bein nach außen.' },
      'hip-rotators': { name: 'Hüftdreher', does: 'Liegen tief. Drehen das Bein in der Hüfte.' },
      'spinal-erectors': {
        name: 'Rückenstrecker',
        does: 'Richten die Wirbelsäule auf. Sie springen ein, wenn Gesäß und Oberschenkelrückseite schwach sind.',
      },
      adductors: {
        name: 'Adduktoren',
        does: 'Die Innenseite des Oberschenkels. Ziehen das Bein heran.',
      },
      'deep-core': { name: 'Bauchmuskeln', does: 'Halten den Rumpf stabil.' },
      'leg-nerves': {
        name: 'Ischiasnerv',
        does: 'Läuft von der Wirbelsäule hinten am Bein hinab. Sehr empfindlich.',
      },
    },
    source: 'Längen nach Hawkins und Hull, Journal of Biomechanics 23 (1990), 487–494.',
  },
};
