import { t } from '../text/language';
import type { PoliceStore } from './store';

export function VehicleSearch({ store }: { store: PoliceStore }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    void store.find(String(form.get('plate')));
  };
  const alike = store.alike.value;
  return (
    <form class="vehicle-search" role="search" aria-label={t('police.search')} onSubmit={submit}>
      <label class="field">
        <span>{t('police.plate')}</span>
        <input name="plate" data-testid="plate-input" autocomplete="off" autocapitalize="characters" maxLength={32} required />
      </label>
      <button class="button primary" data-testid="plate-find">
        {t('police.find')}
      </button>
      {store.unknown.value !== null && (
        <p class="bad" role="alert" data-testid="plate-unknown">
          {t('police.unknownPlate', { plate: store.unknown.value })}
        </p>
      )}
      {alike.length > 0 && (
        <ul aria-label={t('police.alike')} data-testid="plates-alike">
          {alike.map((vehicle) => (
            <li key={vehicle.plate}>
              <button type="button" class="button" data-plate={vehicle.plate} onClick={() => void store.choose(vehicle.plate)}>
                {vehicle.plate}
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
