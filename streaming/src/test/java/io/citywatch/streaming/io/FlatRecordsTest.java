package io.citywatch.streaming.io;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.citywatch.streaming.elder.HomeNews;
import io.citywatch.streaming.elder.MissedPerson;
import io.citywatch.streaming.elder.PersonNews;
import io.citywatch.streaming.elder.Terminal;
import io.citywatch.streaming.fire.SensorNews;
import io.citywatch.streaming.health.DeviceNews;
import io.citywatch.streaming.ride.Deafness;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.OpenAlarm;
import io.citywatch.streaming.rules.OpenFall;
import io.citywatch.streaming.rules.PendingFall;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredElder;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.SeenMessage;
import io.citywatch.streaming.rules.ServiceOrder;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.StandingFall;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.TerminalFalls;
import io.citywatch.streaming.rules.UnreadableMessage;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.elder.GapHabits;
import io.citywatch.streaming.rules.elder.Home;
import io.citywatch.streaming.rules.elder.OpenCase;
import io.citywatch.streaming.rules.elder.OpenMains;
import io.citywatch.streaming.rules.elder.OpenPendant;
import io.citywatch.streaming.rules.elder.Outside;
import io.citywatch.streaming.rules.elder.Presses;
import io.citywatch.streaming.rules.elder.Silence;
import io.citywatch.streaming.rules.elder.TakenOrders;
import io.citywatch.streaming.rules.elder.VitalRun;
import io.citywatch.streaming.rules.elder.WatchedVitals;
import io.citywatch.streaming.rules.health.Fault;
import io.citywatch.streaming.rules.health.FaultSignal;
import io.citywatch.streaming.rules.health.GatewayLife;
import io.citywatch.streaming.rules.health.OpenAbsence;
import io.citywatch.streaming.rules.health.OpenBattery;
import io.citywatch.streaming.rules.health.OpenOutage;
import io.citywatch.streaming.rules.health.OpenUnreadable;
import io.citywatch.streaming.rules.health.WatchedDevice;
import io.citywatch.streaming.rules.health.WatchedGateway;
import io.citywatch.streaming.rules.ledger.BootCount;
import io.citywatch.streaming.rules.ledger.DeviceCount;
import io.citywatch.streaming.rules.ledger.RecentMessages;
import io.citywatch.streaming.rules.ride.BatteryReads;
import io.citywatch.streaming.rules.ride.ConvoyCity;
import io.citywatch.streaming.rules.ride.DenCity;
import io.citywatch.streaming.rules.ride.Episode;
import io.citywatch.streaming.rules.ride.HourHabit;
import io.citywatch.streaming.rules.ride.OddCity;
import io.citywatch.streaming.rules.ride.Pair;
import io.citywatch.streaming.rules.ride.ReaderTrails;
import io.citywatch.streaming.rules.ride.Rest;
import io.citywatch.streaming.rules.ride.Ride;
import io.citywatch.streaming.rules.ride.Stops;
import io.citywatch.streaming.rules.ride.Trail;
import io.citywatch.streaming.rules.ride.ZoneStay;
import io.citywatch.streaming.rules.ride.ZoneStays;
import io.citywatch.streaming.rules.vehicle.DeafnessDoubt;
import io.citywatch.streaming.rules.vehicle.DoubtfulReads;
import io.citywatch.streaming.rules.vehicle.Expected;
import io.citywatch.streaming.rules.vehicle.GuardMemory;
import io.citywatch.streaming.rules.vehicle.HeardSpan;
import io.citywatch.streaming.rules.vehicle.Hearing;
import io.citywatch.streaming.rules.vehicle.LastReaders;
import io.citywatch.streaming.rules.vehicle.ListeningReader;
import io.citywatch.streaming.rules.vehicle.Loudness;
import io.citywatch.streaming.rules.vehicle.OpenClone;
import io.citywatch.streaming.rules.vehicle.OpenPursuit;
import io.citywatch.streaming.rules.vehicle.OpenWrongWay;
import io.citywatch.streaming.rules.vehicle.PassedReaders;
import io.citywatch.streaming.rules.vehicle.PassingTags;
import io.citywatch.streaming.rules.vehicle.Successors;
import io.citywatch.streaming.rules.vehicle.TagMemory;
import io.citywatch.streaming.rules.vehicle.UsualHearing;
import io.citywatch.streaming.rules.zone.RegisteredZone;
import io.citywatch.streaming.vehicle.MapNews;
import io.citywatch.streaming.vehicle.ReaderNews;
import io.citywatch.streaming.vehicle.TagNews;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatRecordsTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                LogEvent.class,
                CountedMessage.class,
                BootCount.class,
                DeviceCount.class,
                RecentMessages.class,
                TagNews.class,
                MapNews.class,
                RegisteredZone.class,
                ZoneStays.class,
                ZoneStay.class,
                DoubtfulReads.class,
                Loudness.class,
                PassingTags.class,
                Deafness.class,
                BatteryReads.class,
                ConvoyCity.class,
                DenCity.class,
                Episode.class,
                HourHabit.class,
                OddCity.class,
                Pair.class,
                ReaderTrails.class,
                Rest.class,
                Ride.class,
                Stops.class,
                Trail.class,
                TagMemory.class,
                OpenPursuit.class,
                OpenClone.class,
                Hearing.class,
                HeardSpan.class,
                UsualHearing.class,
                DeafnessDoubt.class,
                ListeningReader.class,
                GuardMemory.class,
                WatchedGateway.class,
                WatchedDevice.class,
                OpenUnreadable.class,
                OpenOutage.class,
                OpenBattery.class,
                OpenAbsence.class,
                GatewayLife.class,
                FaultSignal.class,
                Fault.class,
                TakenOrders.class,
                OpenPendant.class,
                GapHabits.class,
                OpenCase.class,
                Outside.class,
                Presses.class,
                Silence.class,
                VitalRun.class,
                WatchedVitals.class,
                RegisteredElder.class,
                MissedPerson.class,
                PersonNews.class,
                OpenMains.class,
                Home.class,
                MessageStamp.class,
                DeviceNews.class,
                SensorNews.class,
                HomeNews.class,
                RegistryRecord.class,
                KeyedBytes.class,
                Terminal.class,
                Call.class,
                DetectorReading.class,
                StandingFall.class,
                OpenAlarm.class,
                OpenFall.class,
                PendingFall.class,
                SeenMessage.class,
                TerminalFalls.class,
                CameraFrame.class,
                GatewayPulse.class,
                RegisteredDevice.class,
                RegisteredVehicle.class,
                ServiceOrder.class,
                SignOfLife.class,
                SmokeSample.class,
                StateReport.class,
                TagRead.class,
                UnreadableMessage.class,
                WantedVehicle.class,
                ReaderNews.class,
                LastReaders.class,
                Expected.class,
                Successors.class,
                PassedReaders.class,
                OpenWrongWay.class
            })
    void whatTravelsOrIsRememberedNeedsNoKryo(Class<?> type) {
        assertThatCode(() -> PojoTestUtils.assertSerializedAsPojoWithoutKryo(type))
                .doesNotThrowAnyException();
    }
}
