-- Sets the passwords of the portal's three logins from the environment, so that no file holds one. For psql 15 or
-- newer, as a superuser, after deploy/database_roles.sql:
--
--     OWNER_PASSWORD=... APP_PASSWORD=... BACKUP_PASSWORD=... psql --file deploy/database_passwords.sql postgres

\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv backup_password BACKUP_PASSWORD

ALTER ROLE portal_owner PASSWORD :'owner_password';
ALTER ROLE portal_app PASSWORD :'app_password';
ALTER ROLE portal_backup PASSWORD :'backup_password';
