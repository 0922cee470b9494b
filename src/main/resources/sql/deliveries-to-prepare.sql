-- Deliveries by number, in the order of the list, with everything that is needed to build their messages.
--
-- `combinable` tells whether the delivery may be combined with others: it is for one digest of a subscribed topic, was never
-- claimed and is not urgent, and its chat has more due deliveries or wants round-ups. Language, reading options and words are the current
-- settings, which count until the first claim fixes the reader: words that the chat follows, if the delivery is because of them, and mutes.
SELECT d.number, d.cause, d.priority, d.subscriber, d.thread, d.attempts, d.claim, d.reader, d.content, d.shared_content, d.page,
       d.edits, d.corrects,
       (SELECT c.cause FROM delivery c WHERE c.number = d.corrects) AS corrected_cause,
       u.chat_id, u.kind, u.title, u.language, u.zone, u.quiet_from, u.quiet_to,
       i.digest, coalesce(i.revision, g.revision) AS revision, g.state AS digest_state,
       coalesce(s.perspectives, '') AS perspectives, coalesce(s.length, 'full') AS length, coalesce(s.layout, 'stacked') AS layout,
       CASE d.claim WHEN 0 THEN 0
                    ELSE (SELECT count(p.message_id) FROM part p WHERE p.delivery = d.number) END AS sent,
       CASE WHEN s.number IS NOT NULL AND s.topic IS NULL
            THEN (SELECT string_agg(w.word, '|') FROM word w WHERE w.subscriber = d.subscriber AND w.kind = 'follow')
            END AS followed_words,
       CASE WHEN d.cause IN {subscribed}
            THEN (SELECT string_agg(w.word, '|') FROM word w WHERE w.subscriber = d.subscriber AND w.kind = 'mute')
            END AS muted_words,
       d.cause = {digest} AND d.claim = 0 AND d.urgent = 0 AND s.topic IS NOT NULL
           AND (coalesce({is_round_up}, FALSE)
                OR EXISTS (SELECT 1 FROM delivery m WHERE m.subscriber = d.subscriber AND m.priority = d.priority
                           AND m.state IN {open} AND m.due_at <= :now AND m.number <> d.number {each_row})) AS combinable
FROM json_each(:numbers) n
JOIN delivery d ON d.number = n.value
JOIN subscriber u ON u.number = d.subscriber
LEFT JOIN delivery_item i ON i.delivery = d.number AND i.ordinal = 0
LEFT JOIN digest g ON g.number = i.digest
LEFT JOIN subscription s ON s.number = i.subscription
ORDER BY n.key
