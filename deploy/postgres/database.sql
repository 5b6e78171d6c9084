-- Run as a superuser for each database of the site: psql -v name=shigu < database.sql
CREATE DATABASE :"name" OWNER shigu_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO shigu_app;
