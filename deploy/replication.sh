#!/bin/sh
# Run once by the image of PostgreSQL, when the primary's database is made: its network may copy it.
set -eu
echo "host replication all samenet scram-sha-256" >> "$PGDATA/pg_hba.conf"
