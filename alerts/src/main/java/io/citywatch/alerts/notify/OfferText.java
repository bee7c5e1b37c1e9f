package io.citywatch.alerts.notify;

import io.citywatch.alerts.incident.IncidentKind;
import java.util.Locale;

/** What is said to a person of an offer, in the city's two languages. */
public final class OfferText {
    private OfferText() {}

    public static String zh(Page page) {
        String place = page.place() == null ? "" : "，" + page.place();
        String answer = page.answerAt() == null ? "请打开应用答复" : "请答复：" + page.answerAt();
        return String.format(
                Locale.ROOT,
                "城哨派单%s：%s%s，距您约%d米，约%d分钟。%s",
                page.severity(),
                kindZh(page.kind()),
                place,
                page.roundedMeters(),
                page.minutes(),
                answer);
    }

    public static String en(Page page) {
        String place = page.place() == null ? "" : ", " + page.place();
        String answer = page.answerAt() == null ? "Answer in the app" : "Answer: " + page.answerAt();
        return String.format(
                Locale.ROOT,
                "Citywatch %s: %s%s, about %d m and %d min from you. %s",
                page.severity(),
                kindEn(page.kind()),
                place,
                page.roundedMeters(),
                page.minutes(),
                answer);
    }

    /** The kind of incident in Chinese. */
    public static String kindZh(IncidentKind kind) {
        return switch (kind) {
            case ELDER_EMERGENCY -> "老人求助";
            case FIRE -> "火警";
            case KNOWN_HEAT -> "异常热源";
            case ELDER_WELFARE -> "老人关怀";
            case ELDER_DEVICE -> "呼叫终端故障";
            case SERVICE -> "生活服务";
            case THEFT -> "车辆被盗";
            case SUSPICIOUS_RIDE -> "可疑车辆";
            case DEN -> "赃车聚集点";
            case PARKING -> "违停";
            case TAG_FAULT -> "标签故障";
            case CLONED_TAG -> "套牌标签";
            case WRONG_WAY -> "逆行";
            case DEVICE_FAULT -> "设备故障";
            case UNREADABLE_ALARM -> "无法识别的告警";
            case OUTAGE -> "大面积离线";
            case RESPONDER_SAFETY -> "响应人失联";
        };
    }

    /** The kind of incident in English. */
    static String kindEn(IncidentKind kind) {
        return switch (kind) {
            case ELDER_EMERGENCY -> "an elderly person calls for help";
            case FIRE -> "fire";
            case KNOWN_HEAT -> "unusual heat";
            case ELDER_WELFARE -> "an elderly person to look after";
            case ELDER_DEVICE -> "a call terminal at fault";
            case SERVICE -> "a service ordered";
            case THEFT -> "a stolen vehicle";
            case SUSPICIOUS_RIDE -> "a suspicious vehicle";
            case DEN -> "stolen vehicles in one place";
            case PARKING -> "illegal parking";
            case TAG_FAULT -> "a tag at fault";
            case CLONED_TAG -> "a cloned tag";
            case WRONG_WAY -> "riding the wrong way";
            case DEVICE_FAULT -> "a device at fault";
            case UNREADABLE_ALARM -> "an unreadable alarm";
            case OUTAGE -> "an outage";
            case RESPONDER_SAFETY -> "a responder who gives no word";
        };
    }
}
