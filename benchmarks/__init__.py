"""The figures of the README: each operation beside a bare server, or pgbench, on the same SQL, in one run."""
