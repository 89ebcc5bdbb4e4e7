/** The first sentences of a text. */
export function sentences(text: string, count: number): string {
  return (text.match(/[^.!?]+[.!?]+(\s|$)/g) ?? [text]).slice(0, count).join('').trim();
}
