package io.citywatch.streaming.lane;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * One kind of record of both lanes, still apart: what is done to a lane's records right behind it costs no copy, and a
 * step behind both would be a thread of its own, to which each record is written and read again. So key or map first.
 *
 * @param patience milliseconds that a record of the bulk lane may wait for company; one of the emergency lane never does
 */
public record Lanes<T>(DataStream<T> emergency, DataStream<T> bulk, long patience) {
    /** Both as one stream, to be keyed. */
    public DataStream<T> all() {
        return emergency.union(bulk);
    }

    /**
     * Each record as another, made in the lane where it was read.
     *
     * @param uid of the emergency lane's; the bulk lane's has {@code -bulk} behind it
     */
    public <R> DataStream<R> map(MapFunction<T, R> other, TypeInformation<R> type, String name, String uid) {
        DataStream<R> urgent = emergency.map(other).returns(type).name(name).uid(uid);
        return urgent.union(
                bulk.map(other).returns(type).name(name).uid(uid + "-bulk").setBufferTimeout(patience));
    }
}
