#!/usr/bin/env bash
# Rehearses docs/how-to/deploy-on-a-closed-network.md with a bundle, where there is no network: as
# root, in a directory that is thrown away, with the PostgreSQL of the wheel as the server.
#   deploy/rehearse.sh [build/shigu-bundle.tar]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tar=$(realpath "${1:-build/shigu-bundle.tar}")
[ "$(id -u)" = 0 ] || { echo "root is needed to take the network away" >&2; exit 1; }
[ -n "${SHIGU_REHEARSING:-}" ] || exec env -i PATH="$PATH" HOME="$HOME" SHIGU_REHEARSING=1 unshare --net --pid --fork --mount-proc "$0" "$tar"
ip link set lo up

say() { printf 'rehearsal: %s\n' "$*" >&2; }
work=$(mktemp -d)
chmod 755 "$work"
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$work"' EXIT
cd "$work"

say "2 install, without a network"
! timeout 5 bash -c 'echo > /dev/tcp/192.0.2.1/80' 2>/dev/null
tar -xf "$tar" && cd bundle && ./install.sh "$work/opt"
shigu=$work/opt/venv/bin/shigu
python=$work/opt/venv/bin/python

say "  a server of PostgreSQL, its two roles and the database"
"$python" "$here/rehearsal_server.py" "$work/pg" > "$work/socket" &
until [ -s "$work/socket" ]; do sleep 0.2; done
export PGHOST; PGHOST=$(head -1 "$work/socket"); programs=$(tail -1 "$work/socket")
asked() { "$programs/psql" -qX -v ON_ERROR_STOP=1 -U postgres "$@"; }
asked < postgres/roles.sql
asked -v name=shigu < postgres/database.sql
sed -e "s|^SHIGU_HOME=.*|SHIGU_HOME=$work/home|" -e "s|^SHIGU_SECRET_KEY=.*|SHIGU_SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(64))')|" \
    -e "s|@127.0.0.1/shigu|@/shigu?host=$PGHOST|" -e 's|shigu.example.gov.cn|127.0.0.1|' -i "$work/opt/shigu.env"
cd "$work"

say "3 the database and the first administrator"
set -a; . "$work/opt/shigu.env"; set +a
"$shigu" migrate
"$shigu" pack load "$work/opt/packs/vision-valley" | tail -1
"$shigu" people add han --name 韩默 --district binjiang --reason 首位管理员
"$shigu" manage collectstatic --noinput
"$shigu" doctor

say "4 services, as the units start them"
started() { sed -n "s|^ExecStart=/opt/shigu/|$work/opt/|p" "$work/bundle/systemd/$1.service"; }
if command -v systemd-analyze >/dev/null; then
    mkdir units
    for unit in shigu-web shigu-worker; do
        sed -e "s|/opt/shigu/|$work/opt/|" -e 's|^User=.*|User=root|' "bundle/systemd/$unit.service" > "units/$unit.service"
    done
    systemd-analyze verify --man=no units/*.service
fi
export DJANGO_SETTINGS_MODULE=shigu.conf.settings
# shellcheck disable=SC2046 - the words of the unit
env -u SHIGU_OWNER_URL $(started shigu-web) & web=$!
env -u SHIGU_OWNER_URL $(started shigu-worker) & worker=$!
"$python" "$here/rehearsal_visit.py" http://127.0.0.1:8000 "$SHIGU_HOME/static"
if command -v nginx >/dev/null; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=shigu -keyout shigu.key -out shigu.crt 2>/dev/null
    sed "s|/etc/nginx/|$work/|" "$work/bundle/nginx/shigu.conf" > site.conf
    printf 'pid %s;\nevents {}\nhttp { access_log off; include %s;\n' "$work/nginx.pid" "$work/site.conf" > nginx.conf
    printf '%s_temp_path nginx_temp;\n' client_body proxy fastcgi uwsgi scgi >> nginx.conf
    echo '}' >> nginx.conf
    nginx -t -e stderr -p "$work" -c "$work/nginx.conf"
else
    say "  nginx is not here: its configuration was not tried"
fi
kill "$web" "$worker"
wait "$web" "$worker" || true

say "5 back up and restore into an empty database"
"$shigu" backup "$work/day.backup"
asked -v name=shigu_new < bundle/postgres/database.sql
SHIGU_DATABASE_URL=${SHIGU_DATABASE_URL/'/shigu?'/'/shigu_new?'}
SHIGU_OWNER_URL=${SHIGU_OWNER_URL/'/shigu?'/'/shigu_new?'}
"$shigu" restore "$work/day.backup"
"$shigu" doctor
"$shigu" people list | grep -q han

say "6 upgrade over the old one"
cd "$work/bundle" && ./install.sh "$work/opt"
"$shigu" migrate
"$shigu" manage collectstatic --noinput
"$shigu" doctor
say "every step of the guide holds"
