/** Where one looks at a picture: an offset in pixels and a scale. Pure, so that it can be reasoned about. */
export interface View { x: number; y: number; k: number }
export interface Size { width: number; height: number }

const LEAST = 0.08;
const MOST = 2.5;
const LEGIBLE = 0.8;

/** The view scaled by a factor, the point (px, py) of the frame standing still. */
export function zoomed(view: View, factor: number, px: number, py: number): View {
  const k = Math.min(MOST, Math.max(LEAST, view.k * factor));
  const ratio = k / view.k;
  return { k, x: px - (px - view.x) * ratio, y: py - (py - view.y) * ratio };
}

/** The whole picture in the frame, not larger than life. */
export function fitted(frame: Size, picture: Size): View {
  const k = Math.max(LEAST, Math.min(1, frame.width / picture.width, frame.height / picture.height));
  return { k, x: (frame.width - picture.width * k) / 2, y: Math.max(0, (frame.height - picture.height * k) / 2) };
}

/** What to see first: all of it where that can be read, else its top in the middle. */
export function opening(frame: Size, picture: Size): View {
  const all = fitted(frame, picture);
  if (all.k >= LEGIBLE) return { ...all, y: Math.min(all.y, 12) };
  return { k: LEGIBLE, x: (frame.width - picture.width * LEGIBLE) / 2, y: 0 };
}

/** The view moved so that some of the picture can always be seen. */
export function kept(view: View, frame: Size, picture: Size): View {
  const edge = 80;
  const within = (at: number, room: number, size: number) => Math.min(room - edge, Math.max(edge - size * view.k, at));
  return { k: view.k, x: within(view.x, frame.width, picture.width), y: within(view.y, frame.height, picture.height) };
}
