package io.citywatch.simulators.city;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Invented names of people, in the city's language. */
final class PersonNames {
    private static final String SURNAMES = "陈林黄郑蔡吴李张王许谢杨郭周庄翁洪肖方马";
    private static final String[] ELDER_GIVEN = {
        "惠芳", "秀兰", "淑贞", "婵娟", "玉珍", "锦华", "美玉", "巧云", "丽卿", "赛花", "德明", "炳坤", "镇洲", "木松", "楚生", "俊雄", "汉强", "文彬",
        "志成", "宏川", "绍基", "惜吟", "舜英", "若兰"
    };
    private static final String[] GIVEN = {
        "晓东", "伟杰", "泽鑫", "佳颖", "梓涵", "思敏", "嘉豪", "奕涛", "楚仪", "丹纯", "锐鹏", "少斌", "培林", "燕玲", "晓珊", "旭升", "焕彬", "洁纯",
        "映雪", "启帆", "冰如", "耿锋", "树鸿", "淑仪"
    };

    private PersonNames() {}

    static String elder(RandomGenerator random) {
        return surname(random) + ELDER_GIVEN[random.nextInt(ELDER_GIVEN.length)];
    }

    static String responder(RandomGenerator random) {
        return surname(random) + GIVEN[random.nextInt(GIVEN.length)];
    }

    /** Of a number range that nobody has: these people are invented, and nobody may be called. */
    static String phone(RandomGenerator random) {
        return String.format(Locale.ROOT, "100%08d", random.nextInt(100_000_000));
    }

    private static char surname(RandomGenerator random) {
        return SURNAMES.charAt(random.nextInt(SURNAMES.length()));
    }
}
