-- The three roles and the database, run once by a superuser of your own PostgreSQL (15 or later):
--
--   KINERJA_OWNER_PASSWORD=... KINERJA_APP_PASSWORD=... KINERJA_REPORT_PASSWORD=... \
--     psql --no-psqlrc -v ON_ERROR_STOP=1 -d postgres -f deploy/roles.sql
--
-- Passwords come from the environment of psql, so that they stand neither here nor in its command line. It may be run
-- again: it sets the passwords anew and takes away every power that a role should not have. The first migration grants
-- the rest, as the owner.
\getenv owner_password KINERJA_OWNER_PASSWORD
\getenv app_password KINERJA_APP_PASSWORD
\getenv report_password KINERJA_REPORT_PASSWORD

-- A missing password stops here, before anything is made.
SELECT :'owner_password' <> '' AND :'app_password' <> '' AND :'report_password' <> '' AS are_given \gset
\if :are_given
\else
  \warn 'roles.sql: the three passwords must not be empty'
  SELECT 1 / 0 AS stopped;
\endif

SELECT format('CREATE ROLE %I', name) AS statement
FROM unnest(ARRAY['kinerja_owner', 'kinerja_app', 'kinerja_report']) AS name
WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE kinerja_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT
  PASSWORD :'owner_password';
ALTER ROLE kinerja_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT
  PASSWORD :'app_password';
ALTER ROLE kinerja_report LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT
  PASSWORD :'report_password';

SELECT 'CREATE DATABASE kinerja OWNER kinerja_owner ENCODING ''UTF8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = 'kinerja')
\gexec

REVOKE ALL ON DATABASE kinerja FROM PUBLIC;
GRANT CONNECT ON DATABASE kinerja TO kinerja_app, kinerja_report;
