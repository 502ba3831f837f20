import { saveFile } from './saveFile';

const copied = ['fill', 'stroke', 'font-size', 'font-family'] as const;

/** The picture with colours written out: a file knows no theme. */
function withColours(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return svg;
  const from = [...svg.querySelectorAll('*')];
  [...copy.querySelectorAll('*')].forEach((element, index) => {
    const style = getComputedStyle(from[index]);
    for (const name of copied) {
      const value = style.getPropertyValue(name);
      if (value && element instanceof SVGElement) {
        element.style.setProperty(name, value);
      }
    }
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return copy;
}

/** Saves a chart as PNG, at twice its size, on the ground it stands on. */
export async function savePicture(
  name: string,
  svg: SVGSVGElement,
  ground: string,
): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const text = new XMLSerializer().serializeToString(withColours(svg));
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done));
  if (blob) saveFile(`${name}.png`, blob);
}
