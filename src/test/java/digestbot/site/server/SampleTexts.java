package digestbot.site.server;

/// Digests that the samples in the repository do not have.
final class SampleTexts {

    /// A digest that is read from the right.
    static final String ARABIC = """
            ---
            title: "المناخ، الخميس ١٢ فبراير"
            date: 2026-02-12
            topic: climate
            topicName: "المناخ"
            language: ar
            articleCount: 3
            perspectives:
              - {id: north, name: "دول الشمال", count: 1}
              - {id: south, name: "دول الجنوب", count: 2}
            ---
            ## أبرز النقاط

            - اتفق الوزراء على صندوق جديد للتكيّف مع المناخ، ولم يتفقوا على حجمه.
            - انخفضت أسعار الألواح الشمسية للعام الثالث على التوالي.

            ## دول الشمال

            - يُنظر إلى الصندوق بوصفه خطوة أولى تحتاج إلى رقابة واضحة.

            ## دول الجنوب

            - تطالب الصحف بجدول زمني مُلزِم للدفعات (COP 31).
            - يرى معلّقون أن الشمس هي المورد الأرخص في المنطقة.

            ## Sources

            1. [ar] [صندوق بلا رقم](https://example.org/ar/1) - صحيفة الساحل (2/12/2026)
            2. [en] [A fund without a number](https://example.org/en/2) - Example Wire (2/12/2026)
            """;

    private SampleTexts() {}
}
