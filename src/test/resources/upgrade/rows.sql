INSERT INTO topic_name (id, name) VALUES ('trade', 'World Trade');
INSERT INTO first_scan (at) VALUES (1770379200000);
INSERT INTO invalid_file (path, errors) VALUES ('2026-02-07-trade.md', '3	the date is missing');
INSERT INTO warning (digest, revision, ordinal, line, message) VALUES (1, 1, 9, 4, 'a point has no source');
INSERT INTO person (platform, user_id, language, chosen_language, direct_chat, seen_at) VALUES ('discord', 4501, 'en-US', 'de', 4777, 1770379200000);
INSERT INTO role (platform, user_id, role, name, given_at) VALUES ('telegram', 502, 'editor', 'Eda', 1770379200000);
INSERT INTO operator_name (platform, user_id, name) VALUES ('telegram', 502, 'Eda');
INSERT INTO subscriber (platform, chat_id, kind, title, language, zone, quiet_from, quiet_to, at, days, broadcasts, bundles, pins, urgent, all_topics_since, active_at, created_at) VALUES ('telegram', 501, 'private', '', 'de', 'Europe/Berlin', '22:00', '07:00', '07:30', 64, 0, 0, 1, 0, 1770379200000, 1770379200000, 1770379200000);
INSERT INTO subscriber (platform, chat_id, kind, title, language, mentioned, mentioned_name, pins, paused_reason, last_pause, paused_at, created_at) VALUES ('discord', 4077, 'channel', 'Readers #news', 'zh', 12, 'news', 2, 'stopped', 'stopped', 1770379200000, 1770379200000);
INSERT INTO subscription (subscriber, topic, thread, perspectives, length, layout, at, days, created_at) VALUES (1, 'us-china', 7, 'china,us', 'short', 'side-by-side', '08:30', 31, 1770379200000);
INSERT INTO subscription (subscriber, topic, created_at) VALUES (1, 'trade', 1770379200000), (2, 'trade', 1770379200000), (1, NULL, 1770379200000);
INSERT INTO word (subscriber, kind, word, stem_en, stem_de, stem_es, typed, until, created_at) VALUES (1, 'mute', 'tariffs', 'tariff', 'tariff', 'tariffs', 'Tariffs', 1893456000000, 1770379200000);
INSERT INTO opened (subscriber, digest, at) VALUES (1, 1, 1770379200000);
INSERT INTO search (key, platform, chat_id, user_id, words, used_at) VALUES ('a1', 'telegram', 501, 501, 'rare earths', 1770379200000);
INSERT INTO mistake (platform, user_id, digest, revision, perspective, words, created_at) VALUES ('telegram', 501, 1, 1, 0, 'It was Tuesday.', 1770379200000);
INSERT INTO mistake_notice (mistake, delivery) VALUES (1, 6);
INSERT INTO vote_count (digest, closes_at, balanced, one_sided) VALUES (1, 1893456000000, 1, 0);
INSERT INTO vote (digest, voter, answer) VALUES (1, 'c2FtcGxl', 'balanced');
INSERT INTO shared_content (content, paused) VALUES ('{"panels":[]}', 1);
INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, attempts, claim, reason, failure, unreachable, reader, created_at, settled_at) VALUES
 (1, 'telegram', 'digest', 1, 1, 1, 'sent', 0, 1, NULL, NULL, 0, '{"reader":{}}', 1, 2),
 (1, 'telegram', 'digest', 1, 1, 1, 'failed', 3, 3, 'chat not found', 'unreachable', 1, NULL, 1, 2),
 (1, 'telegram', 'digest', 1, 1893456000000, 1893456000000, 'queued', 0, 0, NULL, NULL, 0, NULL, 1, NULL),
 (2, 'discord', 'digest', 1, 1, 1, 'paused', 0, 0, 'stopped', NULL, 0, NULL, 1, NULL),
 (2, 'discord', 'digest', 1, 1, 1, 'cancelled', 0, 0, 'withdrawn', NULL, 0, NULL, 1, 2);
INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, shared_content, created_at) VALUES (1, 'telegram', 'broadcast', 3, 1, 1, 'queued', 1, 1);
INSERT INTO delivery_item (delivery, ordinal, digest, subscription, revision) VALUES (1, 0, 1, 1, 1), (2, 0, 3, 1, NULL), (3, 0, 2, 2, NULL), (4, 0, 2, 3, NULL), (5, 0, 1, NULL, NULL);
INSERT INTO part (delivery, ordinal, view, revision, pressed, message_id, sent_at) VALUES (1, 0, 'overview', 1, 0, '42', 2);
INSERT INTO delivery_hour (hour, platform, cause, outcome, within, deliveries) VALUES (0, 'telegram', 'digest', 'sent', 1000, 1);
INSERT INTO digest_total (digest, platform, outcome, deliveries) VALUES (1, 'telegram', 'sent', 1);
INSERT INTO view_count (day, digest, view, button, platform, views) VALUES ('2026-02-06', 1, 'sources', 'view', 'telegram', 3);
INSERT INTO planning (digest, task, cursor) VALUES (3, 'publish', 1);
INSERT INTO slot (published_at, zone, at, days, quiet, due_at) VALUES (1, 'Europe/Berlin', '08:30', 31, '', 1893456000000);
INSERT INTO pruned (shared_content, platform, state, unreachable, reason, deliveries) VALUES (1, 'telegram', 'sent', 0, '', 5);
INSERT INTO last_settled (platform, at) VALUES ('telegram', 2);
INSERT INTO dispatching (platform) VALUES ('telegram');
INSERT INTO interrupted (payload, times, at) VALUES ('delivery 3', 1, 2);
INSERT INTO handled_update (platform, last_update) VALUES ('telegram', 77);
INSERT INTO broadcast (by_platform, by_user, text, to_platform, to_topic, state, approved_by, approved_user, shared_content, expected_recipients, plan_cursor, report, reported, created_at, started_at) VALUES ('telegram', 900, 'Tomorrow there is **no** digest.', 'telegram', 'trade', 'paused', 'telegram', 900, 1, 1, NULL, 6, '1 of 1', 1, 1);
INSERT INTO broadcast (text, state, send_at, approved_by, created_at) VALUES ('Later.', 'scheduled', 1893456000000, 'command-line', 1);
INSERT INTO broadcast_picture (broadcast, name, content) SELECT 1, 'p.png', content FROM revision WHERE digest = 2;
INSERT INTO audit (at, by, user_id, name, action, about, subject) VALUES (1770379200000, 'telegram', 900, NULL, 'broadcast-paused', 'broadcast', '1');
INSERT INTO webhook (name, off_since, off_reason, not_before) VALUES ('feed', 1, 'gone', 0);
INSERT INTO webhook_event (webhook, id, body, attempts, reason, stored_at, next_at) VALUES ('feed', 'evt_1', '{}', 2, '503', 1, 1893456000000);
INSERT INTO node (name, process, version, configuration, fit, started_at, until) VALUES ('one', 'a', '1.0.0', 'a fingerprint', 1, 1, 0);
INSERT INTO leader (id, term, node, since, until) VALUES (1, 4, NULL, 1, 0);
INSERT INTO heartbeat (node, part, at, healthy, since, detail) VALUES ('one', 'bot', 1, 1, 1, '');
INSERT INTO alarm (name, since, detail) VALUES ('backup', 1, 'disk full');
INSERT INTO told (platform, user_id, kind, version, at) VALUES ('telegram', 900, 'files', 1, 1);
INSERT INTO held_notice (delivery, digest, platform, user_id, sent_at) VALUES (6, 2, 'telegram', 900, 1);
INSERT INTO home (place) VALUES ('elsewhere');
INSERT INTO writing (topic, day, at, path, hash, tokens, problem) VALUES ('trade', '2026-02-06', 1770379200000, 'written/2026-02-06-trade.md', 'abc', 1200, 'the endpoint did not answer');
INSERT INTO feed (topic, address, read_at, articles, problem) VALUES ('trade', 'def', 1770379200000, 4, '');
