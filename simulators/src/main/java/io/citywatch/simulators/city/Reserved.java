package io.citywatch.simulators.city;

import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Vehicle;
import java.util.List;

/** What is registered for others to use: real in every respect, but the simulator neither connects nor moves it. */
public record Reserved(List<Device> devices, Elder elder, List<Responder> responders, List<Vehicle> vehicles) {
    public Reserved {
        devices = List.copyOf(devices);
        responders = List.copyOf(responders);
        vehicles = List.copyOf(vehicles);
    }
}
