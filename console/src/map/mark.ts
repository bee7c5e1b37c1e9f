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
