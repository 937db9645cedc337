-- 两个数据库账号：zwgk 拥有全部表；zwgk_portal 只给门户进程使用。
-- 由数据库管理员执行一次：
--   psql -v owner_password=… -v portal_password=… -f roles.sql
-- 各表的权限不写在这里：zwgk 每次启动时按 zwgk/config/roles.py 的清单重新授予（先全部收回），
-- 也可以用 python -m zwgk.config.roles zwgk_portal 打印出来核对。

CREATE ROLE zwgk LOGIN PASSWORD :'owner_password';
CREATE ROLE zwgk_portal LOGIN PASSWORD :'portal_password'
  NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT CONNECTION LIMIT 60;

CREATE DATABASE zwgk OWNER zwgk ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE zwgk FROM PUBLIC;
GRANT CONNECT ON DATABASE zwgk TO zwgk_portal;

\connect zwgk
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO zwgk;
GRANT USAGE ON SCHEMA public TO zwgk_portal;

-- 门户的语句超过 10 秒即中止，不拖住别人
ALTER ROLE zwgk_portal IN DATABASE zwgk SET statement_timeout = '10s';
ALTER ROLE zwgk_portal IN DATABASE zwgk SET idle_in_transaction_session_timeout = '30s';

-- 然后设置：
--   ZWGK_DATABASE_URL=postgresql://zwgk:…@127.0.0.1/zwgk
--   ZWGK_PORTAL_DATABASE_URL=postgresql://zwgk_portal:…@127.0.0.1/zwgk
