package io.citywatch.simulators.city;

import java.util.List;

/** The names on the map, after Shantou; which street bears which name is the simulator's own. */
final class Gazetteer {
    static final Name BRIDGE = new Name("礐石大桥", "Queshi Bridge");
    static final Name BAY_BRIDGE = new Name("海湾大桥", "Shantou Bay Bridge");
    static final Name TUNNEL = new Name("苏埃隧道", "Su'ai Tunnel");
    static final Name CAPE = new Name("广澳角", "Guang'ao Cape");
    static final Name CAPE_ROAD = new Name("广澳角路", "Guang'ao Cape Road");
    static final Name WATERFRONT_NORTH = new Name("海滨路", "Haibin Road");
    static final Name WATERFRONT_SOUTH = new Name("南滨路", "Nanbin Road");

    /** Main streets of the north shore that follow it, from the water inland. */
    static final List<Name> NORTH_ALONG = List.of(
            new Name("中山路", "Zhongshan Road"),
            new Name("长平路", "Changping Road"),
            new Name("金砂路", "Jinsha Road"),
            new Name("黄河路", "Huanghe Road"),
            new Name("中泰路", "Zhongtai Road"));
    /** Main streets of the north shore that lead inland, from west to east. */
    static final List<Name> NORTH_ACROSS = List.of(
            new Name("西堤路", "Xidi Road"),
            new Name("同平路", "Tongping Road"),
            new Name("大华路", "Dahua Road"),
            new Name("东厦路", "Dongxia Road"),
            new Name("金环路", "Jinhuan Road"),
            new Name("金新路", "Jinxin Road"),
            new Name("天山路", "Tianshan Road"),
            new Name("嵩山路", "Songshan Road"),
            new Name("华山路", "Huashan Road"),
            new Name("泰山路", "Taishan Road"),
            new Name("衡山路", "Hengshan Road"),
            new Name("武夷路", "Wuyi Road"),
            new Name("庐山路", "Lushan Road"));

    static final List<Name> SOUTH_ALONG = List.of(
            new Name("磊广路", "Leiguang Road"),
            new Name("河浦大道", "Hepu Avenue"),
            new Name("疏港大道", "Shugang Avenue"),
            new Name("府前路", "Fuqian Road"));
    static final List<Name> SOUTH_ACROSS = List.of(
            new Name("葛洲路", "Gezhou Road"),
            new Name("磊口路", "Leikou Road"),
            new Name("珠浦路", "Zhupu Road"),
            new Name("达濠路", "Dahao Road"),
            new Name("赤港路", "Chigang Road"),
            new Name("东湖路", "Donghu Road"),
            new Name("三联路", "Sanlian Road"),
            new Name("海旁路", "Haipang Road"),
            new Name("青篮路", "Qinglan Road"),
            new Name("澳头路", "Aotou Road"));

    /** In the order of the areas: north shore west and east, south shore. */
    static final List<Name> DISTRICTS =
            List.of(new Name("金平区", "Jinping"), new Name("龙湖区", "Longhu"), new Name("濠江区", "Haojiang"));

    private static final List<List<Name>> STREET_OFFICES = List.of(
            List.of(
                    new Name("小公园街道", "Xiaogongyuan"),
                    new Name("石炮台街道", "Shipaotai"),
                    new Name("东方街道", "Dongfang"),
                    new Name("大华街道", "Dahua"),
                    new Name("金砂街道", "Jinsha"),
                    new Name("岐山街道", "Qishan"),
                    new Name("月浦街道", "Yuepu")),
            List.of(
                    new Name("金霞街道", "Jinxia"),
                    new Name("珠池街道", "Zhuchi"),
                    new Name("新津街道", "Xinjin"),
                    new Name("龙祥街道", "Longxiang"),
                    new Name("鸥汀街道", "Outing"),
                    new Name("龙华街道", "Longhua")),
            List.of(
                    new Name("达濠街道", "Dahao"),
                    new Name("马滘街道", "Majiao"),
                    new Name("礐石街道", "Queshi"),
                    new Name("广澳街道", "Guang'ao"),
                    new Name("玉新街道", "Yuxin"),
                    new Name("滨海街道", "Binhai")));

    /** A named place and where its name stands. */
    record Place(Name name, Point at) {}

    static final List<Place> PLACES = List.of(
            new Place(new Name("金平区", "Jinping"), new Point(-3000, 1650)),
            new Place(new Name("龙湖区", "Longhu"), new Point(2100, 2000)),
            new Place(new Name("濠江区", "Haojiang"), new Point(800, -1900)),
            new Place(new Name("汕头湾", "Shantou Bay"), new Point(1500, 50)),
            new Place(new Name("南海", "South China Sea"), new Point(6300, -200)),
            new Place(new Name("妈屿岛", "Mayu Island"), new Point(3520, 290)),
            new Place(new Name("礐石风景区", "Queshi Hills"), new Point(-2000, -2150)),
            new Place(new Name("小公园", "Small Park Old Town"), new Point(-4100, 850)),
            new Place(new Name("时代广场", "Times Square"), new Point(-200, 1120)),
            new Place(new Name("珠港新城", "Zhugang New Town"), new Point(3600, 1700)),
            new Place(new Name("达濠", "Dahao"), new Point(2600, -2000)),
            new Place(new Name("葛洲", "Gezhou"), new Point(-4200, -1000)),
            new Place(CAPE, new Point(5500, -2900)));

    private Gazetteer() {}

    static Name lane(Name street, int number) {
        return new Name(street.zh() + number + "巷", street.en() + " Lane " + number);
    }

    /** The n-th street office of a district, by the district's place in {@link #DISTRICTS}. */
    static Name streetOffice(int district, int number) {
        List<Name> names = STREET_OFFICES.get(district);
        Name name = names.get(number % names.size());
        int round = number / names.size();
        return round == 0 ? name : new Name(name.zh() + (round + 1), name.en() + " " + (round + 1));
    }

    /** A part of an area, by its number within it. */
    static Name part(Area.Level level, Name whole, int number) {
        return switch (level) {
            case DISTRICT, STREET -> whole;
            case COMMUNITY ->
                new Name(whole.zh().replace("街道", "") + "第" + number + "社区", whole.en() + " Community " + number);
            case UNIT -> new Name(whole.zh() + "应急单元" + number, whole.en() + " Unit " + number);
            case GRID -> new Name(whole.zh() + "网格" + number, whole.en() + " Grid " + number);
        };
    }

    /** Which district an address on this spot is in. */
    static Name district(Point at) {
        if (at.y() < 0) {
            return new Name("濠江区", "Haojiang");
        }
        return at.x() < -900 ? new Name("金平区", "Jinping") : new Name("龙湖区", "Longhu");
    }
}
