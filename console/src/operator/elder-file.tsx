import type { ComponentChildren } from 'preact';
import type { ElderFile } from '../api/types';
import { t } from '../text/language';
import './elder-file.css';

/** What helpers must know of a person; shown for a reason alone. */
export function ElderFileFacts({ file }: { file: ElderFile }) {
  const contacts = file.contacts ?? [];
  return (
    <div class="elder-file" data-testid="elder-file">
      <h4>{t('file.title')}</h4>
      <dl class="facts">
        <Row name={t('file.phone')}>{file.phone && <Phone number={file.phone} />}</Row>
        <Row name={t('file.conditions')}>{(file.conditions ?? []).join(', ')}</Row>
        <Row name={t('file.medicines')}>{(file.medicines ?? []).join(', ')}</Row>
        <Row name={t('file.contacts')}>
          {contacts.length > 0 && (
            <ol>
              {contacts.map((contact) => (
                <li key={contact.phone}>
                  {contact.name}
                  {contact.relation && <span class="dim"> ({contact.relation})</span>} <Phone number={contact.phone} />
                </li>
              ))}
            </ol>
          )}
        </Row>
        <Row name={t('file.notes')}>{file.notes}</Row>
      </dl>
    </div>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  if (!children) {
    return null;
  }
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** To be called with one touch where the machine has a phone. */
export function Phone({ number }: { number: string }) {
  return (
    <a class="number phone-number" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      {number}
    </a>
  );
}
