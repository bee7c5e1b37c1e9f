package io.citywatch.simulators.city;

import io.citywatch.model.registry.Elder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Invented files of elders: whom to call, what they suffer from, where the key is. */
final class PersonFiles {
    private static final String[] CONDITIONS = {"高血压", "2型糖尿病", "冠心病", "听力下降", "白内障", "膝关节炎", "轻度认知障碍", "哮喘"};
    private static final String[] MEDICINES = {"氨氯地平", "二甲双胍", "阿司匹林", "沙丁胺醇气雾剂", "硝酸甘油"};
    private static final String[] RELATIONS = {"儿子", "女儿", "邻居", "侄子"};
    private static final String[] NOTES = {"备用钥匙在楼下便利店", "门铃坏了，请敲门", "只讲潮汕话", "家里有一只小狗", "请从后门进"};

    private PersonFiles() {}

    static Elder.File of(RandomGenerator random) {
        List<Elder.File.Contact> contacts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            contacts.add(new Elder.File.Contact(
                    PersonNames.responder(random),
                    PersonNames.phone(random),
                    RELATIONS[random.nextInt(RELATIONS.length)]));
        }
        return new Elder.File(
                PersonNames.phone(random),
                contacts,
                some(CONDITIONS, random),
                some(MEDICINES, random),
                random.nextInt(3) == 0 ? NOTES[random.nextInt(NOTES.length)] : null);
    }

    private static List<String> some(String[] all, RandomGenerator random) {
        List<String> some = new ArrayList<>();
        for (String one : all) {
            if (random.nextInt(4) == 0) {
                some.add(one);
            }
        }
        return some;
    }
}
