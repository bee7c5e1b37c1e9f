import { computed, signal } from '@preact/signals';
import type { Api } from '../api/http';
import type { Device, Service } from '../api/things';
import { language } from '../text/language';
import { lookup } from './lookup';

export type RegistryNames = ReturnType<typeof registryNames>;

/** What ids are called: areas, devices and services, each asked for when it is first shown. */
export function registryNames(api: Api) {
  const areas = lookup((id) => api.area(id));
  const devices = lookup((id) => api.device(id));
  const catalogue = signal<readonly Service[] | undefined>(undefined);
  const drones = signal<readonly Device[] | undefined>(undefined);
  const services = computed(() => new Map((catalogue.value ?? []).map((service) => [service.code, service])));
  let catalogueAsked = false;

  function askCatalogue(): void {
    if (!catalogueAsked) {
      catalogueAsked = true;
      queueMicrotask(() => {
        api.services().then(
          (list) => (catalogue.value = list),
          () => (catalogueAsked = false),
        );
      });
    }
  }

  async function loadDrones(): Promise<void> {
    try {
      const cameras = await api.devicesOf('thermal-camera');
      drones.value = cameras.filter((each) => each.kind === 'thermal-camera' && each.mobile === true);
    } catch {
      // Without them the page offers no drone, and everything else works.
      drones.value ??= [];
    }
  }

  return {
    /** The name of a grid or unit, else its id. */
    area: (id: string): string => areas.get(id)?.properties?.name ?? id,
    /** What a grid is part of, as far as it is known: the community, where the areas have one. */
    wider: (id: string | undefined): string | undefined => (id === undefined ? id : (areas.get(id)?.properties?.parent ?? id)),
    device: (id: string): Device | undefined => devices.get(id),
    /** `South gate (reader-7)`, or the id alone. */
    deviceName: (id: string): string => {
      const name = devices.get(id)?.name;
      return name && name !== id ? `${name} (${id})` : id;
    },
    service: (code: string): string => {
      askCatalogue();
      const service = services.value.get(code);
      return service ? `${code} ${language.value === 'zh-CN' ? service.zh : service.en}` : code;
    },
    drones,
    loadDrones,
  };
}
