-- The deliveries of single digests of subscribed topics that are due to some chats and were never claimed, in the order of each chat, up to a
-- limit per chat. These may be combined into one message.
SELECT d.subscriber, d.number, d.due_at, d.thread, i.subscription, g.day, g.published_at, {at} AS at, {days} AS days,
       u.bundles
FROM json_each(:subscribers) c
JOIN delivery d ON d.number IN (SELECT q.number FROM delivery q
                                WHERE q.subscriber = c.value AND q.priority = :priority AND {chat_queue:q}
                                  AND q.due_at <= :now AND q.cause = {digest} AND q.claim = 0 AND q.urgent = 0
                                ORDER BY q.due_at, q.number LIMIT :most)
JOIN subscriber u ON u.number = d.subscriber
JOIN delivery_item i ON i.delivery = d.number AND i.ordinal = 0
JOIN digest g ON g.number = i.digest
JOIN subscription s ON s.number = i.subscription AND s.topic IS NOT NULL
ORDER BY d.subscriber, d.due_at, d.number
