-- Run once as a superuser of PostgreSQL 15 or newer; choose two passwords.
CREATE ROLE shigu_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD 'CHANGE-ME-TOO';
CREATE ROLE shigu_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD 'CHANGE-ME';
-- Functions of the first-report ledger run as this role; the owner installs them under it.
CREATE ROLE shigu_ledger NOLOGIN;
GRANT shigu_ledger TO shigu_owner;
-- All sessions of the site have one role: they must not see each other's statements.
ALTER ROLE shigu_app SET track_activities = off;
