-- The sweep of files that nothing refers to asks for each whether it is a mail.

CREATE INDEX inbound_mail_blob ON inbound_mail (tenant, blob);
