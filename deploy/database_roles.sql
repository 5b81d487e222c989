-- The four roles of the portal's database, made or brought up to date. A superuser runs this file once on each
-- PostgreSQL server (16 or newer), and again after an upgrade of the portal; running it twice changes nothing:
--
--     psql --file deploy/database_roles.sql postgres
--     createdb --owner portal_owner portal
--     psql --file deploy/database_roles.sql postgres      (closes the new database to other logins)
--
-- It holds no password. Set one for each of the three logins with psql's \password, or with
-- deploy/database_passwords.sql, which reads them from the environment.
--
-- What each role may do with each table is granted by the first migration, not here.

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['portal_owner', 'portal_app', 'portal_gate', 'portal_backup'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I', wanted);
        END IF;
    END LOOP;
END
$$;

-- Owner: owns the database and its tables, and is used by migrations only. Not a superuser. Where test databases are
-- made (development, the embedded server) it is given CREATEDB as well; a real server must not give it that.
ALTER ROLE portal_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION;

-- App: what the web server, the workers, the commands and the test suite sign in as. It owns nothing, so row-level
-- security always applies to it.
ALTER ROLE portal_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;

-- Gate: owns the few SECURITY DEFINER functions that decide who may open a case. Nobody signs in as it.
ALTER ROLE portal_gate NOLOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;

-- Backup: reads everything, for dumps, and writes nothing.
ALTER ROLE portal_backup LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
GRANT pg_read_all_data TO portal_backup;

-- Migrations hand functions to the gate (SET), but the owner does not go about with the gate's rights (no INHERIT).
GRANT portal_gate TO portal_owner WITH INHERIT FALSE, SET TRUE;

-- Only the portal's own logins may connect to its database. Workers use temporary tables when they import.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_database WHERE datname = 'portal') THEN
        ALTER DATABASE portal OWNER TO portal_owner;
        REVOKE ALL ON DATABASE portal FROM PUBLIC;
        GRANT CONNECT, TEMPORARY ON DATABASE portal TO portal_app;
        GRANT CONNECT ON DATABASE portal TO portal_backup;
    END IF;
END
$$;
