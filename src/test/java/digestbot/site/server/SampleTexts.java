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

    /// Markup, links that are none, marks that turn the direction of text, and the end of a script.
    static final String HOSTILE = """
            ---
            title: "</title></script><script>alert(1)</script>\u202e"
            date: 2026-02-07
            topic: us-china
            topicName: "US vs China"
            correction: "</script><img src=x onerror=alert(1)>"
            perspectives:
              - {id: us, name: "<img src=x onerror=alert(1)>", heading: first}
              - {id: china, name: '"onclick=alert(1) x="', heading: second}
            ---
            ## Highlights

            - <script>alert(1)</script> [a](javascript:alert(1)) [b](data:text/html,x) ![c](https://example.org/x.png)
            - <style>*{display:none}</style> <form action=//evil.example><input></form> &#x202e;reversed

            ## first

            - [x](https://example.org/"onmouseover="alert(1)) `</code><script>alert(1)</script>`

            ## second

            - > quoted <iframe src=//evil.example></iframe>

            ## Sources

            1. [en] [</script><script>alert(1)</script>](javascript:alert(1)) - <b>Outlet</b> (2/7/2026)
            2. [en] [x](https://example.org/'"><script>alert(1)</script>) - "Outlet" (2/7/2026)
            """;

    static String digest(String topic, String day, String highlight, String... frontMatter) {
        return """
                ---
                title: "%1$s on %2$s"
                date: %2$s
                topic: %1$s
                topicName: "Topic %1$s"
                perspectives: [{id: us, name: United States}]
                %4$s
                ---
                ## Highlights

                - %3$s

                ## United States

                - A point about it.

                ## Sources

                1. [en] [An article](https://example.org/1) - Example Wire (2/7/2026)
                """.formatted(topic, day, highlight, String.join("\n", frontMatter));
    }

    private SampleTexts() {}
}
