import { SHAPES } from '../alarm/severity-mark';
import type { Severity } from '../api/types';

export interface MarkLook {
  severity: Severity;
  label: string;
  calling: boolean;
  selected: boolean;
  onClick?: () => void;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An incident on the map. The list is the way for the keyboard, so that a storm of marks does not stand before
 * everything else.
 */
export function markElement(look: MarkLook): HTMLElement {
  const shape = SHAPES[look.severity] ?? SHAPES.P4;
  const element = document.createElement(look.onClick ? 'button' : 'div');
  element.className = 'mark';
  element.dataset.severity = look.severity;
  element.dataset.calling = String(look.calling);
  element.setAttribute('aria-label', look.label);
  element.title = look.label;
  if (look.onClick) {
    element.tabIndex = -1;
    element.setAttribute('type', 'button');
    element.setAttribute('aria-pressed', String(look.selected));
    element.addEventListener('click', look.onClick);
  } else {
    element.setAttribute('role', 'img');
  }
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', shape.path);
  const text = document.createElementNS(SVG, 'text');
  text.setAttribute('x', '12');
  text.setAttribute('y', String(shape.textY));
  text.textContent = look.severity;
  svg.append(path, text);
  element.append(svg);
  return element;
}

/** A place where a vehicle is likely to pass, with how likely. */
export function likelyElement(label: string, percent: string, met: boolean): HTMLElement {
  const element = document.createElement('div');
  element.className = 'likely-place';
  element.dataset.testid = 'likely-place';
  element.dataset.met = String(met);
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', label);
  element.title = label;
  element.textContent = percent;
  return element;
}

/**
 * Where a vehicle was read last, with an arrow that points where it was going.
 *
 * @param heading degrees clockwise from true north; undefined while nobody knows
 */
export function newestElement(label: string, heading: number | undefined): HTMLElement {
  const element = document.createElement('div');
  element.className = 'newest-read';
  element.dataset.testid = 'newest-read';
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', label);
  element.title = label;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', heading === undefined ? 'M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z' : 'M12 1 20 21 12 16.5 4 21z');
  svg.append(path);
  if (heading !== undefined) {
    element.dataset.heading = String(Math.round(heading));
    svg.style.transform = `rotate(${heading}deg)`;
  }
  element.append(svg);
  return element;
}
