-- A release may bring several migrations.

CREATE INDEX remark_by_text ON remark (text);
